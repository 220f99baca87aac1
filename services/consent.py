"""Consent: the ledger of answers, and the one rule of who may be written to."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session

from models import writes
from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.members import Language, Member
from models.notices import Notice
from services import ledger, notices, profiles, seals, stops
from services.vault import Vault

UNASKED = (Purpose.ANNOUNCEMENTS, Purpose.SERVICE)
"""Purposes under which we would speak first."""
OPENING = (Answer.GIVEN, Answer.RECONFIRMED, Answer.SYNTHETIC)
"""Answers that open a purpose."""
PROVEN = tuple(
    column.key for column in ConsentEntry.__table__.columns if column.key not in {"id", "leaf_sha256"}
)
"""The fields of a line that its leaf covers: all but the leaf itself and its place, which the tree covers."""


@dataclass(frozen=True)
class Evidence:
    """What proves that it was the person: LINE's signed event."""

    webhook_event_id: str | None
    occurred_at: datetime
    event_sha256: str | None
    channel: str
    """`line.postback`, `line.message`, `line.unfollow` or `staff`."""


@dataclass(frozen=True)
class Question:
    """The words to show, and the seal for its buttons."""

    notice: Notice
    seal: str


def is_reachable(purpose: Purpose, *, answer: type[Consent] | None = None) -> ColumnElement[bool]:
    """The rule for unasked messages: a friend, whose latest answer for this purpose is yes.

    A condition on Member, so that one person and a whole audience are judged by the same words.
    """
    return and_(Member.blocked_at.is_(None), has_given(purpose, answer=answer))


def has_given(purpose: Purpose, *, answer: type[Consent] | None = None) -> ColumnElement[bool]:
    """The consent half of the rule, as a condition on Member.

    `answer`: the statement has joined the member's answer to this purpose under that name already; to look it
    up once more would let PostgreSQL read all answers of everybody for every few members.
    """
    if answer is not None:
        return func.coalesce(and_(answer.purpose == purpose, answer.is_given), false())
    return (
        select(Consent.member_id)
        .where(Consent.member_id == Member.id, Consent.purpose == purpose, Consent.is_given)
        .exists()
    )


def ask(
    session: Session,
    vault: Vault,
    person_key: str,
    purpose: Purpose,
    *,
    language: str,
    now: datetime,
    source: str = "line",
    followed_at: datetime | None = None,
    follow_event_id: str | None = None,
) -> Question:
    """Prepare the question: the live words and a fresh seal."""
    notice = notices.live(session, purpose, language, now=now)
    seal = seals.Seal(notice.id, now, source, followed_at, follow_event_id)
    return Question(notice, seals.issue(vault, person_key, seal))


def standing(session: Session, member: Member) -> dict[Purpose, Consent]:
    """Give the present answers, by purpose."""
    rows = session.scalars(select(Consent).where(Consent.member_id == member.id))
    return {row.purpose: row for row in rows}


def is_given(session: Session, member: Member, purpose: Purpose) -> bool:
    """Tell whether the member's present answer is yes."""
    row = session.get(Consent, (member.id, purpose))
    return row is not None and row.is_given


def receipts(session: Session, member: Member) -> list[ConsentEntry]:
    """Give every answer of this member, the newest first."""
    mine = select(ConsentEntry).where(ConsentEntry.member_pid == member.pid)
    return list(session.scalars(mine.order_by(ConsentEntry.id.desc())))


def was_used(session: Session, token: str) -> bool:
    """Tell whether a button with this seal has counted before."""
    used = select(ConsentEntry.id).where(ConsentEntry.seal_hash == seals.fingerprint(token))
    return session.scalar(used.limit(1)) is not None


def record(
    session: Session,
    member: Member,
    purpose: Purpose,
    answer: Answer,
    *,
    evidence: Evidence,
    now: datetime,
    notice: Notice | None = None,
    reason: str | None = None,
    seal: seals.Seal | None = None,
    token: str | None = None,
) -> ConsentEntry:
    """Append one answer to the ledger and bring the present answer up to date."""
    if answer not in OPENING:
        stops.keep_calls_out(session)
    language = notice.language if notice else member.language
    line = draft(member.pid, language, purpose, answer, evidence=evidence, now=now, notice=notice)
    line |= {"reason": reason, "seal_hash": seals.fingerprint(token) if token else None}
    entry = ConsentEntry(**line | _road(seal))
    _append(session, entry)
    _project(session, member, entry)
    if purpose == Purpose.PROFILE and answer not in OPENING:
        profiles.forget_unless_allowed(session, member)
    return entry


