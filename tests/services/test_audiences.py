"""Who is reached and who is not: each exclusion by its first reason, the dry run as the plan."""

from datetime import time, timedelta

import pytest

from models.consents import Purpose
from models.preferences import Rhythm
from models.sendings import SendingState
from services import consent, courtesy, topics
from services.audiences import Excluded
from tests.clock import NOW, in_japan
from tests.desk import ANYTIME, Desk

DAY = timedelta(days=1)


def why(desk: Desk) -> dict[str, int]:
    """Count by the dry run, and hold the plan to the same figures."""
    announcement = desk.schedule()
    counted = desk.audience(announcement)
    desk.plan()
    report = desk.report(announcement)
    assert (report.planned, report.excluded) == (counted.reachable, counted.excluded)
    return dict(counted.excluded)


def told(desk: Desk, *, ago: timedelta) -> None:
    """Let everybody have had an announcement some time ago."""
    now = desk.clock.now
    desk.clock.set(now - ago)
    desk.announce()
    desk.note(desk.claim())
    desk.clock.set(now)


def test_who_said_yes_is_reached(desk: Desk) -> None:
    desk.members(2)

    assert desk.audience(desk.draft()).reachable == 2
    assert why(desk) == {}


def test_who_was_never_asked_and_who_withdrew_are_not_reached(desk: Desk) -> None:
    desk.make.member()
    desk.make.member(only_expiry=True)
    member = desk.make.member(reachable=True)
    consent.withdraw(
        desk.session,
        member,
        purposes=[Purpose.ANNOUNCEMENTS],
        reason="stop",
        evidence=desk.make.evidence(NOW),
        now=NOW,
    )

    assert why(desk) == {Excluded.NO_CONSENT: 3}


