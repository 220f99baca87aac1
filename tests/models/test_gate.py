"""Processes that write to one SQLite file take turns, and none of them waits for ever."""

import fcntl
import multiprocessing
import threading
from pathlib import Path

import pytest

from models import base
from models.commits import TurnNeverCame
from tests.models.test_commits import add, names


def turn(url: str) -> Path:
    """The file whose lock is the turn of a process."""
    return Path(f"{url.removeprefix('sqlite:///')}-turn")


def test_nobody_waits_for_ever_for_another_process(
    url: str, sessions: base.Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turn(url).open("w") as other_process:
        fcntl.flock(other_process, fcntl.LOCK_EX)
        with monkeypatch.context() as hurry:
            hurry.setattr("models.commits.PATIENCE", 0.1)
            for _ in range(3):
                with pytest.raises(TurnNeverCame):
                    names(sessions)
        assert [thread.name for thread in threading.enumerate()].count("gate") == 1
        fcntl.flock(other_process, fcntl.LOCK_UN)

        assert names(sessions) == []
        with pytest.raises(BlockingIOError), sessions.begin():
            fcntl.flock(other_process, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other_process, fcntl.LOCK_EX | fcntl.LOCK_NB)  # nobody holds it who gave up waiting


def test_a_turn_that_another_process_gives_up_in_time_is_taken(url: str, sessions: base.Sessions) -> None:
    with turn(url).open("w") as other_process:
        fcntl.flock(other_process, fcntl.LOCK_EX)
        threading.Timer(0.2, fcntl.flock, (other_process, fcntl.LOCK_UN)).start()

        assert names(sessions) == []


def _write_many(url: str, prefix: str) -> None:
    sessions = base.writing(url)
    for number in range(20):
        with sessions.begin() as session:
            add(session, f"{prefix}{number}")


def test_two_processes_take_turns(url: str, sessions: base.Sessions) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write_many, args=(url, prefix)) for prefix in "ab"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert len(names(sessions)) == 40
