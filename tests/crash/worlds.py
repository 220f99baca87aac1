"""The world of a run: a clock that its makers move, and the journal of what they did."""

import json
import multiprocessing
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator import clocks

FORK = multiprocessing.get_context("fork")


class World:
    """Shared by all processes of a run; made before any of them."""

    def __init__(self, directory: Path, start: float) -> None:
        self.directory = directory
        self._offset = FORK.RawValue("d", start - time.time())
        self._skews = FORK.RawArray("d", 2)
        self._is_wild = FORK.RawValue("b", 1)
        self._calls = FORK.RawValue("i", 0)
        self._moving = FORK.Lock()
        self.write("jump", by=self._offset.value)

    def now(self) -> datetime:
        """The true time."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """The true time in seconds since 1970."""
        return time.time() + float(self._offset.value)

    def clock_of(self, slot: int) -> Callable[[], datetime]:
        """The clock of a delivery process, which may be wrong."""

        def now() -> datetime:
            return datetime.fromtimestamp(self.seconds() + self._skews[slot], UTC)

        return now

    def skew(self, slot: int, seconds: float) -> None:
        """Set a process's clock wrong by so much; it may jump back."""
        self._skews[slot] = seconds

    def jump(self, seconds: float) -> None:
        """Let time pass for everybody at once, as when the machine sleeps."""
        with self._moving:
            self.write("jump", by=seconds)
            self._offset.value += seconds

    @property
    def is_wild(self) -> bool:
        """Processes still die, LINE still errs, people still come and go."""
        return bool(self._is_wild.value)

    def calm(self) -> None:
        """End the chaos; clocks are right again."""
        self._is_wild.value = 0
        self._skews[:] = [0.0, 0.0]

    @property
    def calls(self) -> int:
        """How many calls were made so far."""
        return int(self._calls.value)

    def count_call(self) -> None:
        self._calls.value += 1  # two at once may count as one; nobody needs it exactly

    def write(self, what: str, **facts: Any) -> None:
        """Write a line of the journal, in one piece, with the machine's time."""
        line = json.dumps({"what": what, "real": time.time(), **facts}, ensure_ascii=False)
        file = os.open(self.directory / "journal.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(file, f"{line}\n".encode())
        os.close(file)


class PlatformClock(clocks.Clock):
    """The stand-in's clock, which tells the true time of the world."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def now(self) -> float:
        return self._world.seconds()
