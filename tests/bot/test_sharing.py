"""Threads that want the same at one time: one works for all, and what goes wrong with one harms no other."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from bot.sharing import Shared


class Doubling:
    """Doubles numbers, and remembers which ones together; the first time it waits for the others."""

    def __init__(self, *, at_once: int = 100) -> None:
        self.batches: list[list[int]] = []
        self.others_came, self.at_once = threading.Event(), at_once

    def work(self, wanted: Sequence[int]) -> list[int]:
        self.batches.append(list(wanted))
        self.others_came.wait(10)
        if 13 in wanted:
            raise ValueError(13)
        return [2 * number for number in wanted[: self.at_once]]


def ask_together(doubling: Doubling, numbers: Sequence[int]) -> list["Future[int]"]:
    """Let the first one be worked for while the others come."""
    shared = Shared(doubling.work)
    with ThreadPoolExecutor(len(numbers)) as threads:
        asked = [threads.submit(shared.ask, numbers[0])]
        while not doubling.batches:
            pass
        asked += [threads.submit(shared.ask, number) for number in numbers[1:]]
        while len(shared._wishes) < len(numbers) - 1:
            pass
        doubling.others_came.set()
    return asked


def test_who_comes_alone_is_worked_for_at_once() -> None:
    doubling = Doubling()
    doubling.others_came.set()

    assert Shared(doubling.work).ask(4) == 8


def test_all_who_came_meanwhile_are_worked_for_together() -> None:
    doubling = Doubling()

    asked = ask_together(doubling, range(6))

    assert [one.result() for one in asked] == [0, 2, 4, 6, 8, 10]
    assert [len(batch) for batch in doubling.batches] == [1, 5]


def test_who_finds_no_room_is_worked_for_next() -> None:
    doubling = Doubling(at_once=2)

    asked = ask_together(doubling, range(6))

    assert [one.result() for one in asked] == [0, 2, 4, 6, 8, 10]
    assert [len(batch) for batch in doubling.batches] == [1, 5, 3, 1]


def test_what_goes_wrong_with_one_harms_no_other() -> None:
    doubling = Doubling()

    asked = ask_together(doubling, [1, 2, 13, 4])

    assert [one.result() for one in asked if one is not asked[2]] == [2, 4, 8]
    with pytest.raises(ValueError, match="13"):
        asked[2].result()


def test_with_two_turns_two_work_side_by_side_and_everybody_is_worked_for() -> None:
    both = threading.Barrier(2, timeout=10)
    batches: list[list[int]] = []

    def work(wanted: Sequence[int]) -> list[int]:
        batches.append(list(wanted))
        if len(batches) <= 2:
            both.wait()
        return [2 * number for number in wanted]

    shared = Shared(work, turns=2)
    with ThreadPoolExecutor(20) as threads:
        asked = list(threads.map(shared.ask, range(20), timeout=20))

    assert asked == [2 * number for number in range(20)]
    assert sorted(number for batch in batches for number in batch) == list(range(20))
