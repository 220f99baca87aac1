"""Sharing: of threads that want the same work done at one time, one does it for all."""

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")
Given = TypeVar("Given")
MOST = 100
"""For how many the work is done at once."""


@dataclass
class _Wish(Generic[Wanted, Given]):
    """What one thread waits for."""

    wanted: Wanted
    given: list[Given] = field(default_factory=list)
    fault: BaseException | None = None
    news: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return bool(self.given) or self.fault is not None


class Shared(Generic[Wanted, Given]):
    """Works on many wishes at once. Who comes while a turn is free takes it at once, and alone."""

    def __init__(self, work: Callable[[Sequence[Wanted]], Sequence[Given]], *, turns: int = 1) -> None:
        """`work` gives results for the first of those it is given, at least one; the others wait on.

        So many may work side by side as there are turns.
        """
        self._work, self._turn = work, threading.BoundedSemaphore(turns)
        self._wishes: deque[_Wish[Wanted, Given]] = deque()

    def ask(self, wanted: Wanted) -> Given:
        """Give what the work gave for this one, or raise what went wrong with it."""
        wish: _Wish[Wanted, Given] = _Wish(wanted)
        self._wishes.append(wish)
        while not wish.is_over:
            if self._turn.acquire(blocking=False):
                self._take_turn(wish)
            if not wish.is_over:
                wish.news.wait()
                wish.news.clear()
        if wish.fault is not None:
            raise wish.fault
        return wish.given[0]

    def _take_turn(self, own: _Wish[Wanted, Given]) -> None:
        """Work until one's own wish is over, or is worked for by others, and wake whoever is next."""
        try:
            while not own.is_over and (batch := list(self._next())):
                self._work_for(batch)
        finally:
            self._turn.release()
        try:
            self._wishes[0].news.set()
        except IndexError:
            return  # nobody waits, and whoever comes now finds the turn free

    def _next(self) -> Iterator[_Wish[Wanted, Given]]:
        """Take from the wishes what nobody works for yet."""
        with contextlib.suppress(IndexError):
            for _ in range(MOST):
                yield self._wishes.popleft()

    def _work_for(self, batch: Sequence[_Wish[Wanted, Given]]) -> None:
        """Work for these together; where that goes wrong, for each alone, so that one harms no other."""
        try:
            given = self._work([wish.wanted for wish in batch])
        except BaseException as fault:  # noqa: BLE001 - it is raised in the thread whose wish it was
            if len(batch) == 1 or not isinstance(fault, Exception):
                self._end(batch, fault)
                return
            for wish in batch:
                self._work_for([wish])
            return
        self._wishes.extendleft(reversed(batch[len(given) :]))
        for wish, one in zip(batch, given, strict=False):
            wish.given.append(one)
            wish.news.set()

    def _end(self, batch: Sequence[_Wish[Wanted, Given]], fault: BaseException) -> None:
        for wish in batch:
            wish.fault = fault
            wish.news.set()
