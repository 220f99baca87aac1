"""Somebody who works here types the code from the admin page, to get test sends."""

import re
from datetime import timedelta

from bot.turns import Said, Turn, Words
from bot.wording import staff as wording
from handlers.fallback import not_understood
from services import staff, talk

CODE = re.compile(r"\d{6}")
MISSED = "code_missed"
GUESSES, GUESSES_REST = 5, timedelta(minutes=10)
"""So many misses, and for so long six digits of this person are taken for ordinary text."""


def link(turn: Turn) -> Words | Said:
    """Link this LINE account to whoever asked for the code; it is good once, and not for guessing."""
    if _has_guessed_enough(turn):
        return not_understood(turn)
    person = staff.link(turn.session, turn.vault, turn.text or "", turn.person.user_id, now=turn.now)
    if person is None:
        return _not_linked(turn)
    return wording.linked(name=person.name, language=person.language)


def _not_linked(turn: Turn) -> Words | Said:
    """Say that the code is no good while somebody may be typing one; else it was no code at all."""
    if staff.awaits_code(turn.session, now=turn.now):
        return Said(wording.code_refused(language=turn.language), MISSED)
    return not_understood(turn)


def _has_guessed_enough(turn: Turn) -> bool:
    since = turn.now - GUESSES_REST
    return talk.times(turn.session, turn.person.person_key, MISSED, since=since) >= GUESSES
