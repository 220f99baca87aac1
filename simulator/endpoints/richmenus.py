"""Endpoints about rich menus."""

from simulator import limits
from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.fields import listing, record, text
from simulator.messages import check
from simulator.requests import Request
from simulator.richmenus import MENU

_USERS = listing(text(most=100), most=limits.RECIPIENTS)
_BULK_LINK = record({"richMenuId": text(most=100), "userIds": _USERS})
_BULK_UNLINK = record({"userIds": _USERS})


def create(channel: Channel, request: Request) -> Answer:
    menu = request.json()
    check(menu, MENU)
    return Answer(body={"richMenuId": channel.menus.create(menu)})


def validate(_channel: Channel, request: Request) -> Answer:
    check(request.json(), MENU)
    return Answer()


def get(channel: Channel, request: Request) -> Answer:
    return Answer(body=channel.menus.get(request.params["richMenuId"]))


def list_all(channel: Channel, _request: Request) -> Answer:
    return Answer(body={"richmenus": channel.menus.all()})


def delete(channel: Channel, request: Request) -> Answer:
    channel.menus.delete(request.params["richMenuId"])
    return _changed(channel, None)


def put_picture(channel: Channel, request: Request) -> Answer:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    channel.menus.give_picture(request.params["richMenuId"], request.body, kind)
    return Answer()


def get_picture(channel: Channel, request: Request) -> Answer:
    picture = channel.menus.picture(request.params["richMenuId"])
    return Answer(body=picture.content, content_type=picture.content_type)


def get_default(channel: Channel, _request: Request) -> Answer:
    if channel.menus.default is None:
        raise Refused(404, "no default richmenu")
    return Answer(body={"richMenuId": channel.menus.default})


def set_default(channel: Channel, request: Request) -> Answer:
    channel.menus.set_default(request.params["richMenuId"])
    return _changed(channel, None)


def cancel_default(channel: Channel, _request: Request) -> Answer:
    channel.menus.default = None
    return _changed(channel, None)


def get_of_user(channel: Channel, request: Request) -> Answer:
    menu_id = channel.menus.linked_to(request.params["userId"])
    if menu_id is None:
        raise Refused(404, "the user has no richmenu")
    return Answer(body={"richMenuId": menu_id})


def link(channel: Channel, request: Request) -> Answer:
    channel.menus.link(request.params["userId"], request.params["richMenuId"])
    return _changed(channel, request.params["userId"])


def unlink(channel: Channel, request: Request) -> Answer:
    channel.menus.unlink(request.params["userId"])
    return _changed(channel, request.params["userId"])


def link_many(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _BULK_LINK)
    for user_id in body["userIds"]:
        channel.menus.link(user_id, body["richMenuId"])
    return _changed(channel, None, status=202)


def unlink_many(channel: Channel, request: Request) -> Answer:
    body = request.json()
    check(body, _BULK_UNLINK)
    for user_id in body["userIds"]:
        channel.menus.unlink(user_id)
    return _changed(channel, None, status=202)


def _changed(channel: Channel, user_id: str | None, *, status: int = 200) -> Answer:
    """Pages hear whose menu may have changed; None is everybody's."""
    channel.talks.tell("menu", user_id, {"person": user_id})
    channel.changed.notify_all()
    return Answer(status=status)
