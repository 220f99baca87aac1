"""Reconciliations: our record of a day beside LINE's, and what went past us."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.insights import DailyInsight
from services import reconciliations
from services.reconciliations import Bypass
from tests.bot.answering import UNKNOWN
from tests.clock import NOW
from tests.desk import Desk

DAY = date(2026, 12, 1)


def told(desk: Desk, day: date = DAY, **counts: Any) -> None:
    desk.session.add(DailyInsight(**{"day": day, "told_at": NOW, "sent": {}} | counts))
    desk.session.flush()


def test_lines_deliveries_stand_beside_what_it_accepted(desk: Desk) -> None:
    desk.members(3)
    announcement = desk.announce(people=2)
    desk.note(desk.claim())
    desk.note(desk.claim(), *UNKNOWN)
    told(desk, multicasts=2, sent={"apiMulticast": 99})

    (day,) = reconciliations.days_of(desk.session, announcement)

    assert (day.accepted, day.delivered, day.difference) == (2, 2, 0)


def test_the_days_insight_serves_where_deliveries_are_not_told(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.announce()
    desk.note(desk.claim())
    told(desk, sent={"apiMulticast": 1})

    (day,) = reconciliations.days_of(desk.session, announcement)

    assert day.difference == -1


def test_a_day_that_line_has_not_told_is_left_out(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.announce()
    desk.note(desk.claim())
    told(desk, told_at=None)

    assert reconciliations.days_of(desk.session, announcement) == []


def test_what_was_never_called_has_no_days(desk: Desk) -> None:
    assert reconciliations.days_of(desk.session, desk.schedule()) == []


@pytest.mark.parametrize("way", ["broadcast", "targeting", "apiBroadcast", "apiNarrowcast"])
def test_what_went_past_us_is_noticed(desk: Desk, way: str) -> None:
    told(desk, sent={way: 120})

    assert reconciliations.bypasses(desk.session, since=DAY) == [Bypass(DAY, 120, 0)]


def test_calls_beyond_ours_are_noticed_and_ours_are_not(desk: Desk) -> None:
    desk.members(2)
    desk.announce()
    desk.note(desk.claim())
    told(desk, sent={"apiMulticast": 2, "apiReply": 40, "welcomeResponse": 3, "autoResponse": 8, "chat": 1})
    told(desk, DAY - timedelta(days=1), sent={"apiMulticast": 2, "apiPush": 1})

    found = reconciliations.bypasses(desk.session, since=DAY - timedelta(days=3))

    assert found == [Bypass(DAY - timedelta(days=1), 0, 3)]


def test_older_days_are_let_be(desk: Desk) -> None:
    told(desk, sent={"broadcast": 120})

    assert reconciliations.bypasses(desk.session, since=DAY + timedelta(days=1)) == []
