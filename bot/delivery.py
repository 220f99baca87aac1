"""The way out for sendings: each claimed, called with no transaction open, and noted."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from bot import line
from bot.answers import Answer, Kind
from bot.wording import placeholders
from models import base
from models.sendings import SendingKind
from services import letters, outcomes, recipients, sendings, settings, staff
from services.scribes import Scribe
from services.sendings import Claim, Rest
from services.vault import Spoiled, Vault, WrongMasterKey

SOON = timedelta(milliseconds=250)
"""A slot that comes free this soon is waited for; for a later one the next look is early enough."""

log = structlog.get_logger("delivery")


@dataclass
class Delivery:
    """Delivers sendings one by one; safe to share between threads. Several may work on one database."""

    sessions: base.Sessions
    readings: base.Sessions
    vault: Callable[[], Vault]
    wire: Callable[[], line.Wire]
    clock: Callable[[], datetime]
    lease: timedelta = sendings.LEASE
    nap: Callable[[float], None] = time.sleep
    """Lets some seconds pass until a slot is free."""
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def deliver_one(self, *, on_claim: Callable[[], None] = lambda: None) -> bool:
        """Make the next call that may be made now; False: there is none. `on_claim` runs before the call."""
        self.vault()  # whoever cannot open anything must not claim anything
        claim = self._claim()
        if claim is None:
            return False
        on_claim()
        self.note(claim, self.call(claim))
        return True

    def is_anything_due(self) -> bool:
        with self.readings.begin() as session:
            return sendings.is_due(session, now=self.clock())

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
        with self.sessions.begin() as session:
            outcomes.note(session, claim, answer, now=self.clock())
        say = log.error if answer.kind in (Kind.TROUBLE, Kind.REJECTED) else log.info
        say("sending_noted", sending=claim.sending_id, attempt=claim.attempt, answer=answer.word)

    def _claim(self) -> Claim | None:
        """Claim in one transaction; one thread at a time, for the slots come one at a time."""
        with self._turn:
            while True:
                found = self._look()
                if isinstance(found, Claim):
                    return found
                if found.until is None or found.until - self.clock() > SOON:
                    return None
                self.nap(max((found.until - self.clock()).total_seconds(), 0))

    def _look(self) -> Claim | Rest:
        with self.sessions.begin() as session:
            choices = settings.read(session)
            scribe = Scribe(self.vault(), placeholders.fill)
            return sendings.claim(session, now=self.clock(), choices=choices, lease=self.lease, scribe=scribe)

    def _body(self, claim: Claim) -> bytes:
        if claim.letter is not None:
            return self._letter(claim, claim.letter)
        ids = recipients.user_ids(self.vault(), claim.recipients)
        words = _prepared(json.dumps(claim.messages))
        return line.multicast_body_of(ids, words, quiet=claim.is_quiet)

    def _letter(self, claim: Claim, letter: bytes) -> bytes:
        vault = self.vault()
        if claim.staff is not None:
            user_id = staff.line_user_id(vault, claim.staff) or ""
            return line.push_body(user_id, letters.read_test(vault, claim.sending_id, letter))
        (user_id,) = recipients.user_ids(vault, claim.recipients)
        words = letters.read(vault, claim.recipients[0], letter)
        return line.push_body(user_id, words, quiet=claim.is_quiet)


@lru_cache(maxsize=32)
def _prepared(messages: str) -> bytes:
    """Check the words of an announcement once, not for every call that carries them."""
    return line.prepared(json.loads(messages))
