"""Sendings: claimed once, intent before the call, repeated under the same key only."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.announcements import AnnouncementState
from models.members import Member
from models.sendings import Dropped, SendingState
from services import closings, letters, pace, readiness, sendings
from services.sendings import Rest
from tests.bot.answering import REJECTED, UNKNOWN
from tests.clock import NOW
from tests.desk import WORDS, Desk, ids

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
Go = Callable[[Desk, Member], None]


def test_an_ambiguous_sending_is_repeated_with_the_same_key_and_body(desk: Desk) -> None:
    desk.members(2)
    desk.announce()
    first = desk.claim()
    before = desk.note(first, *UNKNOWN).body_sha256
    assert desk.nothing_to_call()
    desk.pass_time(2 * SECOND)

    second = desk.claim()

    assert (second.retry_key, ids(second), second.attempt) == (first.retry_key, ids(first), 2)
    assert desk.note(second).body_sha256 == before


def test_a_key_is_not_used_beyond_its_life_at_line(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.announce(until=NOW + 48 * HOUR)
    desk.note(desk.claim(), *UNKNOWN)
    desk.pass_time(23.5 * HOUR)
    assert desk.nothing_to_call()

    closings.end_waiting(desk.session, now=desk.now)
    closings.finish(desk.session, now=desk.now)

    assert desk.report(announcement).unknown == 1
    assert desk.report(announcement).state == AnnouncementState.SENT


def test_two_claims_never_take_the_same_sending(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)

    first, second = desk.claim(), desk.claim()

    assert first.sending_id != second.sending_id
    assert desk.nothing_to_call()


def test_the_intent_is_noted_before_the_call(desk: Desk) -> None:
    desk.members(1)
    desk.announce()

    claim = desk.claim()

    sending = desk.sending(claim.sending_id)
    assert (sending.state, sending.attempts, sending.first_attempt_at) == (SendingState.CALLING, 1, NOW)
    assert sending.body_sha256 is not None
    assert sending.lease_until == NOW + sendings.LEASE


def test_a_call_whose_process_died_is_opened_again_as_ambiguous(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    lost = desk.claim()
    sendings.rescue(desk.session, now=NOW + sendings.LEASE - SECOND)
    assert desk.sending(lost.sending_id).state == SendingState.CALLING
    desk.pass_time(sendings.LEASE)

    sendings.rescue(desk.session, now=desk.now)

    again = desk.claim()
    assert again.retry_key == lost.retry_key
    assert desk.sending(lost.sending_id).is_ambiguous


def test_a_slot_that_is_taken_leaves_the_sending_where_it_is(desk: Desk) -> None:
    desk.members(1)
    desk.choose(pace_per_minute=60)
    desk.announce()
    pace.slow_down(desk.session, by=SECOND, now=NOW)

    assert desk.look() == Rest(NOW + SECOND)
    assert desk.sendings()[0].state == SendingState.WAITING


def test_a_member_can_be_told_that_an_outcome_is_still_open(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.announce()
    assert not sendings.is_open_for(desk.session, member)
    claim = desk.claim()
    assert sendings.is_open_for(desk.session, member)
    desk.note(claim, *UNKNOWN)
    assert sendings.is_open_for(desk.session, member)
    desk.pass_time(HOUR)

    desk.note(desk.claim())

    assert not sendings.is_open_for(desk.session, member)


def test_unknown_answers_are_followed_by_longer_and_longer_waits(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    waits = []
    for _ in range(12):
        sending = desk.note(desk.claim(), *UNKNOWN)
        waits.append(sending.next_at - desk.now)
        desk.clock.set(sending.next_at)

    assert SECOND <= waits[0] <= 2 * SECOND
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(minutes=10)


def test_what_goes_to_one_does_not_wait_behind_what_goes_to_many(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)
    desk.pass_time(SECOND)
    somebody = desk.make.staff()
    somebody.line_user_id = b"sealed"
    letters.test_send(desk.session, desk.make.vault, somebody, messages=WORDS["ja"], now=desk.now)

    assert desk.claim().staff == somebody
    assert desk.claim().staff is None


def test_an_id_that_line_refuses_is_looked_up_among_those_who_were_in_the_body(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, second, third = desk.members(3)
    desk.announce()
    desk.make.erase(gone, at=desk.now)
    monkeypatch.setattr(readiness, "is_ready", lambda *_given, **_more: True)  # as if it was done before

    desk.note(desk.claim(), *REJECTED, bad_index=0)

    assert desk.delivery(second).dropped == Dropped.REFUSED
    assert desk.delivery(third).dropped is None


def test_several_are_claimed_together_each_with_a_key_and_a_slot_of_its_own(desk: Desk) -> None:
    members = desk.members(5)
    desk.announce(people=1)

    found = sendings.claim_some(desk.session, sendings.Wanted(4), now=desk.now, choices=desk.choices)

    assert not isinstance(found, Rest)
    assert [ids(claim) for claim in found] == [[member.id] for member in members[:4]]
    assert len({claim.retry_key for claim in found}) == 4
    apart = SECOND / 195
    assert found[-1].begins_at - desk.now == pytest.approx(apart, abs=timedelta(milliseconds=1))
    assert [desk.sending(claim.sending_id).state for claim in found] == [SendingState.CALLING] * 4


def test_of_several_who_left_is_left_out_of_each(desk: Desk) -> None:
    first, _, third, fourth = desk.members(4)
    desk.announce(people=2)
    for leaver in (first, third):
        desk.make.withdraw(leaver, at=desk.now)
    desk.make.withdraw(fourth, at=desk.now)

    found = sendings.claim_some(desk.session, sendings.Wanted(4), now=desk.now, choices=desk.choices)

    assert not isinstance(found, Rest)
    assert [len(ids(claim)) for claim in found] == [1]
    assert [sending.state for sending in desk.sendings()] == [SendingState.CALLING, SendingState.CANCELLED]


def test_letters_and_announcements_are_not_claimed_together(desk: Desk) -> None:
    desk.members(2)
    desk.announce(people=1)
    somebody = desk.make.staff()
    somebody.line_user_id = b"sealed"
    letters.test_send(desk.session, desk.make.vault, somebody, messages=WORDS["ja"], now=desk.now)

    found = sendings.claim_some(desk.session, sendings.Wanted(4), now=desk.now, choices=desk.choices)

    assert not isinstance(found, Rest)
    assert [claim.kind for claim in found] == ["push"]
