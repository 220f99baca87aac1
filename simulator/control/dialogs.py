"""LINE's own page between a web shop and the talk: the last yes to linking the two accounts."""

import re

from simulator import phones
from simulator.answers import Answer, Refused
from simulator.channel import Channel
from simulator.requests import Request

_NONCE = re.compile(r"[A-Za-z0-9+/=_-]{10,255}")
_DONE = "<!doctype html><meta charset=utf-8><title>LINE</title><p>連携しました。トークに戻れます。 / Linked."


def link(channel: Channel, request: Request) -> Answer:
    """Send the event; with a token that is over LINE sends none."""
    token, nonce = request.query.get("linkToken", ""), request.query.get("nonce", "")
    if not _NONCE.fullmatch(nonce):
        raise Refused(400, "nonceが正しくありません / The nonce is invalid")
    person = channel.people.get(channel.link_tokens.use(token, now=channel.clock.now()) or "")
    if person is None:
        raise Refused(400, "時間が過ぎました。はじめからお試しください / The link token is over")
    phones.link_account(channel, person, nonce)
    return Answer(body=_DONE.encode(), content_type="text/html; charset=utf-8")
