"""The inbound edge with a tiny bot behind it, on a real server, for tests to talk to over real HTTP."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import flask
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from bot import webhook
from bot.bodies import Json
from bot.credentials import Credentials
from bot.dispatcher import Dispatcher
from bot.lanes import Lanes
from bot.line import Wire
from bot.replies import Replies, Voice
from bot.turns import Handler, Late, Routes, Said, Turn, Words
from models.inbox import InboxEvent
from services import inbox
from services.errors import RuleError
from services.vault import Vault
from simulator import RunningLine
from tests.clock import Clock
from tests.databases import Store
from tests.makers import unlocked


class TooFew(RuleError):
    """A refusal for tests."""


def text(words: str) -> Json:
    return {"type": "text", "text": words}


@dataclass
class TinyBot:
    """Echoes; remembers whom it heard in which order; stumbles and refuses on demand."""

    heard: list[str] = field(default_factory=list)
    stumbles: dict[str, int] = field(default_factory=dict)
    """How often a text makes the handler fail before it works."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def echo(self, turn: Turn) -> Words:
        said = turn.text or turn.event.kind
        with self.lock:
            self.heard.append(said)
            if self.stumbles.get(said, 0) > 0:
                self.stumbles[said] -= 1
                raise RuntimeError(f"stumbled over {said}")
        return [text(f"はい、{said}")]

    def refuse(self, turn: Turn) -> Words:
        turn.session.add(a_row("01WRITTENBYAREFUSEDHANDLER"))
        turn.session.flush()
        raise TooFew

    @staticmethod
    def be_silent(_turn: Turn) -> Words:
        return []

    @staticmethod
    def stop(_turn: Turn) -> Said:
        return Said([text("停止しました。")], "stopped")

    @staticmethod
    def show_card(turn: Turn) -> Words:
        return [text(turn.member.card_number)]

    def recognise(self, said: str) -> Handler | None:
        words: dict[str, Handler] = {
            "静かに": self.be_silent,
            "停止": self.stop,
            "断る": self.refuse,
            "会員証": self.show_card,
        }
        return words.get(said)

    def routes(self) -> Routes:
        return Routes(
            events={"follow": self.echo, "unfollow": self.echo},
            actions={"stop": self.stop},
            recognise=self.recognise,
            fallback=self.echo,
            refusals=lambda refusal, _turn: [text(type(refusal).__name__)],
            failure=lambda _turn, reference: [text(f"受付番号 {reference}")],
            late=tell_late,
        )


def tell_late(late: Sequence[Late], _turn: Turn) -> Words:
    return [text(f"先ほど: {'、'.join(one.occasion for one in late)}")]


def a_row(event_id: str) -> InboxEvent:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return InboxEvent(webhook_event_id=event_id, kind="x", state="ignored", occurred_at=at, received_at=at)


class Edge:
    """Every part of the way in and out, with handles to each."""

    def __init__(self, store: Store, line: RunningLine, clock: Clock | None = None) -> None:
        self.store, self.line, self.bot = store, line, TinyBot()
        self.clock = clock or _real_time
        with store.sessions.begin() as session:
            self.vault: Vault = unlocked(session)
        self.credentials = Credentials(line.channel_id, line.channel_secret, line.token)
        self.wire = Wire(lambda: self.credentials, api_base=line.url, data_base=line.url)
        self.lanes = self.more_lanes()

    def dispatcher(self) -> Dispatcher:
        sessions, readings = self.store.sessions, self.store.readings
        return Dispatcher(sessions, readings, lambda: self.vault, self.bot.routes(), clock=self.clock)

    def replies(self, voice: Voice | None = None) -> Replies:
        speaker = voice or self.wire
        return Replies(self.store.sessions, lambda: self.vault, lambda: speaker, clock=self.clock)

    def more_lanes(self) -> Lanes:
        return Lanes(self.dispatcher(), self.replies(), sweep_every=0.1)

    def record(self, events: Sequence[Any]) -> list[str]:
        kinds = self.bot.routes().kinds
        with self.store.sessions.begin() as session:
            return inbox.record(session, self.vault, events, kinds=kinds, now=self.clock())

    def app(self) -> flask.Flask:
        app = flask.Flask("edge")
        pages = webhook.blueprint(
            record=self.record,
            secret=lambda: self.credentials.channel_secret,
            nudge=self.lanes.nudge,
            hearing=self.lanes.hearing,
        )
        app.register_blueprint(pages)
        return app

    def rows(self) -> list[InboxEvent]:
        with self.store.readings.begin() as session:
            return list(session.scalars(select(InboxEvent).order_by(InboxEvent.webhook_event_id)))

    def row(self, event_id: str) -> InboxEvent:
        return next(row for row in self.rows() if row.webhook_event_id == event_id)

    def states(self) -> list[str]:
        return [row.state.value for row in self.rows()]


def transactions(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the transactions that begin from now on: one entry each."""
    begin, begun = edge.store.sessions.begin, list[int]()

    def counting() -> AbstractContextManager[Session]:
        begun.append(1)
        return begin()

    monkeypatch.setattr(edge.store.sessions, "begin", counting)
    return begun


def _real_time() -> datetime:
    return datetime.now(UTC)


@contextmanager
def serving(edge: Edge, *, lanes: int = 4) -> Iterator[str]:
    """Serve the way in on a port, with lanes running; tells LINE where it is."""
    server = make_server("127.0.0.1", 0, edge.app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    edge.lanes.start(lanes)
    edge.line.webhook = f"http://127.0.0.1:{server.server_port}/callback"
    try:
        yield edge.line.webhook
    finally:
        edge.lanes.stop()
        server.shutdown()
        thread.join()
        server.server_close()
