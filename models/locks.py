"""Locks by name, which last until the transaction ends. SQLite needs none: its writers come one at a time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, SessionTransaction

# Written once, since whatever changes a person asks them and writing a statement costs more than running it.
_NAME = func.hashtextextended(bindparam("name"), 0)
_TAKE = select(func.pg_advisory_xact_lock(_NAME))
_TRY = select(func.pg_try_advisory_xact_lock(_NAME))
_SHARE = select(func.pg_advisory_xact_lock_shared(_NAME))
Lock = Callable[[Session, str], object]
_HELD = "locks"
"""Where a session keeps which names it has locked, and in which of its transactions."""


def person(session: Session, person_key: str) -> None:
    """Keep everybody else from working on this person until the transaction ends."""
    if not _is_held(session, person_key):
        _ask(session, _TAKE, person_key)
        _hold(session, person_key)


def try_person(session: Session, person_key: str) -> bool:
    """Lock the person as `person` does, or say at once that somebody else is working on them."""
    if _is_held(session, person_key):
        return True
    is_mine = bool(_ask(session, _TRY, person_key))
    if is_mine:
        _hold(session, person_key)
    return is_mine


def name(session: Session, wanted: str) -> None:
    """Keep everybody else who locks this name waiting until the transaction ends."""
    person(session, f"|{wanted}")


def share(session: Session, wanted: str) -> None:
    """Wait for whoever locks this name, and keep them waiting; others who share it go on."""
    _ask(session, _SHARE, f"|{wanted}")


def _ask(session: Session, statement: Any, wanted: str) -> Any:
    if session.get_bind().dialect.name != "postgresql":
        return True
    return session.scalar(statement, {"name": wanted})


def _hold(session: Session, wanted: str) -> None:
    session.info.setdefault(_HELD, {})[wanted] = _innermost(session)


def _is_held(session: Session, wanted: str) -> bool:
    """Tell whether this transaction has it, or one around it; a savepoint undone gives its own back."""
    taken_in: SessionTransaction | None = session.info.get(_HELD, {}).get(wanted)
    around = _innermost(session) if taken_in is not None else None
    while around is not None and around is not taken_in:
        around = around.parent
    return around is not None


def _innermost(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()
