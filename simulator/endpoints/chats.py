"""Endpoints about a talk: the loading animation and the read mark."""

from typing import Any

from simulator import phones
from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.fields import Details, complain, number, record, text
from simulator.messages import check
from simulator.requests import Request


def _fives(value: Any, where: str, details: Details) -> None:
    number(least=5, most=60)(value, where, details)
    if isinstance(value, int) and value % 5:
        complain(details, where, "Must be a multiple of 5")


_LOADING = record({"chatId": text(most=100)}, {"loadingSeconds": _fives})
_READ = record({"markAsReadToken": text(most=1000)})


def start_loading(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _LOADING)
    person = channel.people.get(body["chatId"])
    if person is None:
        raise Refused(400, "Invalid chat ID")
    if person.is_known_to_bot():
        phones.start_loading(channel, person, body.get("loadingSeconds", 20))
    return Answer(status=202)


def mark_as_read(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _READ)
    person_id = channel.read_tokens.whose(body["markAsReadToken"])
    if person_id is None:
        raise Refused(400, "Invalid markAsReadToken")
    channel.talks.tell("read", person_id, {"person": person_id})
    channel.changed.notify_all()
    return Answer()
