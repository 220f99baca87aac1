"""HTTP itself: many callers, kept connections, odd bytes."""

import socket
import threading
import time

import pytest

from simulator import RunningLine
from tests.simulator.api import Api


def converse(line: RunningLine, *parts: bytes) -> bytes:
    """Everything that comes back for these bytes until the other side closes."""
    port = int(line.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        for part in parts:
            connection.sendall(part)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_kept_connection_does_not_wait_between_calls(line: RunningLine, api: Api) -> None:
    """Head and body written apart would cost 40 ms each, but for the first few; a busy machine costs some."""
    took = []
    for _ in range(30):
        started = time.monotonic()
        api.get("/v2/bot/message/quota")
        took.append(time.monotonic() - started)

    assert sorted(took[15:])[4] < 0.035


def test_sixteen_callers_at_once_lose_nothing(line: RunningLine, api: Api) -> None:
    friend = line.people("次郎").id
    callers = [threading.Thread(target=lambda: [api.push(friend) for _ in range(25)]) for _ in range(16)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()

    assert len(line.accepted) == 400
    assert len({row["requestId"] for row in line.accepted}) == 400


def test_who_dies_in_the_middle_of_a_call_has_made_none(line: RunningLine) -> None:
    port = int(line.url.rpartition(":")[2])
    head = f"POST /v2/bot/message/push HTTP/1.1\r\nauthorization: Bearer {line.token}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=5) as dying:
        dying.sendall(f"{head}content-length: 50\r\n\r\n{{".encode())
        dying.shutdown(socket.SHUT_WR)
        said = dying.recv(100)

    assert said == b""
    assert line.calls == []


@pytest.mark.parametrize(
    "nonsense",
    [
        b"hello\r\n\r\n",
        b"GET / SMTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 101 + b"\r\n",
    ],
)
def test_nonsense_is_answered_400(line: RunningLine, nonsense: bytes) -> None:
    assert converse(line, nonsense).startswith(b"HTTP/1.1 400 ")


def test_a_body_may_come_in_chunks(line: RunningLine) -> None:
    head = b"PUT /sim/settings HTTP/1.1\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    answer = converse(line, head, b'8\r\n{"quota"\r\n', b"4\r\n: 7}\r\n0\r\n\r\n")

    assert b'"quota":{"limit":7' in answer


def test_a_caller_that_asks_first_is_told_to_go_on(line: RunningLine) -> None:
    head = b"PUT /sim/settings HTTP/1.1\r\nconnection: close\r\n"
    asking = b"expect: 100-continue\r\ncontent-length: 2\r\n\r\n"

    assert converse(line, head, asking, b"{}").startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


def test_header_names_are_read_in_any_case(line: RunningLine) -> None:
    head = b"GET /v2/bot/info HTTP/1.1\r\nAUTHORIZATION: bearer " + line.token.encode()

    assert b"200 OK" in converse(line, head + b"\r\nConnection: close\r\n\r\n")
