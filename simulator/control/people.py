"""Makes people do things, and shows their talks."""

import base64
import binascii
from typing import Any

from simulator import phones, pictures
from simulator.answers import Answer, Json, Refused
from simulator.channel import Channel
from simulator.fields import flag, listing, matching, one_of, record, text
from simulator.messages import check
from simulator.people import Person
from simulator.pictures import Picture
from simulator.requests import Request

_USER_ID = matching(r"U[0-9a-f]{32}", "Must be a LINE user id")
_NEW = {"name": text(most=100)}
_ABOUT = {"language": text(most=20), "friend": flag, "id": _USER_ID}
_PERSON = record(_NEW, _ABOUT)
_CROWD = record({"people": listing(_PERSON, most=100_000)})
_ACT = record({}, {})
_TEXT = record({"text": text(most=5000)})
_POSTBACK = record(
    {"data": text(most=300)},
    {
        "displayText": text(most=300),
        "params": record(
            {},
            {name: text(most=100) for name in ("date", "time", "datetime", "newRichMenuAliasId", "status")},
        ),
    },
)
_STICKER = record({}, {"packageId": text(most=20), "stickerId": text(most=20)})
_IMAGE = record({}, {"data": text(most=15_000_000), "type": one_of("image/png", "image/jpeg")})
_UNSEND = record({}, {"messageId": text(most=100)})


def add(channel: Channel, request: Request) -> Answer:
    """One person, or many under `people`."""
    body = request.json()
    many = "people" in body
    check(body, _CROWD if many else _PERSON)
    added = [_add(channel, one) for one in (body["people"] if many else [body])]
    channel.tell_state()
    return Answer(body={"added": len(added)} if many else added[0].as_json())


def talk(channel: Channel, request: Request) -> Answer:
    """Everything on this person's screen; looking at it makes it read."""
    person = _person(channel, request)
    person.unread = 0
    return Answer(
        body={
            "entries": [entry.as_json() for entry in channel.talks.of(person.id)],
            "menu": channel.menus.seen_by(person.id),
            "loading": person.loading_until > channel.clock.now(),
        }
    )


def read(channel: Channel, request: Request) -> Answer:
    person = _person(channel, request)
    person.unread = 0
    channel.tell_state()
    return Answer(body=person.as_json())


def follow(channel: Channel, request: Request) -> Answer:
    person, _ = _act(channel, request, _ACT)
    return _happened(phones.follow(channel, person))


def block(channel: Channel, request: Request) -> Answer:
    person, _ = _act(channel, request, _ACT)
    return _happened(phones.block(channel, person))


def unblock(channel: Channel, request: Request) -> Answer:
    person, _ = _act(channel, request, _ACT)
    return _happened(phones.unblock(channel, person))


def say(channel: Channel, request: Request) -> Answer:
    person, body = _act(channel, request, _TEXT)
    return _happened(phones.say(channel, person, body["text"]))


def tap(channel: Channel, request: Request) -> Answer:
    person, body = _act(channel, request, _POSTBACK)
    return _happened(
        phones.tap(
            channel,
            person,
            body["data"],
            display_text=body.get("displayText"),
            params=body.get("params"),
        )
    )


def post_sticker(channel: Channel, request: Request) -> Answer:
    person, body = _act(channel, request, _STICKER)
    package, sticker = body.get("packageId", "446"), body.get("stickerId", "1988")
    return _happened(phones.post_sticker(channel, person, package, sticker))


def post_image(channel: Channel, request: Request) -> Answer:
    """The picture comes as base64 under `data`; without it a plain one is posted."""
    person, body = _act(channel, request, _IMAGE)
    return _happened(phones.post_image(channel, person, _picture(body) if "data" in body else None))


def unsend(channel: Channel, request: Request) -> Answer:
    person, body = _act(channel, request, _UNSEND)
    return _happened(phones.unsend(channel, person, body.get("messageId")))


def delete_account(channel: Channel, request: Request) -> Answer:
    person, _ = _act(channel, request, _ACT)
    phones.delete_account(channel, person)
    return _happened(None)


def _add(channel: Channel, one: Json) -> Person:
    return channel.people.add(
        one["name"],
        language=one.get("language", "ja"),
        friend=one.get("friend", False),
        user_id=one.get("id"),
    )


def _act(channel: Channel, request: Request, shape: Any) -> tuple[Person, Json]:
    body = request.json()
    check(body, shape)
    return _person(channel, request), body


def _person(channel: Channel, request: Request) -> Person:
    person = channel.people.get(request.params["person"])
    if person is None:
        raise Refused(404, "その人はいません / There is no such person")
    return person


def _picture(body: Json) -> Picture:
    try:
        content = base64.b64decode(body["data"], validate=True)
    except binascii.Error as broken:
        raise Refused(400, "画像を読めません / The picture cannot be read") from broken
    if pictures.size(content) is None:
        raise Refused(400, "PNGかJPEGの画像を選んでください / Choose a PNG or JPEG picture")
    return Picture(content, "image/png" if content.startswith(b"\x89PNG") else "image/jpeg")


def _happened(event: Json | None) -> Answer:
    return Answer(body={"event": event})
