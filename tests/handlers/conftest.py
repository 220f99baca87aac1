"""People who talk to the bot: their events go the whole way through inbox, dispatcher and handlers."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from bot.dispatcher import Dispatcher
from bot.wording import Words
from handlers.routes import routes
from models import base
from models.inbox import InboxState
from models.members import Member
from services import inbox, people, replies, settings
from services.replies import End, Speech
from tests import makers
from tests.bot.wording import limits
from tests.clock import Clock

NUMBERS = itertools.count()
PAPERS = "https://shop.example/papers"


@dataclass
class Customer:
    """One person's talk with the bot; remembers what was shown, so that its buttons can be pressed."""

    talk: "Talk"
    user_id: str
    shown: Words = field(default_factory=list)

    def adds_us(self, **follow: Any) -> Words:
        return self.does("follow", follow={"isUnblocked": False, **follow})

    def blocks_us(self) -> Words:
        return self.does("unfollow")

    def says(self, text: str) -> Words:
        return self.does("message", message={"type": "text", "id": "1", "text": text})

    def sends(self, kind: str) -> Words:
        """A sticker, a picture, anything that is no text."""
        return self.does("message", message={"type": kind, "id": "1"})

    def presses(self, label: str) -> Words:
        """Press the first button with this label among all that was ever shown."""
        [action, *_] = [action for action in reversed(limits.actions(self.shown)) if action["label"] == label]
        return self.does("postback", postback={"data": action["data"]})

    def asks_for(self, action: str, **params: str) -> Words:
        return self.does("postback", postback={"data": urlencode({"action": action, **params})})

    def does(self, kind: str, **what: Any) -> Words:
        words = self.talk.hear(self.user_id, kind, what)
        assert not words or limits.breaches(words) == []
        self.shown += words
        return words

    def joins(self, *answers: str) -> "Customer":
        """Add the shop, become a member, and answer the second question."""
        self.adds_us()
        self.presses("登録する")
        for answer in answers:
            self.talk.clock.advance(seconds=5)
            self.presses(answer)
        self.talk.clock.advance(seconds=5)
        return self


class Undone(base.Sessions):
    """The product's sessions upon one that is undone when the test ends; each begins with a fresh eye."""

    def __init__(self, session: Session) -> None:
        self._session, self.engine = session, session.get_bind().engine

    @contextmanager
    def begin(self) -> Iterator[Session]:
        self._session.expire_all()
        with self._session.begin_nested():
            yield self._session


class Talk:
    """The bot's side of all talks, on one database."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.sessions, self.clock = Undone(session), clock
        self.too_late = False
        """Whether every reply token dies before it can be used."""
        self.vault = makers.unlocked(session)
        self.dispatcher = Dispatcher(
            self.sessions, self.sessions, lambda: self.vault, routes(), clock=clock, papers_url=PAPERS
        )

    def customer(self) -> Customer:
        return Customer(self, f"U{next(NUMBERS):032x}")

    def friend(self, answer: str) -> Customer:
        """Somebody who became a member long ago, with this answer to the second question."""
        friend = self.customer()
        with self.make() as make:
            make.member(
                reachable=answer == "受け取る",
                only_expiry=answer == "期限の連絡だけ",
                line_user_id=friend.user_id,
            )
        return friend

    def hear(self, user_id: str, kind: str, what: dict[str, Any]) -> Words:
        """Take one event in and deal with it; give what LINE is asked to say."""
        event = self._event(user_id, kind, what)
        with self.sessions.begin() as session:
            inbox.record(session, self.vault, [event], kinds=routes().kinds, now=self.clock())
        return self.tries_again()

    def tries_again(self) -> Words:
        """Deal with the event that waits."""
        if self.too_late:
            self.clock.advance(minutes=2)
        [dealt] = self.dispatcher.deal_with()
        return self.said(dealt.speech) if dealt.speech else []

    def said(self, speech: Speech) -> Words:
        """Let LINE have taken it; give the words."""
        with self.sessions.begin() as session:
            replies.finish(session, [End(speech, InboxState.DONE)], now=self.clock())
        return speech.messages

    def _event(self, user_id: str, kind: str, what: dict[str, Any]) -> dict[str, Any]:
        number = next(NUMBERS)
        event = {
            "type": kind,
            "mode": "active",
            "webhookEventId": f"01TALK{number:020d}",
            "timestamp": int(self.clock().timestamp() * 1000),
            "source": {"type": "user", "userId": user_id},
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token{number}",
            **what,
        }
        return json.loads(json.dumps(event))  # type: ignore[no-any-return]

    @contextmanager
    def make(self) -> Iterator[makers.Make]:
        """Rows made by hand, kept when the block ends."""
        with self.sessions.begin() as session:
            yield makers.Make(session, self.vault, settings.read(session))

    def set(self, **choices: str) -> None:
        with self.sessions.begin() as session:
            for name, value in choices.items():
                settings.change(session, name, value, now=self.clock())

    def member(self, customer: Customer) -> Member | None:
        with self.sessions.begin() as session:
            return people.meet(session, self.vault, customer.user_id).member


@pytest.fixture
def talk(session: Session, clock: Clock) -> Talk:
    return Talk(session, clock)


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer()


def read(words: Words) -> str:
    """All that a person reads in these words."""
    return "\n".join(limits.texts(words))


def labels(words: Words) -> list[str]:
    """The buttons, in order."""
    return [action["label"] for action in limits.actions(words)]
