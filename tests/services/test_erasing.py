"""Erasing takes all that is personal, and leaves proof that names nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.answers import Kind
from models.consents import ConsentEntry, Purpose
from models.erasures import Erasure
from models.inbox import InboxEvent, InboxState
from models.members import Member
from models.sendings import Dropped, SendingState
from services import consent, counts, coupons, erasing, inbox, letters
from services.consent import Evidence
from tests.bot import letters as events
from tests.clock import NOW
from tests.desk import WORDS, Desk, ids
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


def test_the_number_of_an_erasure_is_never_given_again(make: Make) -> None:
    make.erase(make.member())
    first = make.session.scalars(select(Erasure.id)).one()
    make.session.execute(delete(Erasure))

    make.erase(make.member())

    assert make.session.scalars(select(Erasure.id)).one() > first


def test_the_number_of_a_coupons_copy_is_never_given_again(make: Make) -> None:
    """The audit speaks of copies by their number: it must not come to speak of somebody else's."""
    make.coupon("一")
    first = make.member()
    (had,) = coupons.wallet(make.session, first, now=NOW)
    number = had.grant.id
    make.erase(first)

    (got,) = coupons.wallet(make.session, make.member(line_user_id="Uother"), now=NOW)

    assert got.grant.id > number


def test_the_points_that_were_left_are_forfeited_to_nobody(make: Make) -> None:
    member = make.member()

    make.erase(member)

    ever = counts.ever(make.session)
    assert (ever["left"], ever["points_forfeited"]) == (1, 100)


def test_everything_that_hangs_on_a_member_goes_with_them() -> None:
    hanging = [key for table in Member.metadata.sorted_tables for key in table.foreign_keys]
    mine = [key for key in hanging if key.column.table is Member.__table__]

    staying = {key.parent.table.name for key in mine if key.ondelete == "SET NULL"}

    assert len(mine) >= 8
    assert {key.ondelete for key in mine} == {"CASCADE", "SET NULL"}
    assert staying == {"claims", "gift_marks"}, "what stays names nobody any more"


def test_what_waits_is_sent_to_the_others_only(desk: Desk) -> None:
    gone, stays = desk.members(2)
    number = gone.id
    desk.announce()

    desk.make.erase(gone)

    assert desk.delivery(number).dropped == Dropped.ERASED
    assert desk.sendings()[0].carried == 1
    assert ids(desk.claim()) == [stays.id]


def test_a_sending_to_nobody_else_ends_at_once(desk: Desk) -> None:
    (gone,) = desk.members(1)
    desk.announce()

    desk.make.erase(gone)

    assert desk.sendings()[0].state == SendingState.CANCELLED


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_letter_loses_its_words_whether_it_waits_or_was_sent(desk: Desk, is_sent: bool) -> None:
    (gone,) = desk.members(1)
    until, choices = NOW + timedelta(days=1), desk.choices
    letters.letter(
        desk.session,
        desk.make.vault,
        gone,
        purpose=Purpose.SERVICE,
        messages=WORDS["ja"],
        valid_until=until,
        choices=choices,
        now=NOW,
    )
    if is_sent:
        desk.note(desk.claim())

    desk.make.erase(gone)

    (sending,) = desk.sendings()
    assert sending.letter is None
    assert sending.state == (SendingState.ACCEPTED if is_sent else SendingState.CANCELLED)


def test_a_call_that_may_have_arrived_is_not_repeated_and_stays_unknown(desk: Desk) -> None:
    (gone,) = desk.members(1)
    desk.announce()
    desk.note(desk.claim(), Kind.UNKNOWN, "timeout")
    desk.make.erase(gone)
    desk.pass_time(timedelta(minutes=1))

    assert desk.nothing_to_call()

    assert desk.sendings()[0].state == SendingState.UNKNOWN


def wrote(make: Make, member: Member, state: InboxState) -> str:
    """Let the member have written; give the event's id."""
    user_id = make.speaker(member).user_id
    number = f"01WROTE{state}"
    event = events.message("ポイント", user=user_id, event_id=number)
    inbox.record(make.session, make.vault, [event], kinds={"message"}, now=NOW)
    made = update(InboxEvent).where(InboxEvent.webhook_event_id == number)
    make.session.execute(made.values(state=state, reply=b"sealed"))
    return number


def left_of(make: Make, number: str) -> tuple[bool, bool, bool, InboxState]:
    row = make.session.get_one(InboxEvent, number, populate_existing=True)
    return row.person_key is None, row.payload is None, row.reply is None, row.state


def test_the_inbox_forgets_at_once_who_it_was_and_what_was_said(make: Make) -> None:
    member = make.member()
    done, worded = wrote(make, member, InboxState.DONE), wrote(make, member, InboxState.WORDED)

    make.erase(member)

    assert left_of(make, done) == (True, True, True, InboxState.DONE)
    assert left_of(make, worded) == (True, True, True, InboxState.UNANSWERED)


def test_the_event_that_asks_for_it_keeps_what_its_answer_needs_but_not_who_it_was(make: Make) -> None:
    member = make.member()
    asking = wrote(make, member, InboxState.WAITING)

    erasing.erase(
        make.session,
        member,
        cause=erasing.Cause.LEFT,
        evidence=Evidence(asking, NOW, None, "line.postback"),
        backup_days=30,
        now=NOW,
    )

    assert left_of(make, asking) == (True, False, False, InboxState.WAITING)


def test_what_somebody_writes_after_they_asked_to_be_erased_is_answered_like_a_stranger(make: Make) -> None:
    member = make.member()
    later = wrote(make, member, InboxState.WAITING)

    make.erase(member)

    claimed = next(inbox.claims(make.session, now=NOW), None)
    assert claimed is not None
    assert claimed.webhook_event_id == later
