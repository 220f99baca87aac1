"""LINE's side of the webhook: signed events over kept-alive connections, at a rate or as fast as they go."""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105 - made up, for this measurement
_numbers = itertools.count(1)


@dataclass
class Load:
    """What was sent and how it was acknowledged."""

    sent: dict[str, float] = field(default_factory=dict)
    """By reply token: when the request went out (monotonic seconds)."""
    took: list[float] = field(default_factory=list)
    """Seconds from when a request was due to its acknowledgement."""
    refused: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.took) / self.seconds

    def percentile(self, share: float) -> float:
        """Give the acknowledgement time that this share of requests kept within."""
        return percentile(self.took, share)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


@dataclass(frozen=True)
class Shot:
    """One webhook request, ready to go."""

    tokens: list[str]
    request: bytes


def shot(port: int, *, events: int = 1) -> Shot:
    """Write and sign one request with events of people who never wrote before."""
    happened = [_event(next(_numbers)) for _ in range(events)]
    body = json.dumps({"destination": "U" + "0" * 32, "events": happened}, ensure_ascii=False).encode()
    proof = base64.b64encode(hmac.new(SECRET.encode(), body, hashlib.sha256).digest())
    head = (
        f"POST /callback HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"x-line-signature: {proof.decode()}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return Shot([str(event["replyToken"]) for event in happened], head.encode() + body)


def _event(number: int) -> dict[str, object]:
    words = {"id": str(number), "type": "text", "text": "ポイント", "quoteToken": "q"}
    return {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": f"U{number:032x}"},
        "webhookEventId": f"01BENCH{number:019d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{number:032d}",
        "message": words,
    }


def at_rate(port: int, *, per_second: float, seconds: float, connections: int = 64) -> Load:
    """Send on time whatever the answers take: a slow server cannot slow the load down."""
    shots = (shot(port) for _ in range(int(per_second * seconds)))
    return asyncio.run(run(port, shots, 1 / per_second, connections))


def at_once(port: int, *, requests: int, connections: int = 32, events: int = 1) -> Load:
    """Send as fast as answers come back."""
    return asyncio.run(run(port, iter([shot(port, events=events) for _ in range(requests)]), 0, connections))


async def run(port: int, shots: Iterator[Shot], gap: float, connections: int) -> Load:
    """Send these over so many connections, one every `gap` seconds, or as fast as answers come back."""
    load, begun = Load(), time.monotonic()
    due = (begun + gap * number if gap else 0.0 for number in itertools.count())
    schedule = zip(shots, due, strict=False)
    await asyncio.gather(*(_shoot(port, schedule, load) for _ in range(connections)))
    load.seconds = time.monotonic() - begun
    return load


async def _shoot(port: int, schedule: Iterator[tuple[Shot, float]], load: Load) -> None:
    """One connection: the next shot when its time has come, then its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for one, due in schedule:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        begun = time.monotonic()
        if reader.at_eof():
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        load.sent.update(dict.fromkeys(one.tokens, begun))
        writer.write(one.request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_length(head))
        load.took.append(time.monotonic() - (due or begun))
        load.refused += not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201"))
    writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
