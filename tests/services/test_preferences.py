"""A member's own hours: kept by waiting for them, or by not planning at all where they never come."""

from datetime import time, timedelta

from services import hours, preferences
from services.audiences import Excluded
from services.hours import DayPart
from tests.clock import in_japan
from tests.desk import Desk


def test_an_announcement_waits_for_the_hours_a_member_chose(desk: Desk) -> None:
    (member,) = desk.members(1)
    evening = hours.offered(desk.session, member, choices=desk.choices)[DayPart.EVENING]
    preferences.set_hours(desk.session, member, evening, now=desk.now)
    desk.announce(until=in_japan(2026, 12, 1, 20, 0))
    assert desk.nothing_to_call()
    assert desk.sendings()[0].next_at == in_japan(2026, 12, 1, 17, 0)

    desk.clock.set(in_japan(2026, 12, 1, 17, 0))

    assert len(desk.claim().recipients) == 1


def test_who_could_be_reached_at_no_moment_of_an_announcement_is_not_planned(desk: Desk) -> None:
    (member,) = desk.members(1)
    evening = hours.offered(desk.session, member, choices=desk.choices)[DayPart.EVENING]
    preferences.set_hours(desk.session, member, evening, now=desk.now)

    announcement = desk.announce(until=desk.now + timedelta(hours=2))

    assert desk.report(announcement).excluded == {Excluded.HOURS: 1}


def test_the_hours_on_offer_are_cut_to_what_the_words_agreed_to_promise(desk: Desk) -> None:
    (member,) = desk.members(1)
    desk.promise(member, quiet_from=time(18, 30), quiet_until=time(11, 30))

    offered = hours.offered(desk.session, member, choices=desk.choices)

    assert set(offered) == {DayPart.AFTERNOON, DayPart.EVENING}
    assert offered[DayPart.EVENING] == hours.Span(time(17), time(18, 30))


def test_hours_that_were_given_up_leave_it_to_the_shop(desk: Desk) -> None:
    (member,) = desk.members(1)
    preferences.set_hours(desk.session, member, hours.Span(time(17), time(21)), now=desk.now)
    preferences.set_hours(desk.session, member, None, now=desk.now)
    assert preferences.hours(preferences.of(desk.session, member)) is None

    desk.announce()

    assert len(desk.claim().recipients) == 1
