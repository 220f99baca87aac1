"""Notices: the exact words under which somebody says yes; issued anew when what they print changes."""

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, time
from typing import Any

import rfc8785
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import notice_facts, notice_texts, notice_wordings
from services.errors import RuleError
from services.notice_words import Own
from services.settings import Choices

PRINTED = (
    "company",
    "representative",
    "contact",
    "address",
    "address_on_request",
    "data_location",
    "sleep_months",
    "minimum_age",
    "age_question",
    "weekly_cap",
    "quiet_from",
    "quiet_until",
)
"""The settings that a notice prints, or names among its facts."""
KINDS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.MEMBERSHIP: ("receipt", "safety"),
    Purpose.ANNOUNCEMENTS: ("announcement", "expiry"),
    Purpose.PROFILE: (),
    Purpose.ANALYSIS: (),
}
"""The purposes that have words, and the kinds of message that come under each."""
_NO_HOURS = time(0, 0)
WRITTEN = (
    "purpose",
    "language",
    "title",
    "body",
    "question",
    "labels",
    "weekly_cap",
    "quiet_from",
    "quiet_until",
    "kinds",
    "facts",
)
"""The fields that `write` fills."""


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


def needs_asking(session: Session, accepted: Notice, *, now: datetime) -> bool:
    """Tell whether the words in force reach further, so that this yes does not stretch to them.

    What was added in between and taken out again is asked of nobody.
    """
    present = live(session, accepted.purpose, accepted.language, now=now)
    is_newer = present.version > accepted.version
    return is_newer and notice_facts.reaches_further(accepted.facts, present.facts)


def issue(session: Session, choices: Choices, *, trust_url: str | None, now: datetime) -> list[Notice]:
    """Publish a new version of each notice whose words are no longer true, and give those."""
    fresh = [
        notice
        for written in _as_wanted(session, choices, trust_url)
        if (notice := _next_version(session, written, now=now)) is not None
    ]
    session.add_all(fresh)
    session.flush()
    return fresh


def write(
    purpose: Purpose, language: Language, choices: Choices, trust_url: str | None, own: Own
) -> dict[str, Any]:
    """Give the fields of a notice as they would be published, all but what its predecessor decides."""
    words = notice_texts.write(purpose, choices, trust_url, language, own)
    is_limited = purpose == Purpose.ANNOUNCEMENTS
    return {
        "purpose": purpose,
        "language": language,
        "title": words.title,
        "body": words.body,
        "question": words.question,
        "labels": list(words.labels),
        "weekly_cap": choices.weekly_cap if is_limited else 0,
        "quiet_from": choices.quiet_from if is_limited else _NO_HOURS,
        "quiet_until": choices.quiet_until if is_limited else _NO_HOURS,
        "kinds": list(KINDS[purpose]),
        "facts": notice_facts.gather(purpose, choices, language, own),
    }


def newest(session: Session, purpose: Purpose, language: Language) -> Notice | None:
    """Give the version published last."""
    versions = select(Notice).where(Notice.purpose == purpose, Notice.language == language)
    return session.scalar(versions.order_by(Notice.version.desc()).limit(1))


def version_before(session: Session, notice: Notice) -> Notice | None:
    """Give the version that this one followed."""
    return session.scalar(
        select(Notice).where(
            Notice.purpose == notice.purpose,
            Notice.language == notice.language,
            Notice.version == notice.version - 1,
        )
    )


def all_versions(session: Session, purposes: Collection[Purpose]) -> list[Notice]:
    """Give every version of these, the newest first."""
    found = select(Notice).where(Notice.purpose.in_(purposes))
    return list(session.scalars(found.order_by(Notice.published_at.desc(), Notice.id)))


def fields(notice: Notice) -> dict[str, Any]:
    """Give what a notice says as `write` gives it."""
    return {name: getattr(notice, name) for name in WRITTEN}


def _as_wanted(session: Session, choices: Choices, trust_url: str | None) -> Iterator[dict[str, Any]]:
    for purpose, language in itertools.product(KINDS, Language):
        own = notice_wordings.published(session, purpose, language)
        yield write(purpose, language, choices, trust_url, own)


def _next_version(session: Session, written: dict[str, Any], *, now: datetime) -> Notice | None:
    last = newest(session, written["purpose"], written["language"])
    if last is not None and all(getattr(last, name) == value for name, value in written.items()):
        return None
    written["asks_again"] = last is not None and notice_facts.reaches_further(last.facts, written["facts"])
    version = 1 if last is None else last.version + 1
    return Notice(**written, version=version, sha256=sha256(written, version), published_at=now)


def sha256(written: dict[str, Any], version: int) -> str:
    """Hash the RFC 8785 JSON of a notice's fields, language and version: 64 hex digits."""
    plain = {name: f"{value:%H:%M}" if isinstance(value, time) else value for name, value in written.items()}
    plain |= {"purpose": str(written["purpose"]), "language": str(written["language"]), "version": version}
    return hashlib.sha256(rfc8785.dumps(plain)).hexdigest()
