"""The pace: one slot for all, in people where the shop says so, in calls where LINE does."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.sendings import SendingKind
from services import pace
from services.settings import Choices
from tests.clock import NOW, Clock

CEILING = Choices(pace_per_minute=0)
SLOW = Choices(pace_per_minute=600)


def calls(session: Session, kind: SendingKind, *, every: timedelta, times: int) -> int:
    """Ask for a slot again and again; give how many there were."""
    moments = [NOW + every * number for number in range(times)]
    return sum(pace.reserve(session, kind, 1, choices=CEILING, now=moment) for moment in moments)


def test_multicasts_stay_under_lines_ceiling(session: Session) -> None:
    taken = calls(session, SendingKind.MULTICAST, every=timedelta(milliseconds=1), times=400)

    assert 77 <= taken <= 80, "195 a second, in four tenths of one"


def test_pushes_stay_under_lines_ceiling(session: Session) -> None:
    taken = calls(session, SendingKind.PUSH, every=timedelta(microseconds=100), times=400)

    assert 77 <= taken <= 80, "1,950 a second, in four hundredths of one"


def test_a_pace_of_people_makes_the_next_call_wait_for_as_long_as_this_one_counts(session: Session) -> None:
    assert pace.reserve(session, SendingKind.MULTICAST, 500, choices=SLOW, now=NOW)

    assert pace.free_at(session, SendingKind.MULTICAST, choices=SLOW, now=NOW) == NOW + timedelta(seconds=50)
    assert not pace.reserve(session, SendingKind.PUSH, 1, choices=SLOW, now=NOW + timedelta(seconds=49.9))
    assert pace.reserve(session, SendingKind.PUSH, 1, choices=SLOW, now=NOW + timedelta(seconds=50))


def test_time_in_which_nobody_called_is_not_saved_up(session: Session) -> None:
    pace.reserve(session, SendingKind.PUSH, 10, choices=SLOW, now=NOW)
    later = NOW + timedelta(hours=1)

    assert pace.reserve(session, SendingKind.PUSH, 10, choices=SLOW, now=later)
    assert not pace.reserve(session, SendingKind.PUSH, 10, choices=SLOW, now=later)


@pytest.mark.parametrize("choices", [CEILING, SLOW])
@pytest.mark.parametrize("kind", list(SendingKind))
def test_when_line_asks_for_it_the_whole_channel_slows_down(
    session: Session, choices: Choices, kind: SendingKind
) -> None:
    pace.slow_down(session, by=timedelta(seconds=5), now=NOW)

    assert not pace.reserve(session, kind, 1, choices=choices, now=NOW + timedelta(seconds=4.9))
    assert pace.reserve(session, kind, 1, choices=choices, now=NOW + timedelta(seconds=5))


def test_slowing_down_never_hurries(session: Session, clock: Clock) -> None:
    pace.reserve(session, SendingKind.PUSH, 100, choices=SLOW, now=NOW)
    pace.slow_down(session, by=timedelta(seconds=1), now=NOW)

    assert pace.free_at(session, SendingKind.PUSH, choices=SLOW, now=NOW) == NOW + timedelta(seconds=10)


@pytest.mark.parametrize("choices", [CEILING, SLOW])
def test_what_a_wrong_clock_left_holds_nobody_up(session: Session, choices: Choices) -> None:
    pace.reserve(session, SendingKind.PUSH, 1, choices=choices, now=NOW + timedelta(days=365))

    assert pace.free_at(session, SendingKind.PUSH, choices=choices, now=NOW) < NOW
    assert pace.reserve(session, SendingKind.PUSH, 1, choices=choices, now=NOW)
    assert NOW - timedelta(seconds=1) < pace.free_at(session, SendingKind.PUSH, choices=choices, now=NOW)
    assert pace.free_at(session, SendingKind.PUSH, choices=choices, now=NOW) < NOW + timedelta(seconds=1)


def test_a_slot_of_a_pace_that_was_given_up_holds_nobody_up(session: Session) -> None:
    very_slow = Choices(pace_per_minute=1)
    pace.reserve(session, SendingKind.MULTICAST, 500, choices=very_slow, now=NOW)
    hours = timedelta(minutes=500)

    assert pace.free_at(session, SendingKind.MULTICAST, choices=very_slow, now=NOW) == NOW + hours
    assert pace.reserve(session, SendingKind.MULTICAST, 500, choices=SLOW, now=NOW)


def test_slots_taken_at_once_begin_one_after_the_other(session: Session) -> None:
    taken = pace.take(session, SendingKind.MULTICAST, [500] * 8, choices=CEILING, now=NOW)

    waits = [(moment - NOW) / timedelta(seconds=1) * 195 for moment in taken]
    assert waits == pytest.approx([0, 0, 0, 1, 2, 3, 4, 5], abs=0.05), "two may begin early"
    assert pace.free_at(session, SendingKind.MULTICAST, choices=CEILING, now=NOW) > taken[-1]


def test_no_slot_is_taken_that_begins_much_later(session: Session) -> None:
    assert len(pace.take(session, SendingKind.PUSH, [1] * 400, choices=CEILING, now=NOW)) in range(95, 105)
    assert len(pace.take(session, SendingKind.PUSH, [1] * 400, choices=SLOW, now=NOW)) == 1


@pytest.mark.parametrize(("choices", "multicasts"), [(CEILING, 9), (SLOW, 1)])
def test_no_more_is_looked_at_than_there_is_room_for(choices: Choices, multicasts: int) -> None:
    assert pace.room(SendingKind.MULTICAST, choices) == multicasts
