"""Runs several processes as one: they start together, and when one ends or we are told to, all end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools.shell import ROOT
from tools.speech import Failure, say

LOGS = ROOT / "var" / "log"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 10.0
"""Seconds that a process has for finishing what it is at."""
LAST_LINES = 15


@dataclass(frozen=True)
class Child:
    name: str
    log: Path
    process: "subprocess.Popen[bytes]"

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def signal(self, number: int) -> None:
        """Reach the whole group, as gunicorn's workers must not outlive it."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"  | {line}" for line in lines[-LAST_LINES:])


class Household:
    """The children of one command; `with Household() as household:` leaves none behind."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._is_over = False

    def __enter__(self) -> "Household":
        # Noted, and acted on between two looks: raised anywhere, it could be lost, or lose a child just born.
        for number in ENDINGS:
            signal.signal(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        # A second Ctrl-C must not leave half of them running.
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        stop(reversed(self.children))

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Child:
        log = LOGS / f"{name}.log"
        LOGS.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603  # the commands are ours
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        child = Child(name, log, process)
        self.children.append(child)
        return child

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait for something the children do; raises Failure where one ends or time runs out."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            self.check()
            if time.monotonic() > deadline:
                raise Failure(
                    "起動に時間がかかりすぎています。var/log をご覧ください。",
                    "the start takes too long; see var/log.",
                )
            time.sleep(0.1)

    def watch(self) -> None:
        """Stay until somebody interrupts, which is how it is meant to end; a child that ends is a Failure."""
        try:
            while True:
                self.check()
                time.sleep(0.25)
        except KeyboardInterrupt:
            say("止めています…", "stopping …")

    def check(self) -> None:
        """Raise KeyboardInterrupt once somebody asked for an end, and Failure where a child has ended."""
        if self._is_over:
            raise KeyboardInterrupt
        for child in self.children:
            if child.has_ended():
                log = os.path.relpath(child.log, ROOT)
                raise Failure(
                    f"{child.name} が止まったため、すべて止めます（{log}）。",
                    f"{child.name} has ended, so everything is stopped ({log}).\n{child.last_words()}",
                )

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._is_over = True


def stop(children: Iterable[Child]) -> None:
    """Ask politely, wait a while, then insist."""
    asked = list(children)
    for child in asked:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and not all(child.has_ended() for child in asked):
        time.sleep(0.05)
    for child in asked:
        child.signal(signal.SIGKILL)
        child.process.wait()
