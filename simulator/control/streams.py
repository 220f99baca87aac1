"""Tells listening pages the news, as Server-Sent Events."""

import json
from collections.abc import Iterator

from simulator.answers import Answer, Json
from simulator.channel import Channel
from simulator.requests import Request
from simulator.talks import Entry, News

_HEARTBEAT_SECONDS = 15.0
_STATE_PAUSE_SECONDS = 0.02
"""A burst of changes is told as one state."""


def listen(channel: Channel, request: Request) -> Answer:
    """News after Last-Event-ID, or from now on; a page that missed too much gets the state and `reload`."""
    given = request.headers.get("last-event-id") or request.query.get("after") or ""
    last = int(given) if given.isdecimal() else channel.talks.seq
    return Answer(
        content_type="text/event-stream; charset=utf-8",
        headers={"cache-control": "no-store"},
        stream=_stream(channel, last),
    )


def _stream(channel: Channel, last: int) -> Iterator[bytes]:
    with channel.lock:
        missed = channel.talks.has_forgotten(last)
        last = channel.talks.seq if missed else last
        opening = _written("state", last, {**channel.state(), "reload": missed})
    yield opening
    while not channel.stopping.is_set():
        told, last = _wait(channel, last)
        yield told


def _wait(channel: Channel, last: int) -> tuple[bytes, int]:
    """The next news as text, or a comment that keeps the connection open."""
    with channel.changed:
        is_due = channel.changed.wait_for(
            lambda: channel.talks.seq > last or channel.stopping.is_set(), timeout=_HEARTBEAT_SECONDS
        )
        if not is_due or channel.stopping.is_set():
            return b": still here\n\n", last
    channel.stopping.wait(_STATE_PAUSE_SECONDS)
    with channel.lock:
        return _told(channel, channel.talks.news_after(last)), channel.talks.seq


def _told(channel: Channel, news: list[News]) -> bytes:
    """Every piece of news; of several states only the last, for it is the present one."""
    states = [one.seq for one in news if one.kind == "state"]
    return b"".join(
        _written(one.kind, one.seq, _content(channel, one))
        for one in news
        if one.kind != "state" or one.seq == states[-1]
    )


def _content(channel: Channel, one: News) -> Json:
    if isinstance(one.content, Entry):
        return {"person": one.person_id, "entry": one.content.as_json()}
    if one.kind == "state":
        return channel.state()
    if one.kind == "menu" and one.person_id:
        return {"person": one.person_id, "menu": channel.menus.seen_by(one.person_id)}
    return dict(one.content)


def _written(kind: str, seq: int, content: Json) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"id: {seq}\nevent: {kind}\ndata: {text}\n\n".encode("utf-8", "replace")
