"""Somebody adds us, comes back, or blocks us: taken note of, and never taken for a yes."""

from bot.turns import Said, Turn, Words
from bot.wording import greeting as wording
from handlers import questions
from services import friendship, japan, points, profiles


def followed(turn: Turn) -> Words | Said:
    """Greet somebody new with the question; welcome a member back; let old news be."""
    arrival = friendship.follow(
        turn.session,
        turn.vault,
        turn.person,
        evidence=turn.evidence,
        is_return=_is_return(turn),
        language=turn.language,
        now=turn.now,
    )
    if arrival.question is not None:
        question = arrival.question
        return wording.followed(turn.shop, question.notice, seal=question.seal, language=turn.language)
    return Said(_welcome_back(turn), "welcomed_back") if arrival.member else []


def unfollowed(turn: Turn) -> Words:
    friendship.block(turn.session, turn.person, evidence=turn.evidence, now=turn.now)
    return []


def hello(turn: Turn) -> Words | Said:
    """Greet a member shortly; a friend from before the bot came is told who speaks, and asked."""
    if turn.person.member:
        known = profiles.of(turn.session, turn.vault, turn.person.member)
        is_birth_month = known.birth_month == japan.day(turn.now).month
        return wording.hello(
            turn.shop, name=known.name, is_birth_month=is_birth_month, language=turn.language
        )
    question = questions.membership(turn)
    words = wording.known(turn.shop, question.notice, seal=question.seal, language=turn.language)
    return Said(words, questions.ASKED)


def _is_return(turn: Turn) -> bool:
    """LINE's own guess, good enough for counting."""
    follow = turn.event.body.get("follow")
    return isinstance(follow, dict) and follow.get("isUnblocked") is True


def _welcome_back(turn: Turn) -> Words:
    balance = points.balance(turn.session, turn.member, now=turn.now)
    return wording.welcome_back(turn.shop, balance=balance, language=turn.language)
