"""Repeats: a copy for each date, exactly once, each with its own last moment."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.announcements import Announcement
from models.announcements import AnnouncementState as State
from models.repeats import Repeat, RepeatDate, Turn
from services import announcements, approvals, repeats
from services.repeats import MARK, Rhythm
from tests.clock import in_japan
from tests.desk import Desk

WORDS = {"ja": [{"type": "text", "text": f"ref={MARK}"}]}
FRIDAYS = Rhythm(Turn.WEEKLY, 4, time(18), time(20, 30))
"""NOW is Tuesday, 1 December 2026."""


def begin(desk: Desk, rhythm: Rhythm = FRIDAYS, **wishes: Any) -> Repeat:
    draft = desk.draft()
    return repeats.begin(
        desk.session,
        draft,
        rhythm,
        messages_by_language=WORDS,
        approved_by=desk.make.staff(**wishes),
        seen=approvals.fingerprint(draft),
        now=desk.now,
    )


def copies(desk: Desk, repeat: Repeat) -> list[Announcement]:
    mine = select(Announcement).join(RepeatDate, RepeatDate.announcement_id == Announcement.id)
    found = mine.where(RepeatDate.repeat_id == repeat.id).order_by(Announcement.scheduled_at)
    return list(desk.session.scalars(found))


def days(desk: Desk, repeat: Repeat) -> list[date]:
    return [copy.scheduled_at.date() for copy in copies(desk, repeat) if copy.scheduled_at]


def states(desk: Desk, repeat: Repeat) -> list[State]:
    return [copy.state for copy in copies(desk, repeat)]


def test_every_date_of_two_weeks_has_its_copy_with_its_own_last_moment(desk: Desk) -> None:
    first, second = copies(desk, begin(desk))

    assert (first.scheduled_at, first.valid_until) == (
        in_japan(2026, 12, 4, 18),
        in_japan(2026, 12, 4, 20, 30),
    )
    assert second.valid_until == in_japan(2026, 12, 11, 20, 30)
    assert first.state == second.state == State.SCHEDULED
    assert f"ref={first.id}" in str(first.messages)
    assert f"ref={second.id}" in str(second.messages)


def test_a_date_gets_one_copy_however_often_it_is_looked(desk: Desk) -> None:
    repeat = begin(desk)

    assert repeats.fill(desk.session, repeat, now=desk.now) == 0
    desk.pass_time(timedelta(days=4))
    assert repeats.fill(desk.session, repeat, now=desk.now) == 1
    assert days(desk, repeat) == [date(2026, 12, day) for day in (4, 11, 18)]


def test_a_copy_that_was_called_off_is_not_made_again(desk: Desk) -> None:
    repeat = begin(desk)
    announcements.cancel(desk.session, copies(desk, repeat)[0], now=desk.now)

    repeats.fill(desk.session, repeat, now=desk.now)

    assert states(desk, repeat) == [State.CANCELLED, State.SCHEDULED]


def test_the_thirty_first_is_the_last_day_of_a_shorter_month(desk: Desk) -> None:
    desk.clock.set(in_japan(2027, 2, 20))
    monthly = Rhythm(Turn.MONTHLY, 31, time(10), time(12))

    assert days(desk, begin(desk, monthly)) == [date(2027, 2, 28)]


def test_a_last_moment_before_the_beginning_is_the_next_days(desk: Desk) -> None:
    late = Rhythm(Turn.WEEKLY, 1, time(20), time(9, 30))

    first = copies(desk, begin(desk, late))[0]

    assert (first.scheduled_at, first.valid_until) == (
        in_japan(2026, 12, 1, 20),
        in_japan(2026, 12, 2, 9, 30),
    )


def test_no_copy_is_made_for_a_time_that_has_gone_by_or_after_the_last_day(desk: Desk) -> None:
    ended = Rhythm(Turn.WEEKLY, 1, time(9), time(12), last_day=date(2026, 12, 8))

    assert days(desk, begin(desk, ended)) == [date(2026, 12, 8)]


def test_a_pause_holds_the_copies_and_resuming_lets_them_go(desk: Desk) -> None:
    repeat = begin(desk)

    repeats.pause(desk.session, repeat, now=desk.now)
    assert states(desk, repeat) == [State.PAUSED, State.PAUSED]
    desk.pass_time(timedelta(days=8))
    assert repeats.fill(desk.session, repeat, now=desk.now) == 0
    repeats.resume(desk.session, repeat, now=desk.now)

    assert states(desk, repeat) == [State.PAUSED, State.SCHEDULED, State.SCHEDULED]


def test_the_end_calls_off_what_has_not_begun(desk: Desk) -> None:
    repeat = begin(desk)
    repeats.pause(desk.session, repeat, now=desk.now)

    repeats.end(desk.session, repeat, now=desk.now)
    repeats.resume(desk.session, repeat, now=desk.now)

    assert states(desk, repeat) == [State.CANCELLED, State.CANCELLED]
    assert not repeats.going(desk.session)
    assert not repeats.everything(desk.session)


def test_what_is_going_out_already_is_left_to_its_own_page(desk: Desk) -> None:
    desk.members(1)
    repeat = begin(desk)
    desk.clock.set(in_japan(2026, 12, 4, 18))
    desk.plan()

    repeats.end(desk.session, repeat, now=desk.now)

    assert states(desk, repeat) == [State.SENDING, State.CANCELLED]


Spoil = Callable[[Announcement], None]


def alarm(draft: Announcement) -> None:
    draft.is_safety = True


def call_off(draft: Announcement) -> None:
    draft.state = State.CANCELLED


@pytest.mark.parametrize("spoil", [alarm, call_off])
def test_only_an_ordinary_draft_comes_round(desk: Desk, spoil: Spoil) -> None:
    draft = desk.draft()
    spoil(draft)

    with pytest.raises(announcements.AnnouncementMovedOn):
        repeats.begin(
            desk.session,
            draft,
            FRIDAYS,
            messages_by_language=WORDS,
            approved_by=desk.make.staff(),
            now=desk.now,
        )


def test_who_may_not_send_lets_nothing_come_round(desk: Desk) -> None:
    with pytest.raises(announcements.MayNotSend):
        begin(desk, may_send=False)


def test_where_two_may_send_the_one_who_wrote_it_does_not_let_it_come_round(desk: Desk) -> None:
    writer, _ = desk.make.staff(), desk.make.staff()
    draft = desk.draft()
    draft.created_by = writer.id

    with pytest.raises(approvals.SecondPersonNeeded):
        repeats.begin(
            desk.session, draft, FRIDAYS, messages_by_language=WORDS, approved_by=writer, now=desk.now
        )


def test_copies_stay_approved_where_two_may_send(desk: Desk) -> None:
    desk.make.staff()

    assert all(approvals.is_as_approved(copy) for copy in copies(desk, begin(desk)))
