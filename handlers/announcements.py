"""Somebody asks why an announcement came."""

from bot.turns import Turn, Words
from bot.wording import announcements as wording
from models.consents import Purpose
from services import consent, coverage, reasons
from services.reasons import Reason


def tell_why(turn: Turn) -> Words:
    """Name the very choice behind the message, or the newest one where it is not said which message."""
    reason = _reason(turn) if turn.person.member else None
    if reason is None:
        return wording.nothing_sent(language=turn.language)
    if reason.purpose == Purpose.SERVICE and reason.topic is None:
        return wording.why_reminded(
            turn.shop, label=reason.label, agreed_at=reason.answered_at, language=turn.language
        )
    return wording.why(
        turn.shop,
        topic=reason.topic.name(turn.language) if reason.topic else None,
        label=reason.label,
        agreed_at=reason.answered_at,
        number=_number(turn),
        language=turn.language,
    )


def _reason(turn: Turn) -> Reason | None:
    ref = _ref(turn)
    found = reasons.of_announcement(turn.session, turn.member, ref) if ref else None
    return found or _standing_reason(turn)


def _number(turn: Turn) -> str | None:
    """The number of the very message: with it the shop proves what it rests on."""
    ref = _ref(turn)
    return coverage.of_announcement(turn.session, turn.member, ref) if ref else None


def _ref(turn: Turn) -> int | None:
    """Which announcement the button was under."""
    ref = turn.params.get("ref", "")
    return int(ref) if ref.isdecimal() and len(ref) < 19 else None


def _standing_reason(turn: Turn) -> Reason | None:
    """Find what is sent just now, and the yes that it rests on; what was stopped is no reason any more."""
    for purpose in consent.UNASKED:
        if consent.is_given(turn.session, turn.member, purpose):
            return reasons.latest(turn.session, turn.member, purpose)
    return None
