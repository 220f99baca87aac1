"""The operator's commands for keys: made, changed at any cut, printed, confirmed, and typed back."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import select

import config
import parts
from cli import key_files
from models.keys import MemberKey
from services import key_sheets, rotation
from services.masters import WrongMasterKey
from tests.cli.keyring import PEOPLE, Run, held, readable, runner
from tests.clock import Clock
from tests.databases import KINDS, Store
from tests.makers import Make

DATABASES = KINDS
EVERY_CASE = True


class Cut(Exception):
    """The machine stops here."""


def test_the_key_is_made_once_and_for_nobody_else_to_read(run: Run, file: Path) -> None:
    assert "新しく" in run("init").output
    first = file.read_text()

    assert "新しく0個" in run("init").output
    assert file.read_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_rotation_leaves_one_new_key_under_which_all_is_read(
    run: Run, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    (old,) = held(file)

    done = run("rotate")

    (new,) = held(file)
    assert (done.exit_code, new != old) == (0, True)
    assert readable(whole, (new,)) == PEOPLE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]
    with pytest.raises(WrongMasterKey):
        readable(whole, (old,))
    assert whole.vault().person_key("U1")  # who runs already goes on
    with whole.sessions.begin() as session:
        assert Make(session, whole.vault()).member(line_user_id="Unew").id


def cut(monkeypatch: pytest.MonkeyPatch, where: object, name: str, *, on: int = 1) -> None:
    """Let the machine stop at the n-th call of something."""
    calls, real = [], getattr(where, name)

    def stop(*arguments: object, **more: object) -> object:
        calls.append(name)
        if len(calls) == on:
            raise Cut
        return real(*arguments, **more)

    monkeypatch.setattr(where, name, stop)


@pytest.mark.parametrize(
    ("where", "name", "on"),
    [
        (key_files, "replace", 1),
        (os, "chown", 1),
        (os, "fsync", 3),
        (rotation, "begin", 1),
        (rotation, "rewrap_slice", 1),
        (rotation, "rewrap_slice", 3),
        (rotation, "is_done", 1),
        (key_files, "replace", 2),
        (os, "chown", 2),
    ],
)
def test_cut_short_anywhere_it_reads_everything_and_goes_on_when_run_again(
    run: Run,
    whole: parts.Parts,
    file: Path,
    members: list[int],
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    name: str,
    on: int,
) -> None:
    (old,) = held(file)
    monkeypatch.setattr(rotation, "SLICE", 1)
    with monkeypatch.context() as patch:
        cut(patch, where, name, on=on)
        assert isinstance(run("rotate").exception, Cut)

    assert readable(whole, held(file)) == PEOPLE

    assert run("rotate").exit_code == 0
    (new,) = held(file)
    assert new != old
    assert readable(whole, (new,)) == PEOPLE
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_a_wrong_key_begins_nothing(run: Run, whole: parts.Parts, file: Path, members: list[int]) -> None:
    (right,) = held(file)
    key_files.replace(file, [bytes(32)])

    done = run("rotate")

    assert done.exit_code == 2
    assert "この鍵ではデータベースを開けません" in done.output
    assert held(file) == (bytes(32),)
    assert readable(whole, (right,)) == PEOPLE


def test_while_somebody_changes_the_key_nobody_else_does(
    run: Run, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    before = file.read_text()

    with key_files.alone(file):
        refused = [run("rotate"), run("restore", typed="\n".join(key_sheets.lines(bytes(32))))]

    assert [(one.exit_code, "鍵を替えています" in one.output) for one in refused] == [(1, True), (1, True)]
    assert file.read_text() == before
    assert run("rotate").exit_code == 0


def test_where_the_key_was_lost_no_other_is_made_in_its_place(
    run: Run, file: Path, members: list[int]
) -> None:
    file.unlink()

    done = run("init")

    assert (done.exit_code, "keys restore" in done.output, file.exists()) == (1, True, False)


def test_a_key_in_the_environment_is_changed_in_two_steps(
    store: Store, clock: Clock, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    (old,) = held(file)
    file.unlink()

    def run_with(*keys: bytes) -> Result:
        given = config.parse(
            {
                "DATABASE_URL": store.url,
                "SECRET_KEY": "s" * 32,
                "PUBLIC_URL": "http://127.0.0.1:8000",
                "MASTER_KEY": ",".join(key_files.written(key) for key in keys),
            }
        )
        fresh = parts.Parts(given, store.sessions, store.readings, clock)
        return runner(fresh).invoke(args=["keys", "rotate"])

    first = run_with(old)
    assert readable(whole, (old,)) == PEOPLE
    new, again = config.keys(first.output.splitlines()[-1])
    assert again == old

    second = run_with(new, old)
    assert "MASTER_KEY を新しい鍵（コンマの前）だけに" in second.output
    assert readable(whole, (new,)) == PEOPLE


def test_wrapped_under_no_key_at_hand_nothing_is_shown_as_empty(
    run: Run, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    with whole.sessions.begin() as session:
        row = session.scalars(select(MemberKey)).first()
        assert row is not None
        row.wrapped = b"none" + row.wrapped[4:]

    with pytest.raises(WrongMasterKey):
        readable(whole, held(file))
    assert isinstance(run("rotate").exception, SystemExit)
