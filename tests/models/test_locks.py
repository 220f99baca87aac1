"""A name that is locked once is locked until the end, and one that was given back is locked anew."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import locks
from tests.databases import Store

DATABASES = ("postgresql",)
"""On SQLite whoever writes has locked everything."""


def is_free(store: Store, name: str) -> bool:
    with store.sessions.begin() as other:
        return locks.try_person(other, name)


def asked(session: Session, names: list[str]) -> int:
    """Lock these one after the other, and tell how often the database was asked."""
    statements: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for name in names:
        locks.person(session, name)
    return len(statements)


def test_what_is_held_is_not_asked_for_again(store: Store) -> None:
    with store.sessions.begin() as session:
        assert asked(session, ["花子", "太郎", "花子", "花子"]) == 2
        with session.begin_nested():
            assert asked(session, ["花子"]) == 0


@pytest.mark.parametrize("lock", [locks.person, locks.try_person])
def test_a_lock_of_a_savepoint_that_was_undone_is_taken_again(store: Store, lock: locks.Lock) -> None:
    with store.sessions.begin() as session:
        undone = session.begin_nested()
        lock(session, "花子")
        assert not is_free(store, "花子")
        undone.rollback()
        assert is_free(store, "花子")

        lock(session, "花子")

        assert not is_free(store, "花子")


def test_a_lock_of_a_savepoint_that_was_kept_lasts(store: Store) -> None:
    with store.sessions.begin() as session:
        with session.begin_nested():
            locks.person(session, "花子")
        locks.person(session, "花子")

        assert not is_free(store, "花子")


def test_the_next_transaction_locks_for_itself(store: Store) -> None:
    with Session(store.sessions.engine) as session:
        for _ in range(2):
            locks.person(session, "花子")
            assert not is_free(store, "花子")
            session.commit()
            assert is_free(store, "花子")


def test_who_was_refused_a_lock_does_not_think_to_have_it(store: Store) -> None:
    with store.sessions.begin() as first, store.sessions.begin() as second:
        locks.person(first, "花子")

        assert not locks.try_person(second, "花子")
        assert not locks.try_person(second, "花子")
