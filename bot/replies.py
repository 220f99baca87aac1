"""The way out for answers: the intent is committed, the words are said, the outcome is noted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot.answers import Answer, Kind
from models.base import Sessions
from models.inbox import InboxState
from services import replies
from services.vault import Vault

AGAIN = (Kind.RATE, Kind.QUOTA, Kind.TROUBLE)
"""Answers after which nothing was said for certain, and a second later it may go."""

log = structlog.get_logger("replies")


class Voice(Protocol):
    """What is needed of the wire."""

    def reply(self, token: str, messages: Sequence[dict[str, Any]]) -> Answer: ...


class Replies:
    """Says kept words; of any number of threads and processes only one says them."""

    def __init__(
        self,
        sessions: Sessions,
        vault: Callable[[], Vault],
        voice: Callable[[], Voice],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions, self._vault, self._voice, self._clock = sessions, vault, voice, clock

    def say(self, event_id: str) -> None:
        """Say the words of this event, unless somebody else does or it is too late."""
        with self._sessions.begin() as session:
            speech = replies.begin(session, self._vault(), event_id, now=self._clock())
        if speech is None:
            return
        answer = self._voice().reply(speech.token, speech.messages)
        with self._sessions.begin() as session:
            if answer.kind in AGAIN:
                replies.put_back(session, event_id, now=self._clock())
            else:
                replies.finish(
                    session,
                    event_id,
                    _end(answer),
                    told=speech.told,
                    now=self._clock(),
                    request_id=answer.request_id,
                )

    def sweep(self) -> bool:
        """Say the oldest words that were left behind, and tell whether there were any."""
        with self._sessions.begin() as session:
            now = self._clock()
            lost = replies.give_up_lost(session, now=now)
            event_id = replies.left_behind(session, now=now)
        if lost:
            log.warning("answers_lost", count=lost)
        if event_id is not None:
            self.say(event_id)
        return event_id is not None


def _end(answer: Answer) -> InboxState:
    """Unknown is never said again; what LINE refused is told at the next turn."""
    if answer.kind is Kind.ACCEPTED:
        return InboxState.DONE
    return InboxState.UNKNOWN if answer.is_ambiguous else InboxState.UNANSWERED
