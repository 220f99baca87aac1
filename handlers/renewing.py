"""Terms that reach further are put to a member below an answer, rarely, and only after they acted."""

import functools

from bot.turns import Handler, Said, Turn, Words
from bot.wording import notices as wording
from handlers import questions
from services import purposes

ROOM = 3
"""Messages that an answer may have, so that words and question find room beside it in one reply."""


def afterwards(handler: Handler) -> Handler:
    """Answer as always; then ask what has to be asked anew, if it has and was not asked lately."""

    @functools.wraps(handler)
    def answer(turn: Turn) -> Words | Said:
        said = handler(turn)
        words = said.words if isinstance(said, Said) else said
        asked = _asked(turn) if turn.person.member and len(words) <= ROOM else []
        return Said([*words, *asked], said.occasion) if isinstance(said, Said) else [*words, *asked]

    return answer


def _asked(turn: Turn) -> Words:
    purpose = purposes.to_renew(turn.session, turn.member, now=turn.now)
    if purpose is None:
        return []
    question = questions.further(turn, purpose)
    return wording.anew(question.notice, purpose=purpose.value, seal=question.seal, language=turn.language)
