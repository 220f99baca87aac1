"""Receipts: an answer as a record of ISO/IEC TS 27560:2023, from its line and the words it was given to."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Answer, ConsentEntry
from models.notices import Notice
from services import consent

SCHEMA = "ISO/IEC TS 27560:2023"
NOT_HASHED = {"id", "sha256", "published_at"}
"""What of a notice its hash does not cover."""
UNTIL = {"ja": "お取りやめになるまで", "en": "until withdrawn"}
ENDED = {"ja": "すでに終わっています", "en": "has ended"}
"""How long an answer is good for, once it is no yes."""


def words_of(session: Session, entry: ConsentEntry) -> Notice | None:
    """Give the words an answer is about: its own, or, where it took something back, those of the last yes."""
    if entry.notice_id is not None:
        return session.get(Notice, entry.notice_id)
    before = select(ConsentEntry.notice_id).where(
        ConsentEntry.member_pid == entry.member_pid,
        ConsentEntry.purpose == entry.purpose,
        ConsentEntry.id < entry.id,
        ConsentEntry.notice_id.is_not(None),
    )
    notice_id = session.scalar(before.order_by(ConsentEntry.id.desc()).limit(1))
    return None if notice_id is None else session.get(Notice, notice_id)


def shown(notice: Notice) -> dict[str, Any]:
    """Give what was shown, as its hash covers it (RFC 8785 JSON, SHA-256)."""
    names = (column.key for column in Notice.__table__.columns if column.key not in NOT_HASHED)
    return {name: _plain(getattr(notice, name)) for name in names}


def record(entry: ConsentEntry, notice: Notice, *, trust_url: str | None) -> dict[str, Any]:
    """Write the record: header, processing, pii, party and event, every mandatory field among them."""
    facts = notice.facts
    return {
        "header": {
            "schema_version": SCHEMA,
            "record_id": entry.record_id,
            "receipt_id": f"{entry.record_id}/receipt",
            "pii_principal_id": entry.member_pid,
        },
        "processing": _processing(entry, notice, trust_url),
        "pii": [{"pii_type": item["code"], "name": item["text"]} for item in facts["items"]],
        "party": [_controller(facts["controller"], trust_url)],
        "event": _event(entry),
    }


def _processing(entry: ConsentEntry, notice: Notice, trust_url: str | None) -> dict[str, Any]:
    facts = notice.facts
    return {
        "privacy_notice": {
            "id": f"{notice.purpose}/{notice.language}/{notice.version}",
            "title": notice.title,
            "version": notice.version,
            "sha256": notice.sha256,
            "url": trust_url,
        },
        "language": str(entry.language),
        "purpose": {"id": str(entry.purpose), "purposes": facts["purposes"]},
        "lawful_basis": "consent",
        "collection_method": entry.channel,
        "pii_information": [item["code"] for item in facts["items"]],
        "pii_controllers": ["controller"],
        "recipient_third_parties": facts["recipients"],
        "storage_locations": [facts["storage"]],
        "retention_period": facts["retention"],
        "jurisdiction": facts["jurisdiction"],
        "withdrawal_method": facts["withdrawal"],
    }


def _controller(known: Mapping[str, str], trust_url: str | None) -> dict[str, Any]:
    return {"id": "controller", "type": "pii_controller", "url": trust_url, **known}


def _event(entry: ConsentEntry) -> dict[str, str]:
    still = UNTIL if entry.answer in consent.OPENING else ENDED
    is_asked = entry.answer in (Answer.GIVEN, Answer.REFUSED, Answer.RECONFIRMED)
    return {
        "event_time": entry.answered_at.isoformat(timespec="milliseconds"),
        "validity_duration": still["en" if entry.language == "en" else "ja"],
        "entity_id": entry.member_pid,
        "event_type": "explicit" if is_asked else "notice",
        "event_state": str(entry.answer),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, str) else value
