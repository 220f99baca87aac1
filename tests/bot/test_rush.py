"""While LINE waits for many acknowledgements answering stands back, and never for too long."""

import contextlib
import time
from typing import cast

import pytest

from bot import lanes
from bot.dispatcher import Dealt, Dispatcher
from bot.lanes import Lanes
from bot.replies import Replies


class Counting:
    """A dispatcher that remembers how many events it was asked for, and finds what it is given."""

    side_by_side = 1

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.found: list[Dealt] = []

    def deal_with(self, most: int) -> list[Dealt]:
        self.asked.append(most)
        found, self.found = self.found, []
        return found


SILENT = cast("Replies", None)


def asked_of(lanes: Lanes, dispatcher: Counting, waiting: int) -> tuple[int, float]:
    """For how many events so many lanes ask together, and after how many seconds."""
    begun = time.monotonic()
    assert lanes._deal_for([None] * waiting) == [None] * waiting
    return dispatcher.asked[-1], time.monotonic() - begun


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def counted(counting: Counting) -> Lanes:
    return Lanes(cast("Dispatcher", counting), SILENT)


def test_lanes_that_wait_together_are_given_events_together(counted: Lanes, counting: Counting) -> None:
    assert asked_of(counted, counting, 5)[0] == 5
    assert asked_of(counted, counting, lanes.AT_ONCE + 1)[0] == lanes.AT_ONCE


def test_where_several_write_at_once_each_event_has_a_transaction_of_its_own(
    counting: Counting,
) -> None:
    counting.side_by_side = 2

    assert asked_of(Lanes(cast("Dispatcher", counting), SILENT), counting, 5)[0] == 1


def test_while_line_waits_for_many_answers_one_event_is_taken_and_late(
    counted: Lanes, counting: Counting
) -> None:
    with contextlib.ExitStack() as requests:
        for _ in range(lanes.RUSH // 2):
            requests.enter_context(counted.hearing())
        most, seconds = asked_of(counted, counting, 5)

    assert most == 1
    assert seconds >= lanes.PATIENCE


def test_after_a_lull_lanes_go_on(counted: Lanes, counting: Counting) -> None:
    for _ in range(lanes.RUSH):
        with counted.hearing():
            pass

    most, seconds = asked_of(counted, counting, 5)

    assert most == 5
    assert lanes.LULL / 2 < seconds < lanes.PATIENCE


def test_where_events_have_waited_too_long_lanes_hardly_stand_back(
    counted: Lanes, counting: Counting
) -> None:
    counting.found = [Dealt("1", None, lanes.LATE * 2)]
    with contextlib.ExitStack() as requests:
        for _ in range(lanes.RUSH):
            requests.enter_context(counted.hearing())
        counted._deal_for([None])
        most, seconds = asked_of(counted, counting, 5)

    assert most == 5
    assert lanes.SHORT_PATIENCE <= seconds < lanes.PATIENCE


def test_few_requests_are_no_rush(counted: Lanes, counting: Counting) -> None:
    with counted.hearing(), counted.hearing():
        assert asked_of(counted, counting, 5)[0] == 5
