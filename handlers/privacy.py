"""What is kept of a person: the page, and the words they agreed to."""

from bot.turns import Turn, Words
from bot.wording import notices, privacy
from handlers.consent import PURPOSES
from models.consents import Purpose
from services import reasons


def show_privacy(turn: Turn) -> Words:
    if turn.person.member:
        return privacy.for_member(turn.shop, language=turn.language)
    return privacy.for_stranger(turn.shop, language=turn.language)


def show_agreed_words(turn: Turn) -> Words:
    """Show the words of the member's last yes, as they stood then."""
    purpose = PURPOSES.get(turn.params.get("purpose", ""), Purpose.MEMBERSHIP)
    reason = reasons.agreed_words(turn.session, turn.member, purpose)
    if reason is None:
        return notices.nothing_agreed(language=turn.language)
    return notices.agreed(reason.notice, label=reason.label, at=reason.answered_at, language=turn.language)
