"""What stands behind a one-time link: a page to read, and the same as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from admin.parts import Parts
from models.codes import MemberCode
from models.members import Member
from services import settings
from services.settings import Choices
from services.vault import Vault


@dataclass(frozen=True)
class Opening:
    """Somebody opened their link: what the page and the file are made from."""

    session: Session
    vault: Vault
    choices: Choices
    public_url: str
    member: Member
    subject: str | None
    """What the code was issued for."""
    language: str
    now: datetime


@dataclass(frozen=True)
class File:
    """What is handed over to keep."""

    name: str
    """ASCII, with its ending."""
    content: bytes
    media_type: str


@dataclass(frozen=True)
class Paper:
    """One kind of one-time page."""

    title: LazyString
    about: LazyString
    """What will be shown, in one sentence; said before anything is opened."""
    template: str
    read: Callable[[Opening], Mapping[str, Any]]
    """Gathers what the template shows."""
    file: Callable[[Opening], File]


def of(parts: Parts, session: Session, code: MemberCode, subject: str | None, *, language: str) -> Opening:
    """Give what a renderer needs, in the one transaction that uses the code up."""
    return Opening(
        session,
        parts.vault(),
        settings.read(session),
        parts.settings.public_url,
        session.get_one(Member, code.member_id),
        subject,
        language,
        parts.clock(),
    )
