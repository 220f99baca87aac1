"""The demo as a newcomer meets it: two addresses that answer, a sign-in, and nothing left running."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.house.sources import ROOT

DEMO = """
import sys
from pathlib import Path
from tools import demo, processes
from tools.speech import run_as_command

demo.PLACE, processes.LOGS = sys.argv[1], Path(sys.argv[1])
run_as_command(demo.main)
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Somewhere to keep the demo's things, with a blank in its name."""
    return tmp_path / "a demo"


@pytest.fixture
def demo(place: Path) -> "Iterator[subprocess.Popen[str]]":
    place.mkdir()
    with (place / "said").open("w") as said:
        environment = {"PATH": "/usr/bin:/bin", "PORT": str(free_port()), "SIMULATOR_PORT": str(free_port())}
        command = [sys.executable, "-c", DEMO, str(place)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said, text=True)
    yield process
    with suppress(ProcessLookupError):
        process.terminate()
    process.wait(timeout=30)


def welcome(place: Path, demo: "subprocess.Popen[str]") -> str:
    said = place / "said"
    while "Ctrl-C" not in said.read_text():
        assert demo.poll() is None, said.read_text()
        time.sleep(0.1)
    return said.read_text()


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_demo_answers_at_both_addresses_and_leaves_nothing_behind(
    demo: "subprocess.Popen[str]", place: Path
) -> None:
    said = welcome(place, demo)
    addresses = re.findall(r"http://127\.0\.0\.1:\d+/\S*", said)
    assert len(addresses) == 2
    assert [status(address) for address in addresses] == [200, 200]
    assert re.search(r"サインイン: \S+@\S+  \S{12,}", said)

    demo.send_signal(signal.SIGTERM)

    assert demo.wait(timeout=30) == 0
    for address in addresses:
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(address, timeout=5)
