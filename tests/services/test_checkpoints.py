"""Checkpoints: signed in the form that others read, in time, and once for each size."""

import base64
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.ledger import Checkpoint
from services import checkpoints, ledger
from services.checkpoints import Key
from tests.clock import NOW
from tests.makers import Make
from tests.services.test_ledger import stub


def signed(make: Make, *, now: datetime = NOW) -> Checkpoint:
    made = checkpoints.anchor(make.session, make.vault, now=now)
    assert made is not None
    return made


def test_a_checkpoint_is_a_signed_note_in_c2sp_form(make: Make) -> None:
    make.member(reachable=True)

    note = signed(make).note

    origin, size, root, told, blank, signature, end = note.split("\n")
    assert origin.startswith("goen/ledger/")
    assert (size, told, blank, end) == ("3", "time 2026-12-01T03:00:00Z", "", "")
    assert base64.b64decode(root) == ledger.Tree(make.session, 3).get_root()
    dash, name, value = signature.split(" ")
    assert (dash, name) == ("—", origin)
    assert len(base64.b64decode(value)) == 4 + 64


def test_a_note_tells_its_size_and_root_to_whoever_has_the_key(make: Make) -> None:
    make.member()
    made = signed(make)

    size, root = checkpoints.check(made.note, Key(make.vault.ledger_key()))

    assert (size, root.hex()) == (made.size, made.root_sha256)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n1\n", "\n2\n"),
        ("2026-12-01", "2026-12-02"),
        ("— goen/ledger/", "— goen/ladder/"),
        ("time ", "hour "),
        ("\n\n", "\n"),
    ],
)
def test_a_changed_note_is_refused(make: Make, old: str, new: str) -> None:
    make.member()
    note = signed(make).note.replace(old, new, 1)

    with pytest.raises(checkpoints.NoteRefused):
        checkpoints.check(note, Key(make.vault.ledger_key()))


def test_a_note_of_another_log_is_refused(make: Make) -> None:
    make.member()

    with pytest.raises(checkpoints.NoteRefused):
        checkpoints.check(signed(make).note, Key(bytes(32)))


def test_a_root_is_due_with_the_first_line_and_then_every_ten_minutes(make: Make) -> None:
    assert not checkpoints.is_due(make.session, now=NOW)
    make.member()
    assert checkpoints.is_due(make.session, now=NOW)
    signed(make)
    assert not checkpoints.is_due(make.session, now=NOW + timedelta(hours=5))

    make.member()

    assert not checkpoints.is_due(make.session, now=NOW + timedelta(minutes=9))
    assert checkpoints.is_due(make.session, now=NOW + timedelta(minutes=10))


def test_a_root_is_due_after_a_thousand_lines_at_once(make: Make) -> None:
    stub(make.session, 1)
    signed(make)

    stub_further(make.session, 2, 1_000)
    assert not checkpoints.is_due(make.session, now=NOW)

    stub_further(make.session, 1_001, 1_001)
    assert checkpoints.is_due(make.session, now=NOW)


def stub_further(session: Session, first: int, last: int) -> None:
    for number in range(first, last + 1):
        session.execute(
            text("INSERT INTO ledger_stubs (entry_id, leaf_sha256, removed_at) VALUES (:id, :leaf, :at)"),
            {"id": number, "leaf": f"{number:064x}", "at": NOW},
        )


def test_the_same_size_is_signed_once(make: Make) -> None:
    make.member()

    assert signed(make) is signed(make, now=NOW + timedelta(hours=1))
    assert make.session.scalar(select(func.count()).select_from(Checkpoint)) == 1


def test_nothing_is_signed_while_tiles_are_missing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    stub(make.session, 600)
    monkeypatch.setattr(ledger.fill, "__kwdefaults__", {"limit": 1})

    turns = [checkpoints.anchor(make.session, make.vault, now=NOW) for _ in range(3)]

    assert [turn is None for turn in turns] == [True, False, False]


def test_the_window_tells_what_no_root_covers(make: Make) -> None:
    assert checkpoints.window(make.session, now=NOW) == checkpoints.Window(0, timedelta(0))
    make.member(at=NOW - timedelta(minutes=11))
    make.member(at=NOW - timedelta(minutes=2))

    open_ = checkpoints.window(make.session, now=NOW)
    assert (open_.lines, open_.age, open_.is_late) == (2, timedelta(minutes=11), True)

    signed(make)
    make.member(at=NOW - timedelta(minutes=2))
    left = checkpoints.window(make.session, now=NOW)
    assert (left.lines, left.age, left.is_late) == (1, timedelta(minutes=2), False)


@pytest.mark.parametrize("statement", ["UPDATE checkpoints SET size = 9", "DELETE FROM checkpoints"])
def test_the_database_refuses_to_change_a_root(make: Make, statement: str) -> None:
    make.member()
    signed(make)

    with pytest.raises(DBAPIError, match="appended"), make.session.begin_nested():
        make.session.execute(text(statement))


def test_a_mark_is_short_enough_for_a_line_of_the_talk(make: Make) -> None:
    make.member()
    made = signed(make)

    size, _, root = checkpoints.mark(made).partition(":")

    assert (int(size), base64.b64decode(root).hex()) == (1, made.root_sha256)
    assert len(checkpoints.mark(made)) < 64


def test_a_ledger_that_became_shorter_is_not_signed_again_and_says_so(make: Make) -> None:
    stub(make.session, 300)
    signed(make)
    make.session.execute(text("DELETE FROM ledger_stubs WHERE entry_id > 200"))

    assert not checkpoints.is_due(make.session, now=NOW + timedelta(hours=1))
    assert checkpoints.window(make.session, now=NOW).is_cut
    with pytest.raises(checkpoints.LedgerCut):
        checkpoints.anchor(make.session, make.vault, now=NOW)
