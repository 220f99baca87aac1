"""The questions of consent, put with live words and a fresh seal."""

from bot.turns import Turn
from models.consents import Purpose
from services import consent, counts, purposes
from services.consent import Question
from services.sources import UNNAMED

ASKED = "asked"
"""The occasion of a question that is put by itself."""


def membership(turn: Turn, *, language: str | None = None, source: str = UNNAMED) -> Question:
    """Prepare the question of membership, in another language if one is named; the seal knows the source."""
    return _ask(turn, Purpose.MEMBERSHIP, language or turn.language, source=source)


def announcements(turn: Turn) -> Question:
    return _ask(turn, Purpose.ANNOUNCEMENTS, turn.language)


def further(turn: Turn, purpose: Purpose) -> Question:
    """Prepare a question that is put once in 90 days at most, and remember that it was."""
    purposes.note_asked(turn.session, turn.member, purpose, now=turn.now)
    return _ask(turn, purpose, turn.language)


def _ask(turn: Turn, purpose: Purpose, language: str, *, source: str = UNNAMED) -> Question:
    counts.add(turn.session, f"asked_{purpose}", source=source, now=turn.now)
    key = turn.person.person_key
    return consent.ask(turn.session, turn.vault, key, purpose, language=language, source=source, now=turn.now)
