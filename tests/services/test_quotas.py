"""The month's messages: known from LINE, counted on by us; an announcement goes to all or to none."""

from datetime import timedelta

import pytest

from models.announcements import Announcement, AnnouncementState
from models.sendings import SendingState
from services import announcements, quotas, settings
from services.quotas import QuotaTooSmall
from tests.clock import in_japan
from tests.desk import Desk


def say(desk: Desk, allowed: int | None, used: int = 0) -> None:
    """Let LINE have said so just now."""
    quotas.note(desk.session, allowed=allowed, used=used, now=desk.now)


def month(desk: Desk) -> quotas.Month:
    known = quotas.month(desk.session, now=desk.now)
    assert known is not None
    return known


def check(desk: Desk, people: int, **more: object) -> None:
    given = {"at": None, "choices": desk.choices} | more
    quotas.check(desk.session, people, now=desk.now, **given)  # type: ignore[arg-type]  # a test's own values


def test_what_was_never_asked_is_not_known_and_refuses_nobody(desk: Desk) -> None:
    assert quotas.month(desk.session, now=desk.now) is None
    check(desk, 1_000_000)


def test_what_we_sent_since_and_what_waits_is_counted_on_top(desk: Desk) -> None:
    desk.members(3)
    say(desk, 100, used=40)
    desk.pass_time(timedelta(minutes=1))
    desk.announce(people=1)
    desk.note(desk.claim())

    known = month(desk)

    assert (known.used, known.waiting, known.left()) == (41, 2, 57)
    assert known.left(reserve=7) == 50


def test_what_was_sent_before_line_counted_is_not_counted_twice(desk: Desk) -> None:
    desk.members(1)
    desk.announce()
    desk.note(desk.claim())
    desk.pass_time(timedelta(minutes=1))
    say(desk, 100, used=1)

    assert month(desk).used == 1


def test_a_month_begins_with_nothing_used_in_japan(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 31, 23, 59))
    say(desk, 100, used=90)
    desk.clock.set(in_japan(2027, 1, 1, 0, 0))

    assert (month(desk).used, month(desk).left()) == (0, 100)


def test_no_limit_is_no_reason_to_refuse(desk: Desk) -> None:
    say(desk, None, used=10)

    assert month(desk).left() is None
    check(desk, 1_000_000)


@pytest.mark.parametrize("reserve", [0, 4])
def test_more_people_than_messages_are_refused_the_reserve_kept(desk: Desk, reserve: int) -> None:
    say(desk, 100, used=90)
    desk.choose(service_reserve=reserve)

    check(desk, 10 - reserve)
    with pytest.raises(QuotaTooSmall) as refusal:
        check(desk, 11 - reserve)

    assert (refusal.value.people, refusal.value.left) == (11 - reserve, 10 - reserve)


def test_a_recall_may_use_the_reserve(desk: Desk) -> None:
    say(desk, 100, used=90)
    desk.choose(service_reserve=10)

    check(desk, 10, is_safety=True)
    with pytest.raises(QuotaTooSmall):
        check(desk, 1)


def test_a_date_in_another_month_has_that_months_messages(desk: Desk) -> None:
    say(desk, 100, used=99)

    check(desk, 100, at=in_japan(2027, 1, 5, 12))
    with pytest.raises(QuotaTooSmall):
        check(desk, 101, at=in_japan(2027, 1, 5, 12))


def planned(desk: Desk, members: int, allowed: int) -> Announcement:
    desk.members(members)
    say(desk, allowed)
    return desk.announce(people=1)


def test_a_plan_for_more_than_there_are_messages_waits_whole(desk: Desk) -> None:
    found = planned(desk, members=3, allowed=2)

    assert (found.state, found.planned) == (AnnouncementState.OUT_OF_QUOTA, 3)
    assert desk.nothing_to_call()
    assert {sending.state for sending in desk.sendings()} == {SendingState.WAITING}


def test_a_plan_that_just_fits_goes(desk: Desk) -> None:
    assert planned(desk, members=3, allowed=3).state == AnnouncementState.SENDING


def test_what_waits_already_leaves_less_for_the_next(desk: Desk) -> None:
    planned(desk, members=2, allowed=3)

    check(desk, 1)
    with pytest.raises(QuotaTooSmall):
        check(desk, 2)


def test_it_resumes_when_there_are_messages_for_all_who_wait(desk: Desk) -> None:
    found = planned(desk, members=3, allowed=2)

    with pytest.raises(QuotaTooSmall) as refusal:
        announcements.resume(desk.session, found, now=desk.now)
    say(desk, 3)
    announcements.resume(desk.session, found, now=desk.now)

    assert (refusal.value.people, refusal.value.left) == (3, 2)
    assert found.state == AnnouncementState.SENDING


def test_the_reserve_of_the_shop_holds_when_it_resumes(desk: Desk) -> None:
    found = planned(desk, members=3, allowed=2)
    say(desk, 3)
    settings.change(desk.session, "service_reserve", "1", now=desk.now)

    with pytest.raises(QuotaTooSmall):
        announcements.resume(desk.session, found, now=desk.now)


def test_one_asks_and_only_when_the_last_word_is_old(desk: Desk) -> None:
    assert quotas.claim(desk.session, now=desk.now)
    assert not quotas.claim(desk.session, now=desk.now)
    say(desk, 100)
    desk.pass_time(timedelta(minutes=9))
    assert not quotas.claim(desk.session, now=desk.now)
    desk.pass_time(timedelta(minutes=1))
    assert quotas.claim(desk.session, now=desk.now)


def test_who_asked_and_died_is_followed_by_another(desk: Desk) -> None:
    assert quotas.claim(desk.session, now=desk.now)
    desk.pass_time(quotas.LEASE)

    assert quotas.claim(desk.session, now=desk.now)


def test_while_something_waits_for_messages_line_is_asked_every_minute(desk: Desk) -> None:
    planned(desk, members=3, allowed=2)
    desk.pass_time(timedelta(minutes=1))

    assert quotas.claim(desk.session, now=desk.now)
