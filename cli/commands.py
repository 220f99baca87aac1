"""All commands in one place."""

from flask import Flask

from cli import announcements, backups, keys, ledger, metrics, people, restores, sample, seed, settings, staff


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for command in (
        announcements.group,
        keys.group,
        ledger.group,
        metrics.group,
        people.group,
        settings.group,
        staff.group,
        backups.backup,
        restores.restore,
        sample.command,
        seed.command,
    ):
        app.cli.add_command(command)
