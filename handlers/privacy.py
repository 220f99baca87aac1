"""What is kept of a person: the page, the record of their answers, the words they agreed to."""

from bot.turns import Turn, Words
from bot.wording import notices, privacy
from handlers.consent import PURPOSES
from models.consents import ConsentEntry, Purpose
from models.notices import Notice
from services import consent, reasons

MOST_ANSWERS = 20
"""On one record in the talk; the shop has the rest."""


def show_privacy(turn: Turn) -> Words:
    if turn.person.member:
        return privacy.for_member(turn.shop, language=turn.language)
    return privacy.for_stranger(turn.shop, language=turn.language)


def show_receipt(turn: Turn) -> Words:
    """Give the member their own copy, the newest answer last."""
    member = turn.person.member
    if member is None:
        return privacy.not_a_member(language=turn.language)
    entries = consent.receipts(turn.session, member)
    answered = [_answered(turn, entry) for entry in reversed(entries[:MOST_ANSWERS])]
    return privacy.receipt(
        turn.shop,
        answered,
        card_number=member.card_number,
        joined_at=member.joined_at,
        is_shortened=len(entries) > MOST_ANSWERS,
        language=turn.language,
    )


def show_agreed_words(turn: Turn) -> Words:
    """Show the words of the member's last yes, as they stood then."""
    purpose = PURPOSES.get(turn.params.get("purpose", ""), Purpose.MEMBERSHIP)
    reason = reasons.agreed_words(turn.session, turn.member, purpose)
    if reason is None:
        return notices.nothing_agreed(language=turn.language)
    return notices.agreed(reason.notice, label=reason.label, at=reason.answered_at, language=turn.language)


def _answered(turn: Turn, entry: ConsentEntry) -> privacy.Answered:
    notice = turn.session.get(Notice, entry.notice_id) if entry.notice_id else None
    version = notice.version if notice else None
    return privacy.Answered(entry.purpose, entry.answer, entry.answered_at, version)
