"""What a run leaves to be judged: rows of the database and of the journal, as plain JSON."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from models import base
from models.announcements import Announcement
from models.consents import Consent
from models.members import Member
from models.sendings import Delivery, Sending
from tests.crash.draws import CALL_TIMEOUT, MOST_SKEW, Draw
from tests.crash.worlds import World

FILE = "export.json"
QUIET = (21, 9)
"""Hours of Japan in which nothing may be said: the shop's, and those of the notice."""
ROWS = {
    "announcements": (Announcement, ("id", "state", "planned", "messages", "valid_until")),
    "sendings": (
        Sending,
        (
            "id",
            "announcement_id",
            "state",
            "retry_key",
            "recipients",
            "carried",
            "first_attempt_at",
            "valid_until",
        ),
    ),
    "deliveries": (Delivery, ("sending_id", "member_id", "announcement_id", "dropped")),
    "consents": (Consent, ("member_id", "purpose", "is_given")),
    "members": (Member, ("id",)),
}


def write(world: World, draw: Draw, url: str, roll: Path) -> int:
    """Write the export of a run."""
    sessions = base.reading(url)
    with sessions.begin() as session:
        tables = {
            name: [_plain(row) for row in session.execute(_columns(model.__table__, columns))]
            for name, (model, columns) in ROWS.items()
        }
    sessions.engine.dispose()
    journal = [json.loads(line) for line in (world.directory / "journal.jsonl").read_text().splitlines()]
    rules = {
        "weekly_cap": draw.weekly_cap,
        "quiet": QUIET,
        "call_timeout": CALL_TIMEOUT,
        "skew": MOST_SKEW,
    }
    export = {**tables, "journal": journal, "rules": rules, "roll": json.loads(roll.read_text())}
    (world.directory / FILE).write_text(json.dumps(export))
    return 0


def _columns(table: Any, names: tuple[str, ...]) -> Any:
    assert isinstance(table, Table)
    return select(*(table.c[name] for name in names))


def _plain(row: Row[Any]) -> dict[str, Any]:
    """Instants as seconds since 1970, choices as their words."""
    return {
        name: value.timestamp() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
    }
