"""The way out for answers: their intent is committed, the words are said, the outcome is noted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

import structlog

from bot.answers import Answer, Kind
from bot.sharing import Shared
from models.base import Sessions
from models.inbox import InboxState
from services import replies
from services.replies import End, Speech
from services.vault import Vault

AGAIN = (Kind.RATE, Kind.QUOTA, Kind.TROUBLE)
"""Answers after which nothing was said for certain, and a second later it may go."""

log = structlog.get_logger("replies")


class Voice(Protocol):
    """What is needed of the wire."""

    def reply(self, token: str, messages: Sequence[dict[str, Any]]) -> Answer: ...


class Replies:
    """Says kept words, and notes how that ended; who notes at the same time shares a transaction."""

    def __init__(
        self,
        sessions: Sessions,
        vault: Callable[[], Vault],
        voice: Callable[[], Voice],
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions, self._vault, self._voice, self._clock = sessions, vault, voice, clock
        self._ends = Shared(self._note_all)

    def say(self, speech: Speech) -> None:
        """Say these words, whose intent is committed."""
        answer = self._voice().reply(speech.token, speech.messages)
        self._ends.ask((speech, answer))

    def sweep(self) -> bool:
        """Say the oldest words that were left behind, and tell whether there were any."""
        with self._sessions.begin() as session:
            now = self._clock()
            lost = replies.give_up_lost(session, now=now)
            event_id = replies.left_behind(session, now=now)
            speech = replies.begin(session, self._vault(), event_id, now=now) if event_id else None
        if lost:
            log.warning("answers_lost", count=lost)
        if speech is not None:
            self.say(speech)
        return event_id is not None

    def _note_all(self, answered: Sequence[tuple[Speech, Answer]]) -> list[None]:
        now = self._clock()
        with self._sessions.begin() as session:
            for speech, answer in answered:
                if answer.kind in AGAIN:
                    replies.put_back(session, speech.event_id, now=now)
            ends = [_end(*one) for one in answered if one[1].kind not in AGAIN]
            replies.finish(session, ends, now=now)
        return [None] * len(answered)


def _end(speech: Speech, answer: Answer) -> End:
    """Unknown is never said again; what LINE refused is told at the next turn."""
    refused = InboxState.UNKNOWN if answer.is_ambiguous else InboxState.UNANSWERED
    state = InboxState.DONE if answer.kind is Kind.ACCEPTED else refused
    return End(speech, state, answer.request_id)
