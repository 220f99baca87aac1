"""One turn of a conversation: what a handler is given, and the table that says which handler is asked."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy.orm import Session

from bot.wording import Words
from models.members import Language, Member
from services.consent import Evidence
from services.errors import RuleError
from services.people import Person
from services.settings import Choices, Shopfront
from services.vault import Vault

__all__ = ["Event", "Handler", "Late", "MembersOnly", "Routes", "Said", "Turn", "Words"]


class MembersOnly(RuleError):
    """Somebody who is no member asked for what only members have."""


@dataclass(frozen=True)
class Event:
    """One webhook event as LINE sent it."""

    id: str
    kind: str
    occurred_at: datetime
    received_at: datetime
    reply_token: str | None
    body: Mapping[str, Any]
    sha256: str
    """Of the event as it was kept; evidence of an answer without its contents."""

    @property
    def user_id(self) -> str:
        return str(self.body["source"]["userId"])

    @property
    def text(self) -> str | None:
        """What was typed; None for pictures, stickers and all that is no text."""
        message = _inner(self.body, "message")
        text = message.get("text") if message.get("type") == "text" else None
        return _without_half_characters(text) if isinstance(text, str) else None

    @property
    def params(self) -> dict[str, str]:
        """The data of a tapped button, with what a date picker adds to it."""
        postback = _inner(self.body, "postback")
        data = _without_half_characters(str(postback.get("data", "")))
        picked = {name: str(value) for name, value in _inner(postback, "params").items()}
        return picked | dict(parse_qsl(data, keep_blank_values=True))


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Everything about one thing that one person did."""

    session: Session
    vault: Vault
    person: Person
    event: Event
    now: datetime
    language: Language
    choices: Choices
    shop: Shopfront
    papers_url: str = ""
    """Where one-time links lead."""
    cards_url: str | None = None
    """Where pictures of cards lie; None: LINE could not fetch them from there."""

    def paper(self, token: str) -> str:
        """Give the address of a one-time link, to be opened in the phone's own browser, which can keep files.

        LINE's own browser cannot (https://developers.line.biz/en/docs/messaging-api/using-line-url-scheme/).
        """
        return f"{self.papers_url}/{token}?language={self.language}&openExternalBrowser=1"

    @property
    def member(self) -> Member:
        """The member who speaks; raise MembersOnly for a stranger."""
        if self.person.member is None:
            raise MembersOnly
        return self.person.member

    @property
    def params(self) -> Mapping[str, str]:
        return self.event.params

    @property
    def text(self) -> str | None:
        return self.event.text

    @property
    def evidence(self) -> Evidence:
        """What proves that it was them."""
        event = self.event
        return Evidence(event.id, event.occurred_at, event.sha256, f"line.{event.kind}")


@dataclass(frozen=True)
class Said:
    """Words with the name of their occasion, where it is not the handler's own."""

    words: Words
    occasion: str


Handler = Callable[[Turn], Words | Said]


@dataclass(frozen=True)
class Late:
    """Something that was done earlier, and could not be answered in time."""

    occasion: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The bot's table of contents, filled by handlers/routes.py."""

    events: Mapping[str, Handler]
    """By LINE's event type, `message` and `postback` apart."""
    actions: Mapping[str, Handler]
    """By the `action` of a button."""
    recognise: Callable[[str], Handler | None]
    """By what was typed."""
    fallback: Handler
    """For every other message and button."""
    refusals: Callable[[RuleError, Turn], Words | Said]
    failure: Callable[[Turn, str], Words]
    """The apology, with the reference number."""
    late: Callable[[Sequence[Late], Turn], Words]

    @property
    def kinds(self) -> frozenset[str]:
        """The event types that are dealt with."""
        return frozenset({"message", "postback", *self.events})

    def handler(self, turn: Turn) -> Handler:
        """Find who answers this turn."""
        if turn.event.kind == "postback":
            return self.actions.get(turn.params.get("action", ""), self.fallback)
        if turn.event.kind == "message":
            return (self.recognise(turn.text) if turn.text else None) or self.fallback
        return self.events.get(turn.event.kind, self.fallback)


def read(payload: bytes, *, event_id: str, occurred_at: datetime, received_at: datetime) -> Event:
    """Read the event that was kept in these bytes."""
    body = json.loads(payload)
    token = body.get("replyToken")
    return Event(
        id=event_id,
        kind=body["type"],
        occurred_at=occurred_at,
        received_at=received_at,
        reply_token=token if isinstance(token, str) else None,
        body=body,
        sha256=hashlib.sha256(payload).hexdigest(),
    )


def _inner(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    inner = body.get(name)
    return inner if isinstance(inner, dict) else {}


def _without_half_characters(text: str) -> str:
    """JSON can carry half of a surrogate pair, and NUL; no database and no UTF-8 body can."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "\ufffd")