def draft(
    member_pid: str,
    language: Language,
    purpose: Purpose,
    answer: Answer,
    *,
    evidence: Evidence,
    now: datetime,
    notice: Notice | None = None,
) -> dict[str, Any]:
    """Write a line of the ledger, all but its leaf."""
    return {
        "record_id": new_record_id(now),
        "member_pid": member_pid,
        "purpose": purpose,
        "answer": answer,
        "reason": None,
        "notice_id": notice.id if notice else None,
        "notice_sha256": notice.sha256 if notice else None,
        "language": language,
        "channel": evidence.channel,
        "webhook_event_id": evidence.webhook_event_id,
        "event_sha256": evidence.event_sha256,
        "seal_hash": None,
        "answered_at": evidence.occurred_at,
        "recorded_at": now,
    } | _road(None)


def new_record_id(now: datetime) -> str:
    """Name a line with a UUIDv7 (RFC 9562): it grows with time, so an index of them is written at its end."""
    milliseconds, chance = int(now.timestamp() * 1000), secrets.randbits(74)
    upper = milliseconds << 16 | 7 << 12 | chance >> 62
    return str(uuid.UUID(int=upper << 64 | 0b10 << 62 | chance & (1 << 62) - 1))


def _road(seal: seals.Seal | None) -> dict[str, Any]:
    """Tell how the person came to the question: source, friend-add, when it was put."""
    return {
        "source": seal.source if seal else None,
        "follow_event_id": seal.follow_event_id if seal else None,
        "followed_at": seal.followed_at if seal else None,
        "asked_at": seal.asked_at if seal else None,
    }


def withdraw(
    session: Session,
    member: Member,
    *,
    purposes: Iterable[Purpose],
    reason: str,
    evidence: Evidence,
    now: datetime,
) -> list[ConsentEntry]:
    """Take back the answers for these purposes, at once, whatever they were."""
    return [
        record(session, member, purpose, Answer.WITHDRAWN, evidence=evidence, now=now, reason=reason)
        for purpose in purposes
    ]


def _append(session: Session, entry: ConsentEntry) -> None:
    """Write the line at the next place of the ledger; others who append wait until it is committed."""
    entry.id = ledger.next_place(session)
    entry.leaf_sha256 = leaf({name: getattr(entry, name) for name in PROVEN})
    session.add(entry)
    session.flush()


def leaf(line: Mapping[str, Any]) -> str:
    """Hash a line as an RFC 6962 leaf: 64 hex digits."""
    return leaf_of(canonical(line))


def canonical(line: Mapping[str, Any]) -> bytes:
    """Write the fields of a line as RFC 8785 JSON."""
    return rfc8785.dumps({name: _plain(line[name]) for name in PROVEN})


def leaf_of(canonical: bytes) -> str:
    """Hash canonical bytes as RFC 6962 asks of a leaf, after a byte of zeros."""
    return hashlib.sha256(b"\x00" + canonical).hexdigest()


def _plain(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return value if value is None or isinstance(value, int) else str(value)


def _project(session: Session, member: Member, entry: ConsentEntry) -> None:
    """Let the newest answer (LINE's time) stand; on a tie the withdrawal wins, however late it came in."""
    session.flush()
    values = {
        "is_given": entry.answer in OPENING,
        "entry_id": entry.id,
        "notice_id": entry.notice_id,
        "answered_at": entry.answered_at,
    }
    where = {"member_id": member.id, "purpose": entry.purpose}
    writes.upsert(session, Consent, where, values, only_if=_stands)


def _stands(new: Any) -> ColumnElement[bool]:
    is_newer = Consent.answered_at < new.answered_at
    return or_(is_newer, and_(Consent.answered_at == new.answered_at, or_(Consent.is_given, ~new.is_given)))
