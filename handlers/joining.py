"""Somebody asks about membership, or for what only members have."""

from bot.turns import Said, Turn, Words
from bot.wording import membership as wording
from handlers import questions


def ask_to_join(turn: Turn) -> Words | Said:
    if turn.person.member:
        return wording.already(card_number=turn.person.member.card_number, language=turn.language)
    question = questions.membership(turn)
    words = wording.asked(question.notice, seal=question.seal, language=turn.language)
    return Said(words, questions.ASKED)


def members_only(turn: Turn) -> Words:
    """Put the question before a stranger who asked for what members have."""
    question = questions.membership(turn)
    return wording.needed(question.notice, seal=question.seal, language=turn.language)
