"""All commands in one place."""

from flask import Flask

from cli import announcements, keys, ledger, metrics, sample, seed, settings, staff


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for command in (
        announcements.group,
        keys.group,
        ledger.group,
        metrics.group,
        settings.group,
        staff.group,
        sample.command,
        seed.command,
    ):
        app.cli.add_command(command)
