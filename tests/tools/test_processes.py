"""Several processes as one: none is left behind, and an end among them is told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.sources import ROOT as REPOSITORY
from tools import processes
from tools.processes import Child, Household
from tools.speech import Failure

SLEEP = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
FAMILY = ["sh", "-c", "sleep 60 & echo $!; wait"]
STUBBORN = ["sh", "-c", "trap '' TERM; echo up; sleep 60"]
HOUSEHOLD = """
import sys
from pathlib import Path
from tests.house.sources import ROOT as REPOSITORY
from tools import processes
from tools.speech import run_as_command

processes.LOGS = Path(sys.argv[1])

def main():
    with processes.Household() as household:
        household.start("child", ["sh", "-c", "echo $$; sleep 60"], {"PATH": "/usr/bin:/bin"})
        household.watch()

run_as_command(main)
"""


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs go to a place of the test's own, and signals are as they were when it ends."""
    monkeypatch.setattr(processes, "LOGS", tmp_path)
    monkeypatch.setattr(signal, "signal", lambda _number, _action: None)


def start(household: Household, name: str, command: list[str]) -> Child:
    child = household.start(name, command, dict(os.environ))
    household.wait_until(lambda: bool(child.log.read_text()), seconds=60)
    return child


def is_gone(pid: int) -> bool:
    """Whether it ends within a moment: one whose parent is gone is buried by the system, a little later."""
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_all_end_together_with_their_own_children() -> None:
    with Household() as household:
        first, second = start(household, "first", SLEEP), start(household, "second", FAMILY)
        grandchild = int(second.log.read_text())
        assert is_alive(grandchild)

    assert first.has_ended()
    assert second.has_ended()
    assert is_gone(grandchild)


def test_a_child_that_ends_is_told_with_its_last_words() -> None:
    dying = [sys.executable, "-c", "import sys; sys.exit('the disk is full')"]
    with Household() as household:
        other = start(household, "web", SLEEP)
        household.start("scheduler", dying, dict(os.environ))
        with pytest.raises(Failure, match=r"scheduler が止まった(.|\n)*the disk is full"):
            household.watch()

    assert other.has_ended()


def test_a_child_that_will_not_stop_is_made_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE", 0.3)
    begun = time.monotonic()

    with Household() as household:
        stubborn = start(household, "stubborn", STUBBORN)

    assert stubborn.has_ended()
    assert time.monotonic() - begun < 15


def test_a_start_that_takes_too_long_is_told() -> None:
    with Household() as household:
        start(household, "web", SLEEP)
        with pytest.raises(Failure, match="takes too long"):
            household.wait_until(lambda: False, seconds=0.2)


def test_an_interruption_while_running_stops_all() -> None:
    def interrupted() -> None:
        with Household() as household:
            children.append(start(household, "web", SLEEP))
            raise KeyboardInterrupt

    children: list[Child] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert children[0].has_ended()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_command_leaves_nobody_behind(number: signal.Signals, tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    command = subprocess.Popen([sys.executable, "-c", HOUSEHOLD, str(tmp_path)], cwd=REPOSITORY)
    while not (log.exists() and log.read_text()):
        time.sleep(0.02)
    child = int(log.read_text())
    assert is_alive(child)

    command.send_signal(number)

    assert command.wait(timeout=60) == 0
    assert is_gone(child)
