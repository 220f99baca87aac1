"""All commands in one place."""

from flask import Flask

from cli import (
    announcements,
    api_keys,
    backups,
    keys,
    ledger,
    metrics,
    people,
    purchases,
    restores,
    sample,
    seed,
    settings,
    staff,
)


def attach(app: Flask) -> None:
    """Give the app its commands."""
    for command in (
        announcements.group,
        api_keys.group,
        keys.group,
        ledger.group,
        metrics.group,
        people.group,
        purchases.group,
        settings.group,
        staff.group,
        backups.backup,
        restores.restore,
        sample.command,
        seed.command,
    ):
        app.cli.add_command(command)
