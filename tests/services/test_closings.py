"""Announcements that pause, go on, end, expire or are called off."""

from datetime import timedelta

import pytest

from models.announcements import AnnouncementState as State
from models.sendings import SendingState
from services import announcements, closings, plans, validity
from tests.bot.answering import UNKNOWN
from tests.clock import NOW
from tests.desk import Desk

MINUTE = timedelta(minutes=1)


def test_a_paused_one_waits_for_its_resumption_and_goes_on_where_it_stood(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    desk.note(desk.claim())
    announcements.pause(desk.session, announcement, now=NOW)
    assert desk.nothing_to_call()

    announcements.resume(desk.session, announcement, now=NOW)
    desk.note(desk.claim())

    assert desk.report(announcement).accepted == 2
    assert announcement.state == State.SENT


def test_a_pause_before_the_plan_holds_the_plan(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.schedule()
    announcements.pause(desk.session, announcement, now=NOW)
    desk.plan()
    assert desk.report(announcement).planned == 0

    announcements.resume(desk.session, announcement, now=NOW)
    desk.plan()

    assert desk.report(announcement).planned == 1


def test_a_pause_within_the_plan_goes_on_with_the_plan(desk: Desk) -> None:
    desk.members(3)
    announcement = desk.schedule()
    plans.plan_slice(desk.session, now=NOW, choices=desk.choices, members=2)
    announcements.pause(desk.session, announcement, now=NOW)
    desk.plan()
    assert (announcement.resumes_to, desk.report(announcement).planned) == (State.PLANNING, 2)

    announcements.resume(desk.session, announcement, now=NOW)
    desk.plan()

    assert (announcement.state, desk.report(announcement).planned) == (State.SENDING, 3)


def test_a_call_under_way_is_noted_though_the_announcement_was_paused(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    claim = desk.claim()
    announcements.pause(desk.session, announcement, now=NOW)

    desk.note(claim)

    assert desk.report(announcement).accepted == 1
    assert desk.report(announcement).state == State.PAUSED


def test_a_cancelled_one_calls_nobody_any_more(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    desk.note(desk.claim())

    announcements.cancel(desk.session, announcement, now=NOW)

    assert desk.nothing_to_call()
    report = desk.report(announcement)
    assert (report.state, report.accepted, report.cancelled, report.waiting) == (State.CANCELLED, 1, 1, 0)


def test_a_cancelled_one_with_an_open_outcome_leaves_that_unknown(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce(people=1)
    desk.note(desk.claim(), *UNKNOWN)
    under_way = desk.claim()
    announcements.cancel(desk.session, announcement, now=NOW)

    desk.note(under_way, *UNKNOWN)
    closings.end_waiting(desk.session, now=NOW)

    assert {sending.state for sending in desk.sendings()} == {SendingState.UNKNOWN}


def test_a_draft_can_be_cancelled(desk: Desk) -> None:
    announcement = desk.draft()

    announcements.cancel(desk.session, announcement, now=NOW)

    assert announcement.state == State.CANCELLED


def test_what_is_over_cannot_be_paused_resumed_or_cancelled(desk: Desk) -> None:
    announcement = desk.announce()
    closings.finish(desk.session, now=NOW)
    for step in (announcements.pause, announcements.resume, announcements.cancel):
        with pytest.raises(announcements.AnnouncementMovedOn) as refusal:
            step(desk.session, announcement, now=NOW)
        assert refusal.value.state == State.SENT


def test_what_is_past_cannot_be_resumed(desk: Desk) -> None:
    announcement = desk.announce(until=NOW + MINUTE)
    announcements.pause(desk.session, announcement, now=NOW)

    with pytest.raises(validity.AnnouncementPast):
        announcements.resume(desk.session, announcement, now=NOW + MINUTE)


def test_one_that_nobody_planned_in_time_expires(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.schedule(until=NOW + MINUTE)
    desk.pass_time(MINUTE)

    desk.plan()
    closings.expire(desk.session, now=desk.now)

    assert desk.report(announcement).state == State.EXPIRED
    assert desk.sendings() == []


def test_one_that_nobody_planned_on_the_minute_is_caught_up_within_its_time(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.schedule(at=NOW + MINUTE)
    desk.pass_time(timedelta(hours=3))

    desk.plan()

    assert desk.report(announcement).planned == 1


def test_what_could_not_go_in_time_expires_and_the_rest_stays_told(desk: Desk) -> None:
    desk.members(3)
    announcement = desk.announce(people=1, until=NOW + MINUTE)
    desk.note(desk.claim())
    desk.note(desk.claim(), *UNKNOWN)
    desk.pass_time(MINUTE)
    assert desk.nothing_to_call()

    for work in (closings.expire, closings.end_waiting, closings.finish):
        work(desk.session, now=desk.now)

    report = desk.report(announcement)
    assert (report.state, report.accepted, report.unknown, report.expired) == (State.EXPIRED, 1, 1, 1)


def test_nobody_to_write_to_ends_at_once(desk: Desk) -> None:
    announcement = desk.announce()

    closings.finish(desk.session, now=NOW)

    assert desk.report(announcement).state == State.SENT


def test_the_report_tells_pace_and_remaining_time(desk: Desk) -> None:
    desk.members(4)
    announcement = desk.announce(people=1)
    desk.note(desk.claim())
    assert desk.report(announcement).remaining == timedelta(minutes=3)
    assert (desk.report(announcement).per_minute, desk.report(announcement).done) == (1, 1)

    desk.pass_time(2 * MINUTE)

    assert desk.report(announcement).remaining is None
