"""One event → one handler, in a transaction; a refusal becomes kind words, and a failure an apology."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog
from sqlalchemy.orm import Session

from bot import turns
from bot.turns import Event, Late, Routes, Said, Turn
from bot.wording import Words
from models import commits
from models.base import Sessions
from models.inbox import InboxEvent
from models.members import Language
from services import inbox, people, presence, replies, settings
from services.errors import RuleError
from services.replies import Speech
from services.settings import Choices
from services.vault import Vault

MOST_MESSAGES = 5
"""In one reply (LINE's reference, send reply message)."""
FAILED = "failure"
SIGNS_OF_LIFE = ("message", "postback", "follow")

log = structlog.get_logger("dispatcher")


@dataclass(frozen=True)
class Dealt:
    """An event was taken, and its words, if there are any, are to be said at once."""

    event_id: str
    speech: Speech | None
    waited: timedelta = timedelta(0)
    """How long it had been kept when it was dealt with."""


@dataclass(frozen=True)
class _Taken:
    """What is remembered of an event when its transaction is undone."""

    event_id: str
    attempt: int


class Dispatcher:
    """Deals with recorded events; any number of threads and processes may ask it to."""

    def __init__(
        self,
        sessions: Sessions,
        readings: Sessions,
        vault: Callable[[], Vault],
        routes: Routes,
        *,
        clock: Callable[[], datetime],
        trust_url: str | None = None,
        papers_url: str = "",
        cards_url: str | None = None,
    ) -> None:
        self._sessions, self._readings, self._vault, self._routes = sessions, readings, vault, routes
        self._clock, self._trust_url, self._papers_url = clock, trust_url, papers_url
        self._cards_url = cards_url

    @property
    def side_by_side(self) -> int:
        """How many transactions of events gain by running at once; only where it is one may events share it.

        One event takes its locks in the order that all keep to; several would hold theirs out of order.
        """
        return commits.side_by_side(self._sessions.engine)

    def deal_with(self, most: int = 1) -> list[Dealt]:
        """Take the oldest events that wait, each of another person who is free: at most so many.

        They share a transaction. Where one of several fails nothing is kept of any, and the failure is raised
        so that they are tried one by one; a failure that was alone is noted.
        """
        taken: list[_Taken] = []
        try:
            with self._sessions.begin() as session:
                return list(self._deal_with_next(session, taken, most=most, now=self._clock()))
        except Exception:
            if most > 1:
                log.warning("batch_undone", events=[one.event_id for one in taken], exc_info=True)
            if most > 1 or not taken:
                raise
            log.exception("event_failed", event_id=taken[0].event_id)
        return [Dealt(taken[0].event_id, self._stumble(taken[0]))]

    def is_anything_waiting(self) -> bool:
        with self._readings.begin() as session:
            return inbox.waiting_since(session) is not None

    def _deal_with_next(
        self, session: Session, taken: list[_Taken], *, most: int, now: datetime
    ) -> Iterator[Dealt]:
        choices: Choices | None = None
        for row in islice(inbox.claims(session, now=now), most):
            taken.append(_Taken(row.webhook_event_id, row.attempts))
            choices = choices or settings.read(session)
            yield self._deal_with_row(self._turn(session, row, choices, now), row)

    def _deal_with_row(self, turn: Turn, row: InboxEvent) -> Dealt:
        if turn.person.member is not None and turn.event.kind in SIGNS_OF_LIFE:
            presence.note(turn.session, turn.person.member, now=turn.now)
        said = self._answer(turn)
        late = self._late(turn, said)
        speech = self._keep(turn, row, said, late)
        log.info("dealt_with", event_id=row.webhook_event_id, kind=row.kind, occasion=row.occasion)
        return Dealt(row.webhook_event_id, speech, turn.now - row.received_at)

    def _turn(self, session: Session, row: InboxEvent, choices: Choices, now: datetime) -> Turn:
        vault = self._vault()
        event = self._event(session, vault, row)
        person = people.meet(session, vault, event.user_id)
        language = person.member.language if person.member else Language.JA
        return Turn(
            session=session,
            vault=vault,
            person=person,
            event=event,
            now=now,
            language=language,
            choices=choices,
            shop=choices.front(self._trust_url, language),
            papers_url=self._papers_url,
            cards_url=self._cards_url,
        )

    @staticmethod
    def _event(session: Session, vault: Vault, row: InboxEvent) -> Event:
        return turns.read(
            inbox.payload(session, vault, row),
            event_id=row.webhook_event_id,
            occurred_at=row.occurred_at,
            received_at=row.received_at,
        )

    def _answer(self, turn: Turn) -> Said:
        """Let the handler work in a savepoint, so that a refusal undoes all that it did."""
        handler = self._routes.handler(turn)
        try:
            with turn.session.begin_nested():
                said = handler(turn)
        except RuleError as refusal:
            return _named(self._routes.refusals(refusal, turn), type(refusal).__name__)
        return _named(said, getattr(handler, "__name__", "answer"))

    def _late(self, turn: Turn, said: Said) -> tuple[list[InboxEvent], Words]:
        """Find what was done before and not yet told, and the words for it, if they fit in."""
        rows = replies.untold(turn.session, turn.person.person_key) if said.words else []
        words = (
            self._routes.late([Late(row.occasion or "", row.occurred_at) for row in rows], turn)
            if rows
            else []
        )
        fits = len(words) + len(said.words) <= MOST_MESSAGES
        return (rows, words) if fits else ([], [])

    @staticmethod
    def _keep(turn: Turn, row: InboxEvent, said: Said, late: tuple[list[InboxEvent], Words]) -> Speech | None:
        rows, words = late
        return replies.keep(
            turn.session,
            turn.vault,
            row,
            token=turn.event.reply_token,
            messages=[*words, *said.words],
            occasion=said.occasion,
            late=rows,
            now=turn.now,
        )

    def _stumble(self, taken: _Taken) -> Speech | None:
        """Note the failure; after the last try keep the apology, and give it to be said."""
        with self._sessions.begin() as session:
            now = self._clock()
            row = inbox.stumbled(session, self._vault(), taken.event_id, attempt=taken.attempt, now=now)
            if row is None:
                return None
            log.error("event_poisoned", event_id=taken.event_id, kind=row.kind, reference=row.reference)
            token, words = self._apology(session, row, now)
            return replies.keep(
                session, self._vault(), row, token=token, messages=words, occasion=FAILED, now=now
            )

    def _apology(self, session: Session, row: InboxEvent, now: datetime) -> tuple[str | None, Words]:
        try:
            with session.begin_nested():
                turn = self._turn(session, row, settings.read(session), now)
                return turn.event.reply_token, self._routes.failure(turn, row.reference or "")
        except Exception:
            log.exception("no_apology", event_id=row.webhook_event_id)
            return None, []


def _named(said: Words | Said, occasion: str) -> Said:
    return said if isinstance(said, Said) else Said(said, occasion[:40])
