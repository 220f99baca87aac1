"""Where a line of proof cannot be written, what it would prove does not happen."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.consents import Answer, ConsentEntry, Purpose
from models.ledger import Checkpoint, LedgerTile
from models.members import Member
from scheduler import ledger
from services import checkpoints, consent
from tests.bot.posting import Post
from tests.clock import NOW
from tests.makers import Make
from tests.services.test_ledger import stub

BROKEN = "the disk is full"


def break_inserts(session: Session, table: str) -> None:
    """Let the database abort exactly the inserts into one table."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text(
                "CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{BROKEN}'; END $$"
            )
        )
        session.execute(
            text(
                f"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION broken()"
            )
        )
        return
    abort = f"BEGIN SELECT RAISE(ABORT, '{BROKEN}'); END"
    session.execute(text(f"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} {abort}"))


def mend(session: Session, table: str) -> None:
    on = f" ON {table}" if session.get_bind().dialect.name == "postgresql" else ""
    session.execute(text(f"DROP TRIGGER broken_{table}{on}"))


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_nobody_joins_whose_yes_cannot_be_written(make: Make) -> None:
    break_inserts(make.session, "consent_entries")

    with pytest.raises(DBAPIError, match=BROKEN), make.session.begin_nested():
        make.member()

    assert (count(make.session, Member), count(make.session, ConsentEntry)) == (0, 0)


def test_nobody_becomes_reachable_whose_yes_cannot_be_written(make: Make) -> None:
    member = make.member()
    break_inserts(make.session, "consent_entries")

    with pytest.raises(DBAPIError, match=BROKEN), make.session.begin_nested():
        make.agree(member)

    assert not consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)
    mend(make.session, "consent_entries")
    make.agree(member)
    assert consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_nobody_is_erased_whose_withdrawal_cannot_be_written(make: Make) -> None:
    member = make.member(reachable=True)
    break_inserts(make.session, "consent_entries")

    with pytest.raises(DBAPIError, match=BROKEN), make.session.begin_nested():
        make.erase(member)

    assert count(make.session, Member) == 1


def test_without_a_root_answers_go_on_and_the_window_grows(make: Make) -> None:
    stub(make.session, 256)
    break_inserts(make.session, "checkpoints")

    with pytest.raises(DBAPIError, match=BROKEN), make.session.begin_nested():
        checkpoints.anchor(make.session, make.vault, now=NOW)

    assert (count(make.session, Checkpoint), count(make.session, LedgerTile)) == (0, 0)
    member = make.member()
    assert consent.receipts(make.session, member)[0].answer == Answer.GIVEN
    assert checkpoints.window(make.session, now=NOW).lines == 257
    mend(make.session, "checkpoints")
    assert checkpoints.anchor(make.session, make.vault, now=NOW) is not None


def test_no_root_is_carried_out_that_was_not_written(post: Post, tmp_path: Path) -> None:
    with post.store.sessions.begin() as session:
        Make(session, post.vault).member()
        break_inserts(session, "checkpoints")

    with pytest.raises(DBAPIError, match=BROKEN):
        ledger.anchor(post.store.sessions, post.clock, lambda: post.vault)
    ledger.carry_out(post.store.sessions, post.clock, lambda: post.vault, tmp_path)

    assert list(tmp_path.iterdir()) == []
