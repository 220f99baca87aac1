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
            turn.shop,
            label=reason.label,
            agreed_at=reason.answered_at,
            is_all=not consent.is_given(turn.session, turn.member, Purpose.ANNOUNCEMENTS),
            language=turn.language,
        )
    if reason.purpose == Purpose.MEMBERSHIP:
        return wording.why_safety(
            turn.shop,
            label=reason.label,
            agreed_at=reason.answered_at,
            number=_number(turn, reason),
            language=turn.language,
        )
    return wording.why(
        turn.shop,
        topic=reason.topic.name(turn.language) if reason.topic else None,
        label=reason.label,
        agreed_at=reason.answered_at,
        number=_number(turn, reason),
        language=turn.language,
    )


def _reason(turn: Turn) -> Reason | None:
    """Find what the named message rests on; without a name the newest one, or else what may come."""
    ref, session, member = _ref(turn), turn.session, turn.member
    if turn.params.get("about") == Purpose.SERVICE:
        return reasons.latest(session, member, Purpose.SERVICE)
    found = reasons.of_announcement(session, member, ref) if ref else None
    return found or reasons.of_newest(session, member) or _standing_reason(turn)


def _number(turn: Turn, reason: Reason) -> str | None:
    """The number of the very message: with it the shop proves what it rests on."""
    if reason.announcement_id is None:
        return None
    return coverage.of_announcement(turn.session, turn.member, reason.announcement_id)


def _ref(turn: Turn) -> int | None:
    """Which announcement the button was under."""
    ref = turn.params.get("ref", "")
    return int(ref) if ref.isdecimal() and len(ref) < 19 else None


def _standing_reason(turn: Turn) -> Reason | None:
    """Find what may be sent just now, and the yes that it rests on."""
    for purpose in consent.UNASKED:
        if consent.is_given(turn.session, turn.member, purpose):
            return reasons.latest(turn.session, turn.member, purpose)
    return None