def test_who_blocked_is_not_reached_whatever_was_answered(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    member.blocked_at = NOW - DAY

    assert why(desk) == {Excluded.BLOCKED: 1}


def test_who_does_not_want_the_topic_is_not_reached(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    news = topics.by_code(desk.session, topics.NEWS).id
    topics.want(desk.session, member, news, is_wanted=False, now=NOW)

    assert why(desk) == {Excluded.TOPIC_OFF: 1}


def test_a_pause_leaves_out_until_it_is_over(desk: Desk) -> None:
    resting, rested = desk.members(2)
    desk.prefer(resting, paused_until=NOW + timedelta(seconds=1))
    desk.prefer(rested, paused_until=NOW)

    assert why(desk) == {Excluded.PAUSED: 1}


@pytest.mark.parametrize(
    ("rhythm", "days_ago", "is_left_out"),
    [
        (Rhythm.WEEKLY, 6, True),
        (Rhythm.WEEKLY, 8, False),
        (Rhythm.TWICE_MONTHLY, 8, False),
        (Rhythm.MONTHLY, 29, True),
        (Rhythm.MONTHLY, 31, False),
        (Rhythm.IMPORTANT, 99, True),
    ],
)
def test_a_members_rhythm_is_kept(desk: Desk, rhythm: Rhythm, days_ago: int, is_left_out: bool) -> None:
    member = desk.make.member(reachable=True, at=NOW - 200 * DAY)
    told(desk, ago=days_ago * DAY)
    desk.prefer(member, rhythm=rhythm)

    assert (why(desk) == {Excluded.RHYTHM: 1}) is is_left_out


def test_twice_a_month_is_not_a_third_time(desk: Desk) -> None:
    member = desk.make.member(reachable=True, at=NOW - 200 * DAY)
    told(desk, ago=20 * DAY)
    told(desk, ago=10 * DAY)
    desk.prefer(member, rhythm=Rhythm.TWICE_MONTHLY)

    assert why(desk) == {Excluded.RHYTHM: 1}


def test_the_cap_holds_for_seven_times_24_hours(desk: Desk) -> None:
    desk.make.member(reachable=True, at=NOW - 60 * DAY)
    told(desk, ago=7 * DAY - timedelta(seconds=1))

    assert why(desk) == {Excluded.CAP: 1}


def test_after_seven_times_24_hours_there_is_room_again(desk: Desk) -> None:
    desk.make.member(reachable=True, at=NOW - 60 * DAY)
    told(desk, ago=7 * DAY)

    assert why(desk) == {}


def test_what_still_waits_counts_for_the_cap(desk: Desk) -> None:
    desk.members(1)
    desk.announce()

    assert why(desk) == {Excluded.CAP: 1}


@pytest.mark.parametrize("state", [SendingState.CANCELLED, SendingState.EXPIRED, SendingState.FAILED])
def test_what_never_went_does_not_count_for_the_cap(desk: Desk, state: SendingState) -> None:
    desk.members(1)
    desk.announce()
    desk.sendings()[0].state = state

    assert why(desk) == {}


def test_what_may_have_arrived_counts_for_the_cap(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    desk.claim()
    desk.sendings()[0].state = SendingState.UNKNOWN

    assert why(desk) == {Excluded.CAP: 1}


def test_the_notice_that_was_accepted_binds_a_shop_that_allows_itself_more(desk: Desk) -> None:
    desk.members(1)
    desk.choices = ANYTIME
    desk.announce()

    assert why(desk) == {Excluded.CAP: 1}


def test_the_shop_may_bind_itself_more_than_the_notice_did(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.promise(member, weekly_cap=3)
    desk.announce()
    desk.choose(weekly_cap=2)
    assert why(desk) == {}

    assert why(desk) == {Excluded.CAP: 1}


def test_without_a_cap_of_either_side_there_is_none(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.promise(member, weekly_cap=0)
    desk.choices = ANYTIME
    for _ in range(3):
        desk.announce()

    assert why(desk) == {}


def test_who_sleeps_all_the_time_that_is_left_is_not_reached(desk: Desk) -> None:
    owl = desk.make.member(reachable=True)
    desk.members(1)
    desk.prefer(owl, hours_from=time(20, 59), hours_until=time(21, 0))

    assert why(desk) == {Excluded.HOURS: 1}


def test_who_wakes_before_the_last_moment_is_planned(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.prefer(member, hours_from=time(20, 58), hours_until=time(21, 0))

    assert why(desk) == {}


def test_hours_that_never_meet_are_no_hours(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.prefer(member, hours_from=time(22, 0), hours_until=time(23, 0))
    announcement = desk.schedule(until=NOW + timedelta(days=3))

    assert desk.audience(announcement).excluded == {Excluded.HOURS: 1}


def test_a_plan_made_at_night_for_the_next_day_leaves_nobody_out(desk: Desk) -> None:
    desk.members(1)
    desk.clock.set(in_japan(2026, 12, 1, 23, 0))

    assert why(desk) == {}


def test_a_plan_for_the_night_only_reaches_nobody(desk: Desk) -> None:
    desk.members(1)
    desk.clock.set(in_japan(2026, 12, 1, 23, 0))
    announcement = desk.schedule(until=in_japan(2026, 12, 2, 8, 59))

    assert desk.audience(announcement).excluded == {Excluded.HOURS: 1}


def test_each_member_counts_once_by_the_first_reason(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.announce()
    desk.prefer(member, paused_until=NOW + DAY, rhythm=Rhythm.IMPORTANT)
    member.blocked_at = NOW

    assert why(desk) == {Excluded.BLOCKED: 1}


def test_an_erased_member_is_nobody(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    desk.make.erase(member)

    assert why(desk) == {}


def test_the_next_waking_is_the_nearest(desk: Desk) -> None:
    noon = in_japan(2026, 12, 1, 12, 0)

    assert courtesy.wakes_at(noon, {time(9, 0), time(18, 0)}) == in_japan(2026, 12, 1, 18, 0)
    assert courtesy.wakes_at(noon, {time(9, 0), time(12, 0)}) == in_japan(2026, 12, 2, 9, 0)
