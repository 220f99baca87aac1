"""A wire to the stand-in, and the calls that tests of it make."""

import uuid
from typing import Any

from bot import bodies
from bot.answers import Answer
from bot.credentials import Credentials
from bot.line import Wire
from simulator import RunningLine

HELLO = [{"type": "text", "text": "こんにちは😀"}]


def wire_to(line: RunningLine, **given: Any) -> Wire:
    credentials = Credentials(line.channel_id, line.channel_secret, given.pop("token", line.token))
    return Wire(lambda: credentials, api_base=line.url, data_base=line.url, **given)


def friend(line: RunningLine) -> str:
    person = line.people("花子")
    person.follow()
    return person.id


def push(wire: Wire, user_id: str, key: str | None = None) -> Answer:
    return wire.push(bodies.push_body(user_id, HELLO), retry_key=key or str(uuid.uuid4()))


def multicast(wire: Wire, user_ids: list[str], key: str | None = None) -> Answer:
    body = bodies.multicast_body(user_ids, HELLO, unit="c_1")
    return wire.multicast(body, retry_key=key or str(uuid.uuid4()), recipients=len(user_ids))
