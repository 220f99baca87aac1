"""The way out for sendings: each claimed, called with no transaction open, and noted."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from bot import line
from bot.answers import Answer, Kind
from bot.sharing import Shared
from bot.wording import placeholders
from models import base, commits
from models.sendings import SendingKind
from services import dues, letters, outcomes, recipients, sendings, settings, staff, steps
from services.scribes import Scribe
from services.sendings import Claim, Rest
from services.steps import OnStep, Step
from services.vault import Spoiled, Vault, WrongMasterKey

SOON = timedelta(milliseconds=250)
"""A slot that comes free this soon is waited for; for a later one the next look is early enough."""

log = structlog.get_logger("delivery")


@dataclass
class Delivery:
    """Delivers sendings; safe to share between threads. Several may work on one database.

    Threads that want to claim or to note at the same time share one transaction: whoever has the turn works
    for all who wait for it.
    """

    sessions: base.Sessions
    readings: base.Sessions
    vault: Callable[[], Vault]
    wire: Callable[[], line.Wire]
    clock: Callable[[], datetime]
    lease: timedelta = sendings.LEASE
    nap: Callable[[float], None] = time.sleep
    """Lets some seconds pass until a slot is free."""
    on_step: OnStep = steps.go_on
    """Is told of every step, in the thread that takes it; crash tests die here."""
    _claims: Shared[None, Claim | None] = field(init=False)
    _notes: Shared[tuple[Claim, Answer], None] = field(init=False)

    def __post_init__(self) -> None:
        turns = commits.side_by_side(self.sessions.engine)
        self._claims = Shared(self._claim_for, turns=turns)
        self._notes = Shared(self._note_all)

    def deliver_one(self, *, on_claim: Callable[[], None] = lambda: None) -> bool:
        """Make the next call that may be made now; False: there is none. `on_claim` runs before the call."""
        self.vault()  # whoever cannot open anything must not claim anything
        line.load()  # takes a second once, in which no transaction should be open
        claim = self._claims.ask(None)
        if claim is None:
            return False
        on_claim()
        self.on_step(Step.INTENDED)
        self._wait_for(claim.begins_at)
        answer = self.call(claim)
        self.on_step(Step.SENT)
        self.note(claim, answer)
        self.on_step(Step.NOTED)
        return True

    def is_anything_due(self) -> bool:
        with self.readings.begin() as session:
            return dues.kind(session, now=self.clock()) is not None

    def call(self, claim: Claim) -> Answer:
        """Send it under its key. Ids are opened for the body only, and kept nowhere."""
        try:
            body = self._body(claim)
        except recipients.Unreadable as unreadable:
            return Answer(Kind.REJECTED, "unreadable id", bad_index=unreadable.index)
        except Spoiled:
            return Answer(Kind.REJECTED, "unreadable letter")
        except WrongMasterKey:
            return Answer(Kind.TROUBLE, "wrong master key")
        except ValueError as fault:
            return Answer(Kind.REJECTED, "bad message", reason=type(fault).__name__)
        return self._sent(claim, body)

    def _sent(self, claim: Claim, body: bytes) -> Answer:
        def may_begin() -> bool:
            return self.clock() < claim.begin_by

        key, count = claim.retry_key, len(claim.recipients)
        if claim.kind is SendingKind.PUSH:
            return self.wire().push(body, retry_key=key, may_begin=may_begin)
        return self.wire().multicast(body, retry_key=key, recipients=count, may_begin=may_begin)

    def note(self, claim: Claim, answer: Answer) -> None:
        """Write down what came back; staff hear of trouble at once."""
        self._notes.ask((claim, answer))
        say = log.error if answer.kind in (Kind.TROUBLE, Kind.REJECTED) else log.info
        say("sending_noted", sending=claim.sending_id, attempt=claim.attempt, answer=answer.word)

    def _note_all(self, answered: Sequence[tuple[Claim, Answer]]) -> list[None]:
        with self.sessions.begin() as session:
            outcomes.note_all(session, answered, now=self.clock())
            self.on_step(Step.NOTING)
        return [None] * len(answered)

    def _claim_for(self, waiting: Sequence[None]) -> Sequence[Claim | None]:
        """Claim for all who wait: no more than there are threads free to call at once."""
        while True:
            found = self._look(len(waiting))
            if not isinstance(found, Rest):
                return self._from_now(found)
            if found.until is None or found.until - self.clock() > SOON:
                return [None] * len(waiting)
            self._wait_for(found.until)

    def _from_now(self, claims: Sequence[Claim]) -> list[Claim | None]:
        """Keep calls apart by as much as their slots are, if claiming took longer than until the first."""
        late = max(self.clock() - claims[0].begins_at, timedelta(0))
        return [replace(claim, begins_at=claim.begins_at + late) for claim in claims]

    def _wait_for(self, moment: datetime) -> None:
        seconds = (moment - self.clock()).total_seconds()
        if seconds > 0:
            self.nap(seconds)

    def _look(self, most: int) -> list[Claim] | Rest:
        with self.sessions.begin() as session:
            choices = settings.read(session)
            wanted = sendings.Wanted(most, self.lease, Scribe(self.vault(), placeholders.fill))
            found = sendings.claim_some(session, wanted, now=self.clock(), choices=choices)
            if not isinstance(found, Rest):
                self.on_step(Step.CLAIMED)
            return found

    def _body(self, claim: Claim) -> bytes:
        if claim.letter is not None:
            return self._letter(claim, claim.letter)
        ids = recipients.user_ids(self.vault(), claim.recipients)
        words = _prepared(json.dumps(claim.messages))
        return line.multicast_body_of(ids, words, quiet=claim.is_quiet, unit=claim.unit)

    def _letter(self, claim: Claim, letter: bytes) -> bytes:
        vault = self.vault()
        if claim.staff is not None:
            user_id = staff.line_user_id(vault, claim.staff) or ""
            return line.push_body(user_id, letters.read_test(vault, claim.sending_id, letter))
        (user_id,) = recipients.user_ids(vault, claim.recipients)
        words = letters.read(vault, claim.recipients[0], letter)
        return line.push_body(user_id, words, quiet=claim.is_quiet, unit=claim.unit)


@lru_cache(maxsize=32)
def _prepared(messages: str) -> bytes:
    """Check the words of an announcement once, not for every call that carries them."""
    return line.prepared(json.loads(messages))
