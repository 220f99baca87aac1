"""Notices: the exact words under which somebody says yes; issued anew when what they print changes."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import rfc8785
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import notice_texts
from services.errors import RuleError
from services.settings import Choices

PRINTED = (
    "company",
    "contact",
    "minimum_age",
    "weekly_cap",
    "quiet_from",
    "quiet_until",
)
"""The settings that a notice prints."""


_LIVE = (
    select(Notice)
    .where(
        Notice.purpose == bindparam("purpose"),
        Notice.language == bindparam("language"),
        Notice.published_at <= bindparam("now"),
    )
    .order_by(Notice.version.desc())
    .limit(1)
)


class NoticeMissing(RuleError):
    """There are no words yet for this purpose."""


def asked_under(purpose: Purpose) -> Purpose:
    """Tell under whose words a purpose is asked: expiry notices come with the announcements' question."""
    return Purpose.ANNOUNCEMENTS if purpose == Purpose.SERVICE else purpose


def live(session: Session, purpose: Purpose, language: str, *, now: datetime) -> Notice:
    """Give the words in force; raise NoticeMissing."""
    wanted = {"purpose": asked_under(purpose), "language": Language(language), "now": now}
    notice = session.scalar(_LIVE, wanted)
    if notice is None:
        raise NoticeMissing(purpose)
    return notice


def is_live(session: Session, notice: Notice, *, now: datetime) -> bool:
    """Tell whether these are still the words in force."""
    return live(session, notice.purpose, notice.language, now=now).id == notice.id


def issue(session: Session, choices: Choices, *, trust_url: str | None, now: datetime) -> list[Notice]:
    """Publish a new version of each notice whose words are no longer true, and give those."""
    fresh = [
        notice
        for written in _drafts(choices, trust_url)
        if (notice := _next_version(session, written, now=now)) is not None
    ]
    session.add_all(fresh)
    session.flush()
    return fresh


def _drafts(choices: Choices, trust_url: str | None) -> Iterator[dict[str, Any]]:
    for language in Language:
        membership = notice_texts.membership(choices, trust_url, language)
        announcements = notice_texts.announcements(choices, language)
        yield _fields(Purpose.MEMBERSHIP, language, membership, choices, ["receipt"])
        yield _fields(Purpose.ANNOUNCEMENTS, language, announcements, choices, ["announcement", "expiry"])


def _fields(
    purpose: Purpose, language: Language, words: notice_texts.Words, choices: Choices, kinds: list[str]
) -> dict[str, Any]:
    return {
        "purpose": purpose,
        "language": language,
        "title": words.title,
        "body": words.body,
        "question": words.question,
        "labels": list(words.labels),
        "weekly_cap": choices.weekly_cap,
        "quiet_from": choices.quiet_from,
        "quiet_until": choices.quiet_until,
        "kinds": kinds,
    }


def _next_version(session: Session, written: dict[str, Any], *, now: datetime) -> Notice | None:
    last = session.scalar(
        select(Notice)
        .where(Notice.purpose == written["purpose"], Notice.language == written["language"])
        .order_by(Notice.version.desc())
        .limit(1)
    )
    if last is not None and all(getattr(last, name) == value for name, value in written.items()):
        return None
    version = 1 if last is None else last.version + 1
    return Notice(**written, version=version, sha256=sha256(written, version), published_at=now)


def sha256(written: dict[str, Any], version: int) -> str:
    """Hash the RFC 8785 JSON of a notice's fields, language and version: 64 hex digits."""
    plain = {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in written.items()}
    plain |= {"purpose": str(written["purpose"]), "language": str(written["language"]), "version": version}
    return hashlib.sha256(rfc8785.dumps(plain)).hexdigest()
