"""Insights: who gets a unit, when LINE is asked, and what is done where it does not tell."""

from datetime import date, timedelta

from sqlalchemy import insert, select

from models.announcements import Announcement
from models.insights import DailyInsight
from services import attempts, insights, pace
from services.insights import DayTold, OfDay, OfUnit, UnitTold
from tests.clock import in_japan
from tests.desk import Desk

NOTHING = DayTold({}, None, None, None, None, None)


def claim(desk: Desk) -> insights.Question | None:
    found = insights.claim(desk.session, now=desk.now)
    desk.clock.advance(pace.QUESTION_EVERY)
    return found


def test_a_whole_plan_gives_its_announcement_a_unit_of_its_own(desk: Desk) -> None:
    desk.members(1)

    first, second = desk.announce(), desk.announce()

    assert first.unit == f"goen_20261201_{first.id}"
    assert desk.claim().unit == first.unit
    assert second.unit is None  # its only member has had enough for this week


def test_the_fingerprint_of_a_body_knows_the_unit_and_older_ones_stay_as_they_were() -> None:
    plain, named = (attempts.fingerprint("a", [1], is_quiet=True, unit=unit) for unit in (None, "goen_1"))

    assert plain == attempts.fingerprint("a", [1], is_quiet=True)
    assert named != plain


def test_the_months_names_are_not_more_than_line_counts(desk: Desk) -> None:
    desk.members(1)
    values = {"title": "", "content": {}, "excluded": {}, "created_at": desk.now, "changed_at": desk.now}
    values |= {"scheduled_at": desk.now, "valid_until": desk.now + timedelta(hours=1)}
    values |= {"topic_id": desk.draft().topic_id}
    rows = [values | {"unit": f"u{number}"} for number in range(insights.MOST_UNITS)]
    desk.session.execute(insert(Announcement), rows)

    assert desk.announce().unit is None


def test_last_months_names_do_not_count(desk: Desk) -> None:
    desk.members(1)
    then = in_japan(2026, 11, 29)
    for number in range(3):
        desk.make.announcement(unit=f"u{number}", scheduled_at=then, valid_until=then + timedelta(hours=1))

    assert desk.announce().unit is not None


def test_nobody_is_asked_before_two_in_the_morning(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 2, 1, 59))
    assert claim(desk) is None

    desk.clock.set(in_japan(2026, 12, 2, 2, 0))

    assert claim(desk) == OfDay(date(2026, 12, 1))


def test_questions_come_one_at_a_time_within_sixty_an_hour(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    desk.clock.set(in_japan(2026, 12, 2, 2, 0))

    assert insights.claim(desk.session, now=desk.now) is not None
    assert insights.claim(desk.session, now=desk.now) is None
    assert timedelta(hours=1) / pace.QUESTION_EVERY < 60


def test_days_that_nobody_asked_about_are_made_up_for(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 2, 2, 0))
    claim(desk)
    desk.clock.set(in_japan(2026, 12, 5, 2, 0))
    claim(desk)

    days = desk.session.scalars(select(DailyInsight.day).order_by(DailyInsight.day)).all()

    assert days == [date(2026, 12, day) for day in (1, 2, 3, 4)]


def test_a_day_told_is_not_asked_for_again(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 2, 2, 0))
    question = claim(desk)
    assert isinstance(question, OfDay)
    insights.note_day(desk.session, question, NOTHING, now=desk.now)
    desk.pass_time(timedelta(hours=12))

    assert claim(desk) is None


def test_figures_are_asked_for_up_to_yesterday_and_the_last_ones_stay(desk: Desk) -> None:
    desk.members(1)
    announcement = desk.announce()
    desk.clock.set(in_japan(2026, 12, 30, 2, 0))
    desk.session.add(DailyInsight(day=date(2026, 12, 29), sent={}))
    desk.session.flush()

    question = claim(desk)

    assert question == OfUnit(announcement.id, announcement.unit or "", date(2026, 12, 1), date(2026, 12, 15))
    insights.note_unit(desk.session, question, UnitTold(30, None, []), now=desk.now)
    found = insights.of(desk.session, announcement)
    assert found is not None
    assert (found.opened, found.tapped, found.next_at) == (30, None, None)
