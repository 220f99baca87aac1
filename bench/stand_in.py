"""A LINE that only counts: answers every call after 50 ms, and remembers when each came, or how many did."""

import asyncio
import json
import os
import sys
import time
from collections import Counter

DELAY = float(os.environ.get("BENCH_DELAY", "0.050"))
"""Seconds that LINE takes to answer a call."""
TENTH = 10
"""Calls are counted by tenths of a second, since LINE limits them by the second."""
_replies: dict[str, float] = {}
_calls: dict[str, Counter[int]] = {"multicast": Counter(), "push": Counter()}
_people = {"multicast": 0, "push": 0}


async def serve(port: int) -> None:
    server = await asyncio.start_server(_talk, "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one kept-alive connection."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            body = await reader.readexactly(_length(head))
            arrived = time.monotonic()
            answer = await _answer(head.split(b" ", 2)[1], body, arrived)
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-line-request-id: bench\r\n"
                b"content-length: %d\r\n\r\n%s" % (len(answer), answer)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _answer(path: bytes, body: bytes, arrived: float) -> bytes:
    if path == b"/v2/bot/message/reply":
        _replies[json.loads(body)["replyToken"]] = arrived
        await asyncio.sleep(DELAY)
        return b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'
    kind = path.rpartition(b"/")[2].decode()
    if kind in _calls:
        _calls[kind][int(arrived * TENTH)] += 1
        _people[kind] += body.count(b'"U', 0, body.index(b'"messages"'))
        await asyncio.sleep(DELAY)
        return b'{"sentMessages":[{"id":"1","quoteToken":"q"}]}'
    if path == b"/calls":
        return json.dumps({"calls": _calls, "people": _people}).encode()
    if path == b"/count":
        return str(len(_replies)).encode()
    return json.dumps(_replies).encode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
