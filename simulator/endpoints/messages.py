"""Endpoints that send messages, and those that only check them."""

import re
from collections.abc import Iterable, Sequence

from simulator import days, ids, limits, phones
from simulator.answers import Answer, Json, Refused
from simulator.calls import body_hash
from simulator.channel import Channel
from simulator.fields import flag, listing, record, text
from simulator.messages import MESSAGES, UNITS, check
from simulator.people import Person
from simulator.requests import Request

_RECIPIENT = text(most=100)
_SHARED = {"notificationDisabled": flag}
_UNITS = {"customAggregationUnits": UNITS}
_REPLY = record({"replyToken": text(most=200), "messages": MESSAGES}, _SHARED)
_PUSH = record({"to": _RECIPIENT, "messages": MESSAGES}, {**_SHARED, **_UNITS})
_MULTICAST = record(
    {"to": listing(_RECIPIENT, most=limits.RECIPIENTS), "messages": MESSAGES}, {**_SHARED, **_UNITS}
)
_BROADCAST = record({"messages": MESSAGES}, _SHARED)
_VALIDATE = record({"messages": MESSAGES})
_ID = re.compile(r"U[0-9a-f]{32}")


def reply(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _REPLY)
    person_id = channel.reply_tokens.use(body["replyToken"], now=channel.clock.now())
    person = channel.people.get(person_id or "")
    reached = [person] if person and not (person.blocked or person.deleted) else []
    _appear(channel, request, reached, body, via="reply")
    channel.tallies.add(days.day_of(channel.clock.now()), "reply", len(reached))
    return Answer(body=_sent(body), accepted=True, delivered=_ids(reached))


def push(channel: Channel, request: Request) -> Answer:
    _check_key(channel, request, "push")
    body = request.json()
    check(body, _PUSH)
    people = _recipients(channel, [body["to"]], where="to", unknown_is_refused=True)
    return _send(channel, request, "push", people, body, answer=_sent(body))


def multicast(channel: Channel, request: Request) -> Answer:
    _check_key(channel, request, "multicast")
    body = request.json()
    check(body, _MULTICAST)
    people = _recipients(channel, body["to"], where="to[{}]", unknown_is_refused=False)
    return _send(channel, request, "multicast", people, body, answer={})


def broadcast(channel: Channel, request: Request) -> Answer:
    _check_key(channel, request, "broadcast")
    body = request.json()
    check(body, _BROADCAST)
    return _send(channel, request, "broadcast", _everybody(channel), body, answer={})


def narrowcast(channel: Channel, request: Request) -> Answer:
    """Accepted as if everybody matched: it exists so that tests can prove that nobody calls it."""
    _check_key(channel, request, "narrowcast")
    body = request.json()
    check({name: body.get(name) for name in ("messages", "notificationDisabled")}, _BROADCAST)
    answer = _send(channel, request, "narrowcast", _everybody(channel), body, answer={})
    answer.status = 202
    return answer


def validate(_channel: Channel, request: Request) -> Answer:
    check(request.json(), _VALIDATE)
    return Answer()


def _check_key(channel: Channel, request: Request, endpoint: str) -> None:
    key = request.headers.get("x-line-retry-key")
    channel.retry_keys.check(endpoint, key, now=channel.clock.now())


def _everybody(channel: Channel) -> dict[str, Person | None]:
    return {person.id: person for person in channel.people}


def _recipients(
    channel: Channel, to: Sequence[str], *, where: str, unknown_is_refused: bool
) -> dict[str, Person | None]:
    """The people of these ids; None for an id that nobody has."""
    unknown = channel.settings.unknown_ids
    refused = unknown == "refuse" or (unknown_is_refused and unknown != "deliver")
    people = {}
    for index, user_id in enumerate(to):
        person = channel.people.get(user_id)
        if person is None and (refused or not _ID.fullmatch(user_id)):
            raise bad_recipient(where.format(index))
        people[person.id if person else user_id] = person
    return people


def bad_recipient(where: str) -> Refused:
    return Refused(400, f"The property, {where}, in the request body is invalid (line: -, column: -)")


def _send(
    channel: Channel,
    request: Request,
    via: str,
    people: dict[str, Person | None],
    body: Json,
    *,
    answer: Json,
) -> Answer:
    """Count, show and remember an unasked message; all of it or nothing."""
    now = channel.clock.now()
    reached = [person for person in people.values() if person and person.is_reached_at(now)]
    strangers = [user_id for user_id, person in people.items() if person is None]
    counted = strangers if channel.settings.unknown_ids == "deliver" else []
    channel.quota.spend(len(reached) + len(counted))
    _appear(channel, request, reached, body, via=via)
    delivered = (*_ids(reached), *counted)
    _count(channel, via, delivered, body, now=now)
    channel.retry_keys.remember(
        via,
        request.headers.get("x-line-retry-key"),
        request_id=request.request_id,
        answer=answer,
        body_hash=body_hash(request.body),
        now=now,
    )
    return Answer(body=answer, accepted=True, delivered=delivered)


def _count(channel: Channel, via: str, people: Sequence[str], body: Json, *, now: float) -> None:
    """Keep what the statistics of tomorrow are made of."""
    day = days.day_of(now)
    channel.tallies.add(day, via, len(people))
    units = body.get("customAggregationUnits") or ()
    channel.units.add(units, people, body["messages"], day=day)


def _appear(channel: Channel, request: Request, people: Iterable[Person], body: Json, *, via: str) -> None:
    silent = bool(body.get("notificationDisabled"))
    for person in people:
        phones.receive(
            channel, person, body["messages"], silent=silent, request_id=request.request_id, via=via
        )


def _sent(body: Json) -> Json:
    return {
        "sentMessages": [{"id": ids.message_id(), "quoteToken": ids.opaque(32)} for _ in body["messages"]]
    }


def _ids(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)
