"""HTTP/1.1 over sockets: reads a request, writes the answer in one go, keeps the connection."""

import json
import socket
import socketserver
import struct
from collections.abc import Callable, Iterator
from http import HTTPStatus
from io import BufferedIOBase
from urllib.parse import parse_qsl, unquote

from simulator import limits
from simulator.answers import Answer
from simulator.requests import Request

_LINE_BYTES = 65_536
_HEADERS = 100
Serve = Callable[[Request], Answer]


class Malformed(Exception):
    """The bytes are no HTTP that we understand."""


class Connection(socketserver.StreamRequestHandler):
    """One caller, with as many requests as it likes."""

    disable_nagle_algorithm = True
    server: "Server"

    def handle(self) -> None:
        try:
            while self._serve_one():
                pass
        except (ConnectionError, TimeoutError):
            return  # The caller has gone; there is nobody left to tell.
        except Malformed as broken:
            self.wfile.write(_bytes(Answer(status=400, body={"message": str(broken)}), keep=False))

    def _serve_one(self) -> bool:
        """Answer the next request; says whether to wait for another."""
        request = read(self.rfile, self.wfile)
        if request is None:
            return False
        answer = self.server.serve(request)
        if answer.hang_up:
            self._hang_up(rudely=answer.hang_up == "reset")
            return False
        keep = request.headers.get("connection", "").lower() != "close"
        if answer.stream is not None:
            self._pour(answer, answer.stream)
            return False
        self.wfile.write(_bytes(answer, keep=keep, body_wanted=request.method != "HEAD"))
        return keep

    def _pour(self, answer: Answer, stream: Iterator[bytes]) -> None:
        self.wfile.write(_head(answer, "connection: close"))
        for chunk in stream:
            self.wfile.write(chunk)

    def _hang_up(self, *, rudely: bool) -> None:
        """Close without an answer; rudely, the caller sees a reset."""
        if rudely:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Server(socketserver.ThreadingTCPServer):
    """A thread for each connection; none of them keeps the process alive."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, port: int, serve: Serve) -> None:
        super().__init__(("127.0.0.1", port), Connection)
        self.serve = serve

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close without the courtesy of a half-close, which would turn a reset into a polite end."""
        self.close_request(request)


def read(source: BufferedIOBase, sink: BufferedIOBase) -> Request | None:
    """The next request, or None when the caller has closed."""
    line = source.readline(_LINE_BYTES + 1)
    if not line:
        return None
    method, target = _split(line)
    headers = _read_headers(source)
    if headers.get("expect", "").lower() == "100-continue":
        sink.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    path, _, query = target.partition("?")
    return Request(
        method=method,
        path=unquote(path),
        query=dict(parse_qsl(query, keep_blank_values=True)) if query else {},
        headers=headers,
        body=_read_body(source, headers),
    )


def _split(line: bytes) -> tuple[str, str]:
    words = line.decode("latin-1").split()
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise Malformed("Not an HTTP/1.1 request")
    return words[0], words[1]


def _read_headers(source: BufferedIOBase) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_HEADERS):
        line = source.readline(_LINE_BYTES + 1)
        if line in (b"\r\n", b"\n", b""):
            return headers
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon:
            raise Malformed("A header has no colon")
        headers[name.strip().lower()] = value.strip()
    raise Malformed("Too many headers")


def _read_body(source: BufferedIOBase, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return b"".join(_chunks(source))
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > limits.CONTROL_BYTES:
        raise Malformed("The body is too large")
    body = source.read(int(length))
    if len(body) < int(length):
        raise ConnectionError("the caller went away in the middle of a request, which is none then")
    return body


def _chunks(source: BufferedIOBase) -> Iterator[bytes]:
    total = 0
    while True:
        try:
            size = int(source.readline(_LINE_BYTES).split(b";")[0], 16)
        except ValueError as broken:
            raise Malformed("A chunk has no size") from broken
        total += size
        if total > limits.CONTROL_BYTES:
            raise Malformed("The body is too large")
        chunk = source.read(size)
        source.readline(_LINE_BYTES)
        if not size:
            return
        yield chunk


def _bytes(answer: Answer, *, keep: bool, body_wanted: bool = True) -> bytes:
    """Head and body as one write: two would wait 40 ms for each other (Nagle and delayed ACK)."""
    body = answer.body if isinstance(answer.body, bytes) else _as_json(answer.body)
    connection = "keep-alive" if keep else "close"
    head = _head(answer, f"content-length: {len(body)}\r\nconnection: {connection}")
    return head + body if body_wanted else head


def _as_json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _head(answer: Answer, more: str) -> bytes:
    named = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
    reason = HTTPStatus(answer.status).phrase
    first = f"HTTP/1.1 {answer.status} {reason}\r\ncontent-type: {answer.content_type}\r\n"
    return f"{first}{named}{more}\r\n\r\n".encode("latin-1")
