"""Outcomes: the table of answers, and keys that are never misused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.answers import Kind
from models.announcements import AnnouncementState
from models.members import Member
from models.sendings import Dropped, SendingState
from services import announcements, closings, pace, progress, sendings
from services.sendings import Rest
from tests.bot.answering import ACCEPTED, QUOTA, RATE, REJECTED, TROUBLE, UNKNOWN
from tests.clock import NOW
from tests.desk import Desk, ids

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
Go = Callable[[Desk, Member], None]


def test_a_late_yes_counts_and_any_other_late_answer_does_not(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    slow = [desk.claim(), desk.claim()]
    desk.pass_time(sendings.LEASE)
    sendings.rescue(desk.session, now=desk.now)

    accepted, rejected = desk.note(slow[0]), desk.note(slow[1], *REJECTED)

    assert accepted.state == SendingState.ACCEPTED
    assert (rejected.state, rejected.is_ambiguous) == (SendingState.WAITING, True)
    assert desk.report(announcement).accepted == 1


def test_the_answer_of_an_older_attempt_does_not_end_a_newer_one(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    old = desk.claim()
    desk.pass_time(sendings.LEASE)
    sendings.rescue(desk.session, now=desk.now)
    new = desk.claim()

    desk.note(old, *RATE)
    assert desk.sending(new.sending_id).state == SendingState.CALLING
    desk.note(old, *ACCEPTED)

    assert desk.note(new, *UNKNOWN).state == SendingState.ACCEPTED


def test_accepted_twice_counts_once(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.announce()
    claim = desk.claim()
    desk.note(claim)

    again = desk.note(claim, Kind.ACCEPTED, "409", accepted_request_id="req-0")

    assert (again.answer, desk.report(announcement).accepted) == ("200", 1)


def test_a_409_keeps_the_request_that_was_accepted(desk: Desk) -> None:
    desk.members(1)
    desk.announce()

    sending = desk.note(desk.claim(), Kind.ACCEPTED, "409", accepted_request_id="req-0")

    assert (sending.state, sending.accepted_request_id) == (SendingState.ACCEPTED, "req-0")


def test_too_fast_slows_the_whole_channel_and_keeps_the_key(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)
    claim = desk.claim()
    desk.note(claim, *RATE, retry_after=30.0)
    found = desk.look()
    assert isinstance(found, Rest)
    assert found.until is not None
    assert found.until >= NOW + timedelta(seconds=29)

    desk.pass_time(timedelta(seconds=30))

    later = [desk.claim()]
    desk.pass_time(SECOND)
    later.append(desk.claim())
    assert claim.retry_key in {each.retry_key for each in later}
    assert not desk.sending(claim.sending_id).is_ambiguous


def test_a_wait_beyond_all_sense_is_cut_short(desk: Desk) -> None:
    desk.members(1)
    desk.announce()

    sending = desk.note(desk.claim(), *RATE, retry_after=1e20)

    assert sending.next_at == NOW + pace.LONGEST_WAIT


def test_a_sending_that_was_only_too_fast_may_drop_leavers_under_a_new_key(desk: Desk) -> None:
    leaver, stayer = desk.members(2)
    desk.announce()
    first = desk.claim()
    desk.note(first, *RATE)
    desk.pass_time(HOUR)
    desk.make.withdraw(leaver, at=desk.now)

    second = desk.claim()

    assert ids(second) == [stayer.id]
    assert second.retry_key != first.retry_key


def test_out_of_quota_the_announcement_waits_for_staff(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    claim = desk.claim()
    desk.note(claim, *QUOTA)
    assert desk.report(announcement).state == AnnouncementState.OUT_OF_QUOTA
    assert desk.nothing_to_call()

    announcements.resume(desk.session, announcement, now=desk.now)
    for _ in range(2):
        desk.note(desk.claim())

    report = desk.report(announcement)
    assert (report.state, report.accepted) == (AnnouncementState.SENT, 2)
    assert desk.sending(claim.sending_id).retry_key == claim.retry_key


def test_out_of_quota_until_the_last_moment_the_rest_expires(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1, until=NOW + HOUR)
    desk.note(desk.claim())
    desk.note(desk.claim(), *QUOTA)
    desk.pass_time(HOUR)

    for work in (closings.expire, closings.end_waiting, closings.finish):
        work(desk.session, now=desk.now)

    report = desk.report(announcement)
    assert (report.state, report.accepted, report.expired) == (AnnouncementState.EXPIRED, 1, 1)


def test_while_line_does_not_let_us_in_everything_waits(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)
    claim = desk.claim()
    desk.note(claim, *TROUBLE)
    assert desk.nothing_to_call()
    assert progress.trouble(desk.session) == "401"

    desk.pass_time(timedelta(seconds=60))
    desk.note(desk.claim())
    desk.pass_time(SECOND)
    desk.note(desk.claim())

    assert progress.trouble(desk.session) is None
    assert desk.sending(claim.sending_id).retry_key == claim.retry_key


def test_an_id_that_line_refuses_is_dropped_and_the_rest_goes_under_a_new_key(desk: Desk) -> None:
    first, second, third = desk.members(3)
    announcement = desk.announce()
    claim = desk.claim()
    desk.note(claim, *REJECTED, bad_index=1)

    rest = desk.claim()

    assert ids(rest) == [first.id, third.id]
    assert rest.retry_key != claim.retry_key
    assert desk.delivery(second).dropped == Dropped.REFUSED
    desk.note(rest)
    assert (desk.report(announcement).accepted, desk.report(announcement).dropped) == (2, 1)


def test_the_index_counts_only_those_who_were_in_the_body(desk: Desk) -> None:
    gone, second, third = desk.members(3)
    desk.announce()
    desk.make.withdraw(gone, at=desk.now)

    desk.note(desk.claim(), *REJECTED, bad_index=0)

    assert desk.delivery(second).dropped == Dropped.REFUSED
    assert desk.delivery(third).dropped is None


def test_when_the_last_id_is_refused_nothing_is_left_to_send(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.announce()

    sending = desk.note(desk.claim(), *REJECTED, bad_index=0)

    assert sending.state == SendingState.CANCELLED
    assert desk.report(announcement).dropped == 1


@pytest.mark.parametrize("bad_index", [None, 7])
def test_any_other_refusal_fails_and_is_never_repeated(desk: Desk, bad_index: int | None) -> None:
    desk.members(1)
    announcement = desk.announce()

    sending = desk.note(desk.claim(), *REJECTED, bad_index=bad_index)

    assert sending.state == SendingState.FAILED
    assert desk.nothing_to_call()
    assert desk.report(announcement).failed == 1


@pytest.mark.parametrize("bad_index", [None, 0])
def test_a_refusal_after_an_unknown_answer_proves_nothing(desk: Desk, bad_index: int | None) -> None:
    desk.members(2)
    desk.announce()
    claim = desk.claim()
    desk.note(claim, *UNKNOWN)
    desk.pass_time(HOUR)

    sending = desk.note(desk.claim(), *REJECTED, bad_index=bad_index)

    assert (sending.state, sending.retry_key) == (SendingState.UNKNOWN, claim.retry_key)


@pytest.mark.parametrize("answer", [RATE, QUOTA, TROUBLE])
def test_a_sending_that_once_was_ambiguous_keeps_its_key_whatever_comes(
    desk: Desk, answer: tuple[Kind, str]
) -> None:
    desk.members(1)
    announcement = desk.announce()
    claim = desk.claim()
    desk.note(claim, *UNKNOWN)
    desk.pass_time(HOUR)

    sending = desk.note(desk.claim(), *answer)

    assert (sending.retry_key, sending.is_ambiguous) == (claim.retry_key, True)
    assert sending.state == SendingState.WAITING
    assert desk.report(announcement).waiting == 1
