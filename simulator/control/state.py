"""Shows and changes the simulator itself: settings, faults, logs."""

from typing import Any

from simulator import limits, messages
from simulator.answers import Answer
from simulator.channel import Channel
from simulator.fields import listing, record, text
from simulator.requests import Request
from simulator.settings import CHANGE


def _anything(_value: Any, _where: str, _details: Any) -> None:
    """A raw event may be as odd as a test wants it."""


_RAW = record(
    {},
    {
        "events": listing(_anything, least=0, most=10_000),
        "body": text(most=10**7),
        "signature": text(most=1000, least=0),
    },
)
_PLAIN = (
    "webhook",
    "redelivery",
    "redelivery_interval",
    "redelivery_times",
    "duplicates",
    "reorder",
    "unknown_ids",
    "webhook_timeout",
)


def show(channel: Channel, _request: Request) -> Answer:
    return Answer(body=channel.state())


def reset(channel: Channel, _request: Request) -> Answer:
    channel.reset()
    return Answer(body=channel.state())


def show_faults(channel: Channel, _request: Request) -> Answer:
    return Answer(body={"faults": channel.faults.as_json()})


def put_faults(channel: Channel, request: Request) -> Answer:
    """Replace the whole table of rules."""
    channel.faults.replace(request.json())
    channel.tell_state()
    return show_faults(channel, request)


def put_settings(channel: Channel, request: Request) -> Answer:
    """Change what is named and leave the rest; the answer is the new state."""
    body = request.json()
    messages.check(body, CHANGE)
    change(channel, body)
    return show(channel, request)


def change(channel: Channel, body: dict[str, Any]) -> None:
    for name in _PLAIN:
        if name in body:
            setattr(channel.settings, name, body[name] or (None if name == "webhook" else body[name]))
    for endpoint, (calls, seconds) in body.get("rates", {}).items():
        channel.rates.set(endpoint, (calls, seconds))
    channel.clock.ahead = body.get("ahead", channel.clock.ahead)
    if "quota" in body:
        _change_quota(channel, body["quota"])
    channel.tell_state()


def _change_quota(channel: Channel, wanted: Any) -> None:
    """A number or null is the limit; an object may also set what is used."""
    named = wanted if isinstance(wanted, dict) else {"limit": wanted}
    channel.quota.limit = named.get("limit", channel.quota.limit)
    channel.quota.used = named.get("used", channel.quota.used)


def calls(channel: Channel, request: Request) -> Answer:
    """The latest calls; `?endpoint=` and `?last=` narrow them."""
    last = request.query.get("last", "")
    count = int(last) if last.isdecimal() else limits.KEPT_CALLS
    return Answer(body={"calls": channel.calls.latest(count, endpoint=request.query.get("endpoint"))})


def accepted(channel: Channel, request: Request) -> Answer:
    """What reached whom; `?person=` narrows it, `?counts=1` only counts unasked calls for each person."""
    if request.query.get("counts"):
        return Answer(body={"counts": dict(channel.calls.counts())})
    return Answer(body={"accepted": channel.calls.accepted(person_id=request.query.get("person"))})


def webhooks(channel: Channel, _request: Request) -> Answer:
    deliveries = [delivery.as_json() for delivery in channel.webhooks.deliveries]
    return Answer(body={"deliveries": deliveries, "idle": channel.webhooks.is_idle()})


def send_raw(channel: Channel, request: Request) -> Answer:
    """Deliver these events, or this body, at once; under another signature when one is given."""
    body = request.json()
    messages.check(body, _RAW)
    raw = body["body"].encode() if "body" in body else None
    delivery = channel.webhooks.post(body.get("events", []), body=raw, signature=body.get("signature"))
    return Answer(body=delivery.as_json())
