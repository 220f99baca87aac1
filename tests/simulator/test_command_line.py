"""`python -m simulator`: starts, stops at once, and explains a port that is taken."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import urllib3

from simulator import ids


@contextmanager
def started(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and the address that it prints."""
    command = [sys.executable, "-m", "simulator", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )
    assert process.stdout
    assert process.stderr
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        yield process, found[0] if found else ""
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def test_it_prints_its_address_and_serves_there() -> None:
    with started("--port", "0", "--name", "喫茶ご縁", "--quota", "200") as (_, address):
        state = urllib3.PoolManager().request("GET", f"{address}/sim/state").json()

    assert state["account"]["name"] == "喫茶ご縁"
    assert state["quota"] == {"limit": 200, "used": 0}


def test_it_takes_the_channel_from_the_environment() -> None:
    environment = {"LINE_CHANNEL_ID": "42", "LINE_CHANNEL_ACCESS_TOKEN": "from-the-environment"}
    with started("--port", "0", **environment) as (_, address):
        headers = {"Authorization": "Bearer from-the-environment"}
        info = urllib3.PoolManager().request("GET", f"{address}/v2/bot/info", headers=headers).json()

    assert info["userId"] == ids.user_id("bot/42")


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_even_while_somebody_listens(stop: signal.Signals) -> None:
    with started("--port", "0") as (process, address):
        stream = urllib3.PoolManager().request("GET", f"{address}/sim/stream", preload_content=False)
        asked = time.monotonic()
        process.send_signal(stop)

        assert process.wait(timeout=20) == 0
        assert time.monotonic() - asked < 10
        stream.close()


def test_a_taken_port_is_said_in_one_sentence_of_two_languages() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "simulator", "--port", port],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert f"ポート {port} は" in ended.stderr
    assert f"Port {port} " in ended.stderr
