"""A member asks for their receipt: what they answered, and the file that proves it."""

from bot.turns import Turn, Words
from bot.wording import privacy
from bot.wording import receipts as wording
from models.codes import CodeKind
from models.consents import ConsentEntry
from models.notices import Notice
from services import checkpoints, codes, consent

MOST_ANSWERS = 12
"""On one receipt in the talk; the file has them all."""


def show_receipt(turn: Turn) -> Words:
    """Give the member their own copy, the newest answer last, with the newest root of the ledger."""
    member = turn.person.member
    if member is None:
        return privacy.not_a_member(language=turn.language)
    entries, newest = consent.receipts(turn.session, member), checkpoints.newest(turn.session)
    return wording.receipt(
        [_answered(turn, entry) for entry in reversed(entries[:MOST_ANSWERS])],
        card_number=member.card_number,
        joined_at=member.joined_at,
        is_shortened=len(entries) > MOST_ANSWERS,
        mark=checkpoints.mark(newest) if newest else None,
        marked_at=newest.signed_at if newest else None,
        language=turn.language,
    )


def give_proof(turn: Turn) -> Words:
    """Give the one-time link to the file that proves the member's answers."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    token = codes.issue(turn.session, turn.vault, turn.member, CodeKind.PROOF, now=turn.now)
    until = turn.now + codes.WAYS[CodeKind.PROOF].lives
    return wording.proof(address=turn.paper(token), until=until, language=turn.language)


def _answered(turn: Turn, entry: ConsentEntry) -> wording.Answered:
    notice = turn.session.get(Notice, entry.notice_id) if entry.notice_id else None
    return wording.Answered(
        entry.purpose,
        entry.answer,
        entry.answered_at,
        entry.record_id[-12:],
        notice.title if notice else None,
        notice.version if notice else None,
    )
