"""Personal announcements: one letter a member, planned in bulk."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.members import Language
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import safety

SLICE = 1_000
"""Members judged in one transaction: each has a sending of its own to be written."""


def is_letter(sending: Sending) -> bool:
    """Tell whether this is an announcement's letter to one."""
    return sending.kind == SendingKind.PUSH and sending.announcement_id is not None


def shared(announcement: Announcement, sending: Sending) -> list[dict[str, Any]]:
    """Give the words that all of one language share."""
    by_language = {frozen["language"]: frozen["messages"] for frozen in announcement.messages or []}
    words: list[dict[str, Any]] = by_language[sending.language]
    return words


def plan(session: Session, announcement: Announcement, rows: Sequence[Row[Any]], *, now: datetime) -> None:
    """Write a sending to one for each of the chosen."""
    if not rows:
        return
    values = [_sending(announcement, row.language, now) for row in rows]
    made = insert(Sending).returning(Sending.id, sort_by_parameter_order=True)
    numbers = session.scalars(made, values).all()
    deliveries = [
        {
            "sending_id": number,
            "member_id": row.id,
            "announcement_id": announcement.id,
            "consent_entry_id": row.entry_id,
            "dropped": None,
        }
        for number, row in zip(numbers, rows, strict=True)
    ]
    session.execute(insert(Delivery), deliveries)


def _sending(announcement: Announcement, language: Language, now: datetime) -> dict[str, Any]:
    return {
        "announcement_id": announcement.id,
        "kind": SendingKind.PUSH,
        "purpose": safety.purpose(announcement),
        "language": language,
        "retry_key": str(uuid.uuid4()),
        "recipients": 1,
        "carried": 1,
        "state": SendingState.WAITING,
        "next_at": now,
        "valid_until": announcement.valid_until,
        "created_at": now,
    }
