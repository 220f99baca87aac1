"""Threads of a web process that take recorded events and answer them; whatever one leaves, another finds."""

import mmap
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from bot.crews import Crew
from bot.dispatcher import Dealt, Dispatcher
from bot.replies import Replies
from bot.sharing import Shared

SWEEP_EVERY = 2.0
"""Seconds between two looks for what nobody was nudged for."""
PATIENCE, SHORT_PATIENCE = 0.25, 0.05
"""Seconds that lanes at most stand back while LINE waits for acknowledgements; then they take one event."""
RUSH = 8
"""Webhook requests of a process, just answered or (counted twice) under way, that make lanes stand back."""
LULL = 0.05
"""Seconds for which a request was just answered, and without a rush after which lanes go on."""
LATE = timedelta(seconds=30)
"""While events wait for so long patience is short, and lanes take many: a reply token lives for a minute."""
AT_ONCE = 8
"""Events of one transaction at most, so that nobody's commit is put off for long."""


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
        self._counting, self._requests, self._answered = threading.Lock(), 0, deque[float](maxlen=RUSH)
        self._lull, self._behind = Lull(), timedelta(0)
        self._most = AT_ONCE if dispatcher.side_by_side == 1 else 1
        self._deals = Shared(self._deal_for, turns=dispatcher.side_by_side)

    def start(self, count: int = 16) -> None:
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
        while not self._crew.is_stopping and (dealt := self._deals.ask(None)):
            if dealt.speech is not None:
                self._replies.say(dealt.speech)

    def _deal_for(self, waiting: Sequence[None]) -> Sequence[Dealt | None]:
        """Deal with an event for each of the lanes that wait; they may rest when nothing waits."""
        is_late = self._behind > LATE
        is_quiet = self._is_quiet_within(SHORT_PATIENCE if is_late else PATIENCE)
        most = self._most if is_quiet or is_late else 1
        dealt = self._dispatcher.deal_with(min(len(waiting), most))
        self._behind = max((one.waited for one in dealt), default=timedelta(0))
        return dealt or [None] * len(waiting)

    def _is_quiet_within(self, patience: float) -> bool:
        """Stand back while LINE waits for acknowledgements; False: it still does, but patience is over."""
        end = time.monotonic() + patience
        while (now := time.monotonic()) < (until := min(self._quiet_at(now), end)):
            time.sleep(until - now)
        return now < end

    def _count(self, change: int) -> None:
        now = time.monotonic()
        with self._counting:
            self._requests += change
            if change < 0:
                self._answered.append(now)
        self._quiet_at(now)

    def _quiet_at(self, now: float) -> float:
        """Say when it will be quiet; requests that wait for long keep a rush going."""
        with self._counting:
            lately = sum(now - answered < LULL for answered in self._answered)
            if 2 * self._requests + lately >= RUSH:
                self._lull.at = now + LULL
        return self._lull.at

    def _look(self) -> None:
        while not self._crew.is_stopping and self._replies.sweep():
            pass
        if self._dispatcher.is_anything_waiting():
            self.nudge(self._crew.size)
