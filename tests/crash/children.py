"""Children of a run: forked from a parent that has imported everything, and ended by it or with it."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DATABASE_AWAY = 75
"""How a child ends that found no database when it began."""


@dataclass
class Child:
    """A process; `code` is its end, negative for a signal."""

    pid: int
    code: int | None = None

    def has_ended(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is not None

    def wait(self, seconds: float) -> bool:
        """Tell whether it ends in time."""
        end = time.monotonic() + seconds
        while not self.has_ended() and time.monotonic() < end:
            time.sleep(0.005)
        return self.has_ended()

    def kill(self) -> None:
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            self.wait(10)

    def ask_to_end(self) -> None:
        if not self.has_ended():
            os.kill(self.pid, signal.SIGTERM)


def fork(work: Callable[[], int], log: Path) -> Child:
    """Let a child do this work, and write what it says to the log."""
    pid = os.fork()
    if pid:
        return Child(pid)
    code = 70
    try:
        _speak_into(log)
        code = work()
    except BaseException:  # noqa: BLE001  # the child ends here, whatever it was
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def is_orphan(parent: int) -> bool:
    """Tell whether the parent has gone; then nobody would end us."""
    return os.getppid() != parent


def _speak_into(log: Path) -> None:
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)
