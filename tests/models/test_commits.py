"""Writers on SQLite take turns and share one sync of the disk, and none is told of success too early."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from models import base
from models.commits import GroupLost, TurnNeverCame
from models.shops import Shop
from tests.clock import NOW


def add(session: Session, name: str) -> None:
    session.add(Shop(name=name, created_at=NOW))
    session.flush()


def add_and_fail(sessions: base.Sessions) -> None:
    with sessions.begin() as session:
        add(session, "before")
        session.execute(text("INSERT INTO shops (id) VALUES (NULL)"))


def names(sessions: base.Sessions) -> list[str]:
    with sessions.begin() as session:
        return sorted(session.scalars(select(Shop.name)))


def count_commits(sessions: base.Sessions) -> list[int]:
    commits = [0]

    @event.listens_for(sessions.engine, "commit")
    def count(_connection: object) -> None:
        commits[0] += 1

    return commits


def run(sessions: base.Sessions, count: int, *, bad: int | None = None) -> list[str]:
    """Write from as many threads as there are names; gives the names of those that failed."""
    failed: list[str] = []
    barrier = threading.Barrier(count)

    def write(number: int) -> None:
        barrier.wait()
        try:
            with sessions.begin() as session:
                add(session, f"{number:02d}")
                time.sleep(0.01)
                assert number != bad
        except AssertionError:
            failed.append(f"{number:02d}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_those_who_wait_share_a_commit(sessions: base.Sessions) -> None:
    commits = count_commits(sessions)

    run(sessions, 8)

    assert 1 <= commits[0] < 8
    assert names(sessions) == [f"{number:02d}" for number in range(8)]


def test_one_that_fails_takes_nobody_with_it(sessions: base.Sessions) -> None:
    assert run(sessions, 8, bad=3) == ["03"]

    assert names(sessions) == [f"{number:02d}" for number in range(8) if number != 3]


def test_who_undoes_everything_on_purpose_is_not_told_of_a_loss(sessions: base.Sessions) -> None:
    with sessions.begin() as session:
        add(session, "undone")
        session.rollback()
    with sessions.begin() as session:
        add(session, "after")

    assert names(sessions) == ["after"]


def test_what_the_first_undoes_of_its_own_leaves_the_others_theirs(sessions: base.Sessions) -> None:
    with sessions.begin() as session:
        add(session, "kept")
        with contextlib.suppress(ValueError), session.begin_nested():
            add(session, "undone")
            raise ValueError
        add(session, "after")

    assert names(sessions) == ["after", "kept"]


def test_a_refusal_of_the_database_undoes_only_its_own(sessions: base.Sessions) -> None:
    with pytest.raises(IntegrityError):
        add_and_fail(sessions)
    with sessions.begin() as session:
        add(session, "after")

    assert names(sessions) == ["after"]


def test_when_the_database_undoes_everything_everybody_is_told(sessions: base.Sessions) -> None:
    def write_and_lose_all() -> None:
        with sessions.begin() as session:
            session.connection().connection.dbapi_connection.rollback()  # type: ignore[union-attr]

    def write() -> None:
        inside.set()
        with sessions.begin() as session:
            add(session, "lost")
            waiting.wait()
            time.sleep(0.1)

    inside, waiting = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(write)
        inside.wait()
        second = threads.submit(write_and_lose_all)
        waiting.set()

    assert isinstance(first.exception(), GroupLost)
    assert isinstance(second.exception(), OperationalError)
    assert names(sessions) == []


def test_nobody_is_told_of_success_before_it_is_on_the_disk(url: str, sessions: base.Sessions) -> None:
    inside, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with sessions.begin() as session:
            add(session, "first")
            inside.set()
            go_on.wait()
        done.set()

    def second() -> None:
        with sessions.begin() as session:
            add(session, "second")
            time.sleep(0.2)
            seen.append(done.is_set())

    seen: list[bool] = []
    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait()
    threads[1].start()
    time.sleep(0.05)
    go_on.set()
    for thread in threads:
        thread.join()

    assert seen == [False]
    assert names(base.writing(url)) == ["first", "second"]


def test_a_transaction_inside_another_is_refused(sessions: base.Sessions) -> None:
    with sessions.begin() as session:
        add(session, "outer")
        with pytest.raises(RuntimeError, match="for ever"), sessions.begin():
            pass
        with pytest.raises(RuntimeError, match="for ever"):
            sessions.scrub()

    assert names(sessions) == ["outer"]


def test_nobody_waits_for_ever_for_their_turn(
    sessions: base.Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.commits.PATIENCE", 0.1)
    with ThreadPoolExecutor(1) as threads, sessions.begin() as session:
        add(session, "long")
        waited = threads.submit(names, sessions).exception()

    assert isinstance(waited, TurnNeverCame)
    assert names(sessions) == ["long"]


def test_nobody_waits_for_a_connection_that_cannot_be_closed(
    sessions: base.Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, ThreadPoolExecutor(2) as threads:
        broken.setattr(Connection, "close", Mock(side_effect=OSError("cannot be closed")))
        both = [threads.submit(slowly, sessions, name) for name in ("a", "b")]
        wait(both, timeout=5)

    assert all(one.done() for one in both)
    assert names(sessions) == ["a", "b"]


def slowly(sessions: base.Sessions, name: str) -> None:
    with sessions.begin() as session:
        add(session, name)
        time.sleep(0.1)


def test_scrubbing_keeps_writers_out_and_loses_nothing(sessions: base.Sessions) -> None:
    scrubbing = threading.Thread(target=sessions.scrub)
    scrubbing.start()
    run(sessions, 4)
    scrubbing.join()

    assert len(names(sessions)) == 4


def test_scrubbing_waits_for_no_reader(url: str, sessions: base.Sessions) -> None:
    log, readings = Path(f"{url.removeprefix('sqlite:///')}-wal"), base.reading(url)
    with readings.begin() as reading:
        reading.scalars(select(Shop.name)).all()
        with sessions.begin() as session:
            add(session, "while somebody reads")
        begun = time.monotonic()

        assert not sessions.scrub()

        assert time.monotonic() - begun < base.BUSY / 1000 / 2
        assert log.stat().st_size > 0
    assert sessions.scrub()
    assert log.stat().st_size == 0
    with sessions.begin() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == base.BUSY
