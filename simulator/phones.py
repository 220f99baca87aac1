"""What people do on their phones, and what appears there."""

from collections.abc import Iterable
from typing import Any

from simulator import events, pictures
from simulator.answers import Json, Refused
from simulator.channel import Channel
from simulator.people import Person
from simulator.pictures import Picture
from simulator.talks import Entry

_SYSTEM = {
    "follow": "友だちに追加しました / Added as a friend",
    "unblock": "ブロックを解除しました / Unblocked",
    "block": "ブロックしました / Blocked",
    "unsend": "メッセージの送信を取り消しました / Message unsent",
    "delete-account": "LINEをやめました / Deleted the LINE account",
}


def follow(channel: Channel, person: Person) -> Json | None:
    """Add the account as a friend, or unblock it; nothing happens when it is a friend already."""
    _must_exist(person)
    if person.friend and not person.blocked:
        return None
    came_back = person.blocked
    person.friend, person.blocked = True, False
    _note(channel, person, "unblock" if came_back else "follow")
    return _happen(channel, person, "follow", replies=True, follow={"isUnblocked": came_back})


def block(channel: Channel, person: Person) -> Json | None:
    _must_exist(person)
    if person.blocked:
        return None
    person.blocked = True
    _note(channel, person, "block")
    return _happen(channel, person, "unfollow", replies=False)


def unblock(channel: Channel, person: Person) -> Json | None:
    return follow(channel, person) if person.blocked else None


def say(channel: Channel, person: Person, text: str) -> Json:
    return _write(channel, person, events.text_message(text, read_token=channel.read_tokens.issue(person.id)))


def post_sticker(channel: Channel, person: Person, package_id: str, sticker_id: str) -> Json:
    message = events.sticker_message(package_id, sticker_id, read_token=channel.read_tokens.issue(person.id))
    return _write(channel, person, message)


def post_image(channel: Channel, person: Person, picture: Picture | None = None) -> Json:
    """Post a picture; a plain grey one unless given."""
    message = events.image_message(read_token=channel.read_tokens.issue(person.id))
    channel.pictures.keep(message["id"], picture or pictures.plain())
    address = f"/content/{message['id']}"
    shown = {**message, "originalContentUrl": address, "previewImageUrl": address}
    return _write(channel, person, message, shown=shown)


def tap(
    channel: Channel,
    person: Person,
    data: str,
    *,
    display_text: str | None = None,
    params: Json | None = None,
) -> Json:
    """Tap a button with a postback; its displayText appears as the person's own words."""
    _must_be_able_to_write(person)
    person.wrote_at = channel.clock.now()
    if display_text:
        _show(channel, person, "person", {"type": "text", "text": display_text})
    postback: Json = {"data": data, **({"params": params} if params else {})}
    return _happen(channel, person, "postback", replies=True, postback=postback)


def link_account(channel: Channel, person: Person, nonce: str) -> Json:
    """Say yes in LINE's own dialog to being linked with the account of a web shop."""
    _must_be_able_to_write(person)
    return _happen(channel, person, "accountLink", replies=True, link={"result": "ok", "nonce": nonce})


def unsend(channel: Channel, person: Person, message_id: str | None = None) -> Json:
    """Take back a message of theirs; the latest unless named."""
    _must_be_able_to_write(person)
    own = [entry for entry in channel.talks.of(person.id) if entry.side == "person" and "id" in entry.message]
    found = [entry for entry in own if message_id in (None, entry.message["id"])]
    if not found:
        raise Refused(404, "取り消せるメッセージがありません / There is no message to unsend")
    taken = str(found[-1].message["id"])
    found[-1].message = {"type": "unsent"}
    channel.pictures.drop(taken)
    _note(channel, person, "unsend")
    return _happen(channel, person, "unsend", replies=False, unsend={"messageId": taken})


def delete_account(channel: Channel, person: Person) -> None:
    """Leave LINE; the platform tells the bot nothing."""
    person.deleted = True
    _note(channel, person, "delete-account")
    channel.tell_state()


def receive(
    channel: Channel, person: Person, messages: Iterable[Json], *, silent: bool, request_id: str, via: str
) -> None:
    """Messages of the bot appear, and the loading animation goes."""
    now = channel.clock.now_ms()
    stop_loading(channel, person)
    for message in messages:
        channel.talks.add(person.id, "bot", message, at=now, silent=silent, request_id=request_id, via=via)
        person.unread += 1
    channel.changed.notify_all()


def start_loading(channel: Channel, person: Person, seconds: int) -> None:
    person.loading_until = channel.clock.now() + seconds
    channel.talks.tell("loading", person.id, {"person": person.id, "loading": True, "seconds": seconds})
    channel.changed.notify_all()


def stop_loading(channel: Channel, person: Person) -> None:
    if person.loading_until:
        person.loading_until = 0.0
        channel.talks.tell("loading", person.id, {"person": person.id, "loading": False})


def _write(channel: Channel, person: Person, message: Json, *, shown: Json | None = None) -> Json:
    _must_be_able_to_write(person)
    person.wrote_at = channel.clock.now()
    _show(channel, person, "person", shown or message)
    return _happen(channel, person, "message", replies=True, message=message)


def _happen(channel: Channel, person: Person, kind: str, *, replies: bool, **content: Any) -> Json:
    """Make the event, with a reply token where this type has one, and send it on its way."""
    now = channel.clock.now()
    token = channel.reply_tokens.issue(person.id, now=now) if replies else None
    happened = events.event(
        kind, user_id=person.id, at_ms=channel.clock.now_ms(), reply_token=token, **content
    )
    person.unread = 0
    channel.webhooks.send(happened)
    channel.tell_state()
    return happened


def _note(channel: Channel, person: Person, what: str) -> None:
    _show(channel, person, "system", {"type": "system", "event": what, "text": _SYSTEM[what]})


def _show(channel: Channel, person: Person, side: Any, message: Json) -> Entry:
    return channel.talks.add(person.id, side, message, at=channel.clock.now_ms())


def _must_exist(person: Person) -> None:
    if person.deleted:
        raise Refused(409, "この人はLINEをやめています / This person has left LINE")


def _must_be_able_to_write(person: Person) -> None:
    _must_exist(person)
    if person.blocked:
        raise Refused(409, "ブロック中は送れません。先に解除してください / Unblock the account first")
