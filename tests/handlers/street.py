"""A small town for the state machine: people, the bot and the shop's desk, on one session that is undone."""

import itertools
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.routes import routes
from models.inbox import InboxEvent, InboxState
from models.notices import Notice
from services import (
    announcements,
    approvals,
    forgetting,
    inbox,
    japan,
    notices,
    outcomes,
    plans,
    seals,
    sendings,
    settings,
)
from services.calls import Answer, Kind
from services.sendings import Claim, Rest
from tests.bot.wording import limits
from tests.clock import Clock
from tests.desk import WORDS
from tests.handlers.conftest import Talk
from tests.handlers.truth import Button, Somebody, Truth
from tests.makers import Make

Json = dict[str, Any]
PRINTED = [
    ("weekly_cap", "1"),
    ("weekly_cap", "3"),
    ("weekly_cap", "0"),
    ("quiet_from", "18:00"),
    ("quiet_from", "23:00"),
    ("sleep_months", "12"),
    ("sleep_months", "36"),
    ("sleep_months", "0"),
    ("contact", "0120-000-000"),
]
"""What a shop may change that its notices print: limits looser and stricter, terms further and nearer."""
LAPSES = [timedelta(hours=11), timedelta(hours=24), timedelta(days=8), timedelta(days=31), timedelta(days=91)]


@dataclass
class Event:
    """What somebody did, and when by LINE's clock; it may come in late, twice, or after later ones."""

    who: Somebody
    kind: str
    what: Json
    at: datetime
    button: Button | None = None
    word: str = ""
    id: str = ""


