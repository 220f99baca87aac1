"""Threads of a web process that take recorded events and answer them; whatever one leaves, another finds."""

import mmap
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.crews import Crew
from bot.dispatcher import Dealt, Dispatcher
from bot.replies import Replies

SWEEP_EVERY = 2.0
"""Seconds between two looks for what nobody was nudged for."""
PATIENCE = 0.25
"""Seconds that a lane at most stands back while LINE waits for acknowledgements."""
RUSH = 4
"""Webhook requests at the same time that make lanes stand back."""
LULL = 0.05
"""Seconds without so many, after which they go on."""
AT_ONCE = 2
"""Lanes in the rules at the same time; the others talk to LINE, which is most of an answer's time."""


class Lull:
    """When it will be quiet again: one moment for all workers that are forked after it was made."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, struct.calcsize("d"))

    @property
    def at(self) -> float:
        return float(struct.unpack_from("d", self._shared)[0])

    @at.setter
    def at(self, moment: float) -> None:
        struct.pack_into("d", self._shared, 0, moment)


class Lanes:
    """Start it after the fork only: threads do not survive one."""

    def __init__(self, dispatcher: Dispatcher, replies: Replies, *, sweep_every: float = SWEEP_EVERY) -> None:
        self._dispatcher, self._replies = dispatcher, replies
        self._crew = Crew("lane", work=self._work, look=self._look, look_every=sweep_every)
        self._counting, self._requests = threading.Lock(), 0
        self._lull = Lull()
        self._dealing = threading.Semaphore(AT_ONCE)

    def start(self, count: int = 8) -> None:
        """Run this many lanes, and a look round that makes up for lost nudges and lost processes."""
        self._crew.start(count)

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Tell the lanes that LINE waits meanwhile: in a rush, acknowledging goes before answering."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def nudge(self, count: int = 1) -> None:
        """Hint that this many events came in."""
        self._crew.nudge(count)

    def stop(self, timeout: float = 10.0) -> None:
        """Let every lane finish what it is at, and end."""
        self._crew.stop(timeout)

    def _work(self) -> None:
        """Deal with events and answer them until nothing waits."""
        while not self._crew.is_stopping and (dealt := self._deal()):
            if dealt.has_words:
                self._replies.say(dealt.event_id)

    def _deal(self) -> Dealt | None:
        with self._dealing:
            self._stand_back()
            return self._dispatcher.deal_with_one()

    def _stand_back(self) -> None:
        begun = time.monotonic()
        while (now := time.monotonic()) < (until := min(self._lull.at, begun + PATIENCE)):
            time.sleep(until - now)

    def _count(self, change: int) -> None:
        with self._counting:
            self._requests += change
            if self._requests >= RUSH:
                self._lull.at = time.monotonic() + LULL

    def _look(self) -> None:
        while not self._crew.is_stopping and self._replies.sweep():
            pass
        if self._dispatcher.is_anything_waiting():
            self.nudge(self._crew.size)
