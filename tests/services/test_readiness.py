"""Readiness: consent, pause, hours and friendship read again before each attempt."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from models.announcements import AnnouncementState
from models.members import Member
from models.preferences import Rhythm
from models.sendings import Dropped, SendingState
from services import announcements, closings, preferences, settings, topics
from services.sendings import Rest
from tests.bot.answering import UNKNOWN
from tests.clock import NOW, in_japan
from tests.desk import ANYTIME, Desk, ids

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
Go = Callable[[Desk, Member], None]


def stop(desk: Desk, member: Member) -> None:
    desk.make.withdraw(member, at=desk.now)


def block(desk: Desk, member: Member) -> None:
    member.blocked_at = desk.now
    desk.session.flush()


def pause(desk: Desk, member: Member) -> None:
    preferences.pause(desk.session, member, until=desk.now + HOUR, now=desk.now)


def tire_of_the_topic(desk: Desk, member: Member) -> None:
    news = topics.by_code(desk.session, topics.NEWS).id
    topics.want(desk.session, member, news, is_wanted=False, now=desk.now)


def leave(desk: Desk, member: Member) -> None:
    desk.make.erase(member, at=desk.now)


def agree_anew(desk: Desk, member: Member) -> None:
    """Stop, and say yes again: the consent that the plan named covers nothing any more."""
    stop(desk, member)
    desk.pass_time(SECOND)
    desk.make.agree(member, at=desk.now)


def sleep(desk: Desk, member: Member) -> None:
    desk.prefer(member, hours_from=time(18, 0), hours_until=time(20, 0))


GONE = [
    (stop, Dropped.LEFT),
    (block, Dropped.LEFT),
    (pause, Dropped.LEFT),
    (tire_of_the_topic, Dropped.LEFT),
    (agree_anew, Dropped.LEFT),
    (leave, Dropped.ERASED),
]


@pytest.mark.parametrize(("go", "why"), GONE)
def test_who_left_after_the_plan_is_dropped_before_the_first_attempt(
    desk: Desk, go: Go, why: Dropped
) -> None:
    leaver, stayer = desk.members(2)
    leaver_id = leaver.id
    announcement = desk.announce()
    go(desk, leaver)

    claim = desk.claim()

    assert ids(claim) == [stayer.id]
    assert desk.delivery(leaver_id).dropped == why
    assert desk.sending(claim.sending_id).carried == 1
    desk.note(claim)
    assert (desk.report(announcement).accepted, desk.report(announcement).dropped) == (1, 1)


@pytest.mark.parametrize(("go", "why"), GONE)
def test_who_withdraws_between_two_sendings_is_not_written_to(desk: Desk, go: Go, why: Dropped) -> None:
    _, second = desk.members(2)
    announcement = desk.announce(people=1)
    desk.note(desk.claim())
    go(desk, second)

    assert desk.nothing_to_call()

    closings.finish(desk.session, now=desk.now)
    assert desk.sendings()[1].state == SendingState.CANCELLED
    assert desk.report(announcement).state == AnnouncementState.SENT


@pytest.mark.parametrize(("go", "why"), GONE)
def test_an_ambiguous_sending_is_not_repeated_once_somebody_in_it_left(
    desk: Desk, go: Go, why: Dropped
) -> None:
    leaver, _ = desk.members(2)
    desk.announce()
    sending = desk.note(desk.claim(), *UNKNOWN)
    key = sending.retry_key
    desk.pass_time(HOUR)
    go(desk, leaver)

    assert desk.nothing_to_call()

    (sending,) = desk.sendings()
    assert (sending.state, sending.retry_key, sending.carried) == (SendingState.UNKNOWN, key, 2)


def test_an_ambiguous_sending_waits_for_the_hours_and_then_goes_on(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.announce()
    first = desk.claim()
    desk.note(first, *UNKNOWN)
    desk.pass_time(HOUR)
    sleep(desk, member)
    assert desk.nothing_to_call()

    desk.clock.set(in_japan(2026, 12, 1, 18, 0))

    assert desk.claim().retry_key == first.retry_key


def test_no_attempt_begins_after_the_last_moment(desk: Desk) -> None:
    desk.members(1)
    desk.announce(until=NOW + HOUR)
    desk.pass_time(HOUR)

    assert desk.nothing_to_call()


def test_quiet_hours_wait_for_the_morning(desk: Desk) -> None:
    desk.members(1)
    desk.clock.set(in_japan(2026, 12, 1, 21, 0))
    desk.announce()
    assert desk.nothing_to_call()
    desk.clock.set(in_japan(2026, 12, 2, 8, 59))
    assert desk.nothing_to_call()

    desk.clock.set(in_japan(2026, 12, 2, 9, 0))

    desk.claim()


def test_the_hours_of_the_notice_hold_when_the_shop_drops_its_own(desk: Desk) -> None:
    desk.members(1)
    desk.choices = ANYTIME
    desk.clock.set(in_japan(2026, 12, 1, 21, 30))
    desk.announce()

    assert desk.nothing_to_call()


def test_the_hours_of_the_shop_hold_when_the_notice_promised_fewer(desk: Desk) -> None:
    desk.members(1)
    desk.choose(quiet_from=time(12, 0), quiet_until=time(13, 0))
    desk.announce()

    found = desk.look()

    assert isinstance(found, Rest)
    assert desk.sendings()[0].next_at == in_japan(2026, 12, 1, 13, 0)


def test_equal_quiet_hours_are_none(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.promise(member, quiet_from=time(0, 0), quiet_until=time(0, 0))
    desk.choices = ANYTIME
    desk.clock.set(in_japan(2026, 12, 1, 3, 0))
    desk.announce()

    desk.claim()


def test_who_wakes_later_waits_in_a_sending_apart(desk: Desk) -> None:
    owl, lark = desk.members(2)
    sleep(desk, owl)
    announcement = desk.announce()

    now = desk.claim()
    assert ids(now) == [lark.id]
    desk.note(now)
    assert desk.nothing_to_call()
    desk.clock.set(in_japan(2026, 12, 1, 18, 0))

    later = desk.claim()
    assert ids(later) == [owl.id]
    assert later.retry_key != now.retry_key
    desk.note(later)
    report = desk.report(announcement)
    assert (report.planned, report.accepted, report.state) == (2, 2, AnnouncementState.SENT)


def lower_cap(desk: Desk) -> None:
    """Let the shop write once a week from now on."""
    settings.change(desk.session, "weekly_cap", "1", now=desk.now)
    desk.choose(weekly_cap=1)


def test_an_old_plan_is_held_to_the_cap_when_it_goes_on(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.choices = ANYTIME
    desk.promise(member, weekly_cap=0)
    old = desk.announce()
    announcements.pause(desk.session, old, now=NOW)
    desk.announce()
    desk.note(desk.claim())
    desk.pass_time(HOUR)
    lower_cap(desk)

    announcements.resume(desk.session, old, now=desk.now)

    assert desk.nothing_to_call()
    assert desk.report(old).dropped == 1


def test_a_slower_rhythm_chosen_after_the_plan_holds_before_the_call(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.choices = ANYTIME
    desk.promise(member, weekly_cap=0)
    desk.announce()
    second = desk.announce()
    desk.note(desk.claim())

    preferences.set_rhythm(desk.session, member, Rhythm.MONTHLY, now=desk.now)

    assert desk.nothing_to_call()
    assert desk.report(second).dropped == 1


def test_a_cap_lowered_after_the_plan_holds_before_the_call(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.choices = ANYTIME
    desk.promise(member, weekly_cap=0)
    desk.announce()
    second = desk.announce()
    desk.note(desk.claim())

    lower_cap(desk)

    assert desk.nothing_to_call()
    assert desk.report(second).dropped == 1
