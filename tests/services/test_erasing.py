"""Erasing takes all that is personal, and leaves proof that names nobody."""

from datetime import timedelta

from sqlalchemy import select

from models.consents import ConsentEntry, Purpose
from models.erasures import Erasure
from services import consent, counts, erasing
from tests.clock import NOW
from tests.makers import Make


def test_what_was_answered_is_withdrawn_and_nothing_else(make: Make) -> None:
    member = make.member(only_expiry=True)
    pid = member.pid
    before = {entry.purpose for entry in consent.receipts(make.session, member)}

    make.erase(member, cause=erasing.Cause.SLEEPING)

    lines = make.session.scalars(
        select(ConsentEntry).where(ConsentEntry.member_pid == pid, ConsentEntry.reason == "sleeping")
    )
    assert {entry.purpose for entry in lines} == before < set(Purpose)


def test_the_day_on_which_it_is_final_is_that_of_the_last_backup(make: Make) -> None:
    member = make.member()
    pid = member.pid

    erased = make.erase(member, cause=erasing.Cause.REQUEST)

    row = make.session.scalars(select(Erasure)).one()
    assert (row.member_pid, row.cause, row.erased_at) == (pid, "request", NOW)
    assert erased.final_at == row.final_at == NOW + timedelta(days=make.choices.backup_days)


def test_the_points_that_were_left_are_forfeited_to_nobody(make: Make) -> None:
    member = make.member()

    make.erase(member)

    ever = counts.ever(make.session)
    assert (ever["left"], ever["points_forfeited"]) == (1, 100)
