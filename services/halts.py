"""Halts: one press, and no call of anything unasked begins any more, in any process, until it is lifted."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.orm import Session

from models import writes
from models.halts import Halt
from services import stops
from services.errors import RuleError

NAME = "all"
WORDS = ("再開", "resume")
"""Either is typed to go on, so that nobody does by a slip of the hand."""


class ResumeWordWrong(RuleError):
    """What was typed is not the word that lets everything go on."""


def halt(session: Session, *, by: int | None, now: datetime) -> None:
    """Let no call begin any more, letters of service among them; replies go on. Twice is once."""
    stops.keep_calls_out(session)
    values = {"is_on": True, "changed_by": by, "changed_at": now}
    writes.upsert(session, Halt, {"name": NAME}, values, only_if=_was_off)


def _was_off(_new: Any) -> ColumnElement[bool]:
    return Halt.is_on.is_(False)


def lift(session: Session, *, word: str, by: int | None, now: datetime) -> bool:
    """Let everything go on where it stood; False: nothing was halted. Raise ResumeWordWrong."""
    if word.strip().casefold() not in WORDS:
        raise ResumeWordWrong
    held = update(Halt).where(Halt.name == NAME, Halt.is_on)
    freed = held.values(is_on=False, changed_by=by, changed_at=now).returning(Halt.name)
    return session.scalar(freed) is not None


def present(session: Session) -> Halt | None:
    """Give the halt that holds now."""
    return session.scalar(select(Halt).where(Halt.name == NAME, Halt.is_on))


def is_off() -> ColumnElement[bool]:
    """Nothing is halted: a condition of every claim, read in the statement that claims."""
    return ~exists().where(Halt.name == NAME, Halt.is_on)