@dataclass
class Street:
    """Everything that can happen, done at once to the product and to the truth."""

    session: Session
    people: list[Somebody]
    clock: Clock = field(default_factory=Clock)
    truth: Truth = field(default_factory=Truth)
    buttons: list[Button] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    held: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self.talk = Talk(self.session, self.clock)
        self.make = Make(self.session, self.talk.vault)
        self.approver = self.make.staff()
        self._read_notices()

    @property
    def now(self) -> datetime:
        return self.clock.now

    def choices(self) -> settings.Choices:
        return settings.read(self.session)

    def happens(self, event: Event, *, held: bool = False) -> None:
        """Let somebody do something; a held event is on its way until `arrive`."""
        event.id = f"01STREET{next(self._numbers):018d}"
        self.events[event.id] = event
        self.held.append(event)
        if not held:
            self.arrive([event])

    def arrive(self, events: list[Event]) -> None:
        """Bring these events in by one webhook, and deal with all that waits, in the order it is taken."""
        self.held = [event for event in self.held if event not in events]
        with self.talk.sessions.begin() as session:
            written = [self._written(event) for event in events]
            inbox.record(session, self.talk.vault, written, kinds=routes().kinds, now=self.now)
        while found := self.talk.dispatcher.deal_with():
            [dealt] = found
            self._apply(self.events[dealt.event_id])
            if dealt.speech is not None:
                self._keep_buttons(self.events[dealt.event_id].who, self.talk.said(dealt.speech))

    def _written(self, event: Event) -> Json:
        return {
            "type": event.kind,
            "mode": "active",
            "webhookEventId": event.id,
            "timestamp": round(event.at.timestamp() * 1000),
            "source": {"type": "user", "userId": event.who.user_id},
            "deliveryContext": {"isRedelivery": False},
            "replyToken": event.id.lower(),
            **event.what,
        }

    def _apply(self, event: Event) -> None:
        """Let the truth have it too."""
        who, at, life = event.who, event.at, event.who.life
        if event.kind == "follow":
            self.truth.follow(who, at)
        elif event.kind == "unfollow":
            self.truth.unfollow(who, at)
        elif event.button is not None:
            self.truth.tap(who, event.button, at, self.now)
        elif event.word == "登録しない" and life is None:
            who.refused_at = self.now
        elif event.word == "停止" and life:
            self.truth.stop(life, at)
        elif event.word == "rest_for" and life:
            life.rests_until = japan.end_of(japan.day(self.now + timedelta(days=7)))
        elif event.word == "rest_end" and life:
            life.rests_until = None

    def _keep_buttons(self, who: Somebody, words: list[Json]) -> None:
        """Read what LINE is told, and keep the buttons that answer a question."""
        for action in limits.actions(words):
            data = dict(parse_qsl(action.get("data", "")))
            if "seal" in data or (data.get("action") == "stop" and data.get("purpose") == "all"):
                self.buttons.append(self._button(who, data))

    def _button(self, who: Somebody, data: dict[str, str]) -> Button:
        key = self.talk.vault.person_key(who.user_id)
        seal = seals.read(self.talk.vault, key, data["seal"]) if "seal" in data else None
        return Button(who.user_id, data, seal)

    def forged(self, button: Button, chance: random.Random) -> Button:
        """The same button with one sign of its seal changed."""
        token = button.data.get("seal", "")
        at = chance.randrange(len(token) or 1)
        other = "A" if token[at : at + 1] != "A" else "B"
        return Button(button.owner, button.data | {"seal": token[:at] + other + token[at + 1 :]}, None)

    def bent(self, button: Button, purpose: str) -> Button:
        """The same button made to answer another question."""
        return Button(button.owner, button.data | {"purpose": purpose}, button.seal)

    def lapse(self, by: timedelta) -> None:
        """Let time pass, and do what the scheduler does meanwhile."""
        self.clock.advance(by)
        with self.talk.sessions.begin() as session:
            while forgetting.forget_people(session, now=self.now):
                pass
        self.truth.forget(self.people, self.now)

    def new_notice(self, name: str, value: str) -> None:
        """Change what a notice prints; the next version of it is in force from now on."""
        with self.talk.sessions.begin() as session:
            settings.change(session, name, value, now=self.now)
            notices.issue(session, settings.read(session), trust_url=None, now=self.now)
        self._read_notices()

    def _read_notices(self) -> None:
        self.truth.notices = {one.id: one for one in self.session.scalars(select(Notice))}

    def announce(self, *, is_safety: bool) -> None:
        """Let something be written, approved and due at once."""
        with self.talk.sessions.begin() as session:
            made = self.make.announcement(is_safety=is_safety)
            announcements.schedule(
                session,
                made,
                at=None,
                until=self.now + timedelta(days=2),
                messages_by_language=WORDS,
                approved_by=self.approver,
                seen=approvals.fingerprint(made),
                now=self.now,
            )

    def plan(self) -> None:
        with self.talk.sessions.begin() as session:
            plans.plan_slice(session, now=self.now, choices=self.choices())

    def claim(self) -> Claim | None:
        """Take the next call that may begin; None: there is none."""
        while True:
            with self.talk.sessions.begin() as session:
                found = sendings.claim(session, now=self.now, choices=self.choices())
            if isinstance(found, Claim):
                self.claims.append(found)
                return found
            if not isinstance(found, Rest) or found.until is None or found.until > self.now:
                return None

    def note(self, claim: Claim, kind: Kind) -> None:
        self.claims.remove(claim)
        with self.talk.sessions.begin() as session:
            outcomes.note(session, claim, Answer(kind, "200", request_id="r"), now=self.now)

    def unsettled(self) -> list[str]:
        """Events that failed or were left lying."""
        done = [InboxState.DONE, InboxState.UNANSWERED]
        rows = select(InboxEvent.webhook_event_id).where(InboxEvent.state.not_in(done))
        return list(self.session.scalars(rows))


def words(who: Somebody, word: str, at: datetime) -> Event:
    return Event(who, "message", {"message": {"type": "text", "id": "1", "text": word}}, at, word=word)


def tap(who: Somebody, button: Button, at: datetime) -> Event:
    return Event(who, "postback", {"postback": {"data": urlencode(button.data)}}, at, button=button)


def asks(who: Somebody, action: str, at: datetime) -> Event:
    """Press a button of the settings."""
    data = urlencode({"action": action, "length": "week"})
    return Event(who, "postback", {"postback": {"data": data}}, at, word=action)


def friendship(who: Somebody, kind: str, at: datetime) -> Event:
    return Event(who, kind, {}, at)
