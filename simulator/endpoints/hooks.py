"""Endpoints about the bot's own webhook address."""

from datetime import UTC, datetime
from typing import Any

from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.deliveries import Delivery
from simulator.fields import Details, complain, https, record
from simulator.messages import check
from simulator.requests import Request


def _address(value: Any, where: str, details: Details) -> None:
    https(value, where, details)
    if isinstance(value, str) and len(value) > 500:
        complain(details, where, "Length must be between 1 and 500")


_ENDPOINT = record({"endpoint": _address})
_TEST = record({}, {"endpoint": _address})


def get(channel: Channel, _request: Request) -> Answer:
    if not channel.settings.webhook:
        raise Refused(404, "Webhook endpoint is not set")
    return Answer(body={"endpoint": channel.settings.webhook, "active": True})


def put(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _ENDPOINT)
    channel.settings.webhook = body["endpoint"]
    channel.tell_state()
    return Answer()


def test(channel: Channel, request: Request) -> Answer:
    """Send the bot a request without events and tell how it answered."""
    body = request.json()
    check(body, _TEST)
    address = body.get("endpoint") or channel.settings.webhook
    if not address:
        raise Refused(404, "Webhook endpoint is not set")
    return Answer(body=_told(channel.webhooks.post([], address=address)))


def _told(delivery: Delivery) -> dict[str, Any]:
    at = datetime.fromtimestamp(delivery.at / 1000, tz=UTC).isoformat(timespec="milliseconds")
    return {
        "success": delivery.error is None,
        "timestamp": at.replace("+00:00", "Z"),
        "statusCode": delivery.status or 0,
        "reason": "OK" if delivery.error is None else delivery.error.upper(),
        "detail": str(delivery.status or delivery.error),
    }
