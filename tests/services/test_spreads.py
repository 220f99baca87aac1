"""Spreads: even steps over a while, before the last moment, and no crowd at nine in the morning."""

from datetime import datetime, timedelta

import pytest

from models.announcements import Announcement
from services import spreads
from services.sendings import Rest
from tests.clock import NOW, in_japan
from tests.desk import Desk

HOUR = timedelta(hours=1)


def announce(desk: Desk, *, minutes: int | None, until: datetime | None = None) -> Announcement:
    """Plan one call for each of four people."""
    desk.members(4)
    announcement = desk.draft()
    announcement.spread_minutes = minutes
    desk.schedule(announcement, until=until)
    desk.plan(people=1)
    return announcement


def times(desk: Desk) -> list[datetime]:
    return [sending.next_at for sending in desk.sendings()]


def test_calls_come_at_even_steps_over_the_chosen_while(desk: Desk) -> None:
    announce(desk, minutes=120)

    assert times(desk) == [NOW + HOUR * step / 2 for step in range(4)]
    desk.note(desk.claim())
    assert isinstance(desk.look(), Rest)
    desk.pass_time(HOUR / 2)
    desk.claim()


def test_without_a_while_all_go_at_once(desk: Desk) -> None:
    announce(desk, minutes=None)

    assert set(times(desk)) == {NOW}


def test_the_while_is_over_well_before_the_last_moment(desk: Desk) -> None:
    announce(desk, minutes=600, until=NOW + HOUR)

    assert max(times(desk)) == NOW + timedelta(minutes=54) * 3 / 4


def test_those_who_wait_for_nine_are_spread_after_it(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 1, 22))
    announce(desk, minutes=120, until=in_japan(2026, 12, 2, 12))
    desk.pass_time(2 * HOUR)

    assert desk.nothing_to_call()

    nine = in_japan(2026, 12, 2, 9)
    assert all(nine <= moment < nine + 2 * HOUR for moment in times(desk))
    assert len(set(times(desk))) == 4


@pytest.mark.parametrize(("planned", "latest"), [(500, timedelta()), (501, spreads.MORNING)])
def test_more_than_fit_one_call_do_not_all_wake_at_once(desk: Desk, planned: int, latest: timedelta) -> None:
    desk.clock.set(in_japan(2026, 12, 1, 22))
    announcement = announce(desk, minutes=None, until=in_japan(2026, 12, 2, 12))
    announcement.planned = planned

    assert desk.nothing_to_call()

    nine = in_japan(2026, 12, 2, 9)
    assert all(nine <= moment <= nine + latest for moment in times(desk))
    assert (len(set(times(desk))) == 4) is bool(latest)
