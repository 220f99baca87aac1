"""A crew: threads that work when they are nudged, and one that looks round for what nobody was nudged for."""

import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger("crew")


class Crew:
    """Start it once per process, after the fork: threads do not survive one."""

    def __init__(
        self, name: str, *, work: Callable[[], None], look: Callable[[], None], look_every: float
    ) -> None:
        self._name, self._work, self._look, self._look_every = name, work, look, look_every
        self._news, self._nudges = threading.Condition(), 0
        # Who looks round waits apart: a nudge must wake one who works.
        self._end = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def is_stopping(self) -> bool:
        return self._end.is_set()

    @property
    def size(self) -> int:
        return len(self._threads)

    def start(self, count: int) -> None:
        """Run this many threads that work, and the one that looks round."""
        works = [("look", self._watch), *((str(number), self._drive) for number in range(1, count + 1))]
        for name, work in works:
            thread = threading.Thread(target=work, name=f"{self._name}-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def nudge(self, count: int = 1) -> None:
        """Let this many threads look for work; a nudge that is lost costs one look round, nothing else."""
        with self._news:
            self._nudges = min(self._nudges + count, self.size)
            self._news.notify(count)

    def stop(self, timeout: float) -> None:
        """Let every thread finish what it is at, and end; this many seconds for all of them together."""
        self._end.set()
        with self._news:
            self._news.notify_all()
        end = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0))

    def _drive(self) -> None:
        while self._wait_for_nudge():
            self._attempt(self._work)

    def _watch(self) -> None:
        while not self._end.wait(self._look_every):
            self._attempt(self._look)

    def _wait_for_nudge(self) -> bool:
        with self._news:
            self._news.wait_for(lambda: self._nudges or self.is_stopping)
            self._nudges = max(0, self._nudges - 1)
            return not self.is_stopping

    def _attempt(self, work: Callable[[], None]) -> None:
        """A thread outlives whatever goes wrong in it; what it was at is found by a later look."""
        try:
            work()
        except Exception:
            log.exception("stumbled", crew=self._name)
