"""Notice wordings: the shop's own words round what a notice must say, written first and published later."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks, writes
from models.consents import Purpose
from models.members import Language
from models.notices import NoticeWording
from services import fingerprints
from services.notice_words import NOBODY, Own


def published(session: Session, purpose: Purpose, language: Language) -> Own:
    """Give the shop's own words as they were last published; none were: the template's stand."""
    row = session.get(NoticeWording, (purpose, language))
    return read(row.published) if row and row.published else NOBODY


def draft(session: Session, purpose: Purpose, language: Language) -> Own | None:
    """Give what is being written; None when nothing is."""
    row = session.get(NoticeWording, (purpose, language))
    return read(row.draft) if row and row.draft else None


def fingerprint(session: Session, purpose: Purpose) -> str:
    """Hash what is kept of a notice, written or published, in all languages: 64 hex digits."""
    columns = (NoticeWording.language, NoticeWording.draft, NoticeWording.published)
    kept = select(*columns).where(NoticeWording.purpose == purpose).order_by(NoticeWording.language)
    return fingerprints.of([list(row) for row in session.execute(kept)])


def check_unchanged(session: Session, purpose: Purpose, opened: str) -> None:
    """Keep others from writing this notice, and raise Overtaken unless it is what `opened` says."""
    locks.name(session, f"notice:{purpose}")
    fingerprints.check(opened, fingerprint(session, purpose))


def keep(
    session: Session, purpose: Purpose, owns: Mapping[Language, Own], *, opened: str, now: datetime
) -> None:
    """Keep what is being written; raise Overtaken where other words were kept since `opened`."""
    check_unchanged(session, purpose, opened)
    for language, own in owns.items():
        _set(session, purpose, language, draft=asdict(own), changed_at=now)


def make_public(session: Session, purpose: Purpose, language: Language, own: Own, *, now: datetime) -> None:
    """Let these words stand from now on; nothing is being written any more."""
    _set(session, purpose, language, draft=None, published=asdict(own), changed_at=now)


def read(kept: Mapping[str, Any]) -> Own:
    """Read own words as they were kept."""
    words: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return Own(**words)


def _set(session: Session, purpose: Purpose, language: Language, **values: Any) -> None:
    writes.upsert(session, NoticeWording, {"purpose": purpose, "language": language}, values)
