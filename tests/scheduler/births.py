"""Schedulers for tests, born of a process that has imported everything: it takes seconds, each time anew."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

from bot import bodies
from scheduler.__main__ import main
from tests.databases import ROOT

bodies.load()

NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload([__name__])


class Process:
    """One scheduler."""

    def __init__(self, environment: dict[str, str], arguments: tuple[str, ...], words: Path) -> None:
        self._words = words
        self._process = NURSERY.Process(target=_live, args=(environment, list(arguments), words))
        self._process.start()

    @property
    def code(self) -> int | None:
        """How it ended, negative for a signal; None while it lives."""
        return self._process.exitcode

    def wait(self) -> str:
        """Wait for its end; what it said."""
        self._process.join(20)
        assert self.code is not None, "it does not end"
        return self._words.read_text(encoding="utf-8")

    def stop(self) -> float:
        """Ask it to stop, and give how many seconds it took."""
        begun = time.monotonic()
        os.kill(self._process.pid or 0, signal.SIGTERM)
        self.wait()
        return time.monotonic() - begun

    def kill(self) -> None:
        self._process.kill()
        self.wait()


def _live(environment: dict[str, str], arguments: list[str], words: Path) -> None:
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    with words.open("ab") as said:
        os.dup2(said.fileno(), 2)
    sys.exit(main(arguments))
