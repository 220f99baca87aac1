"""What is said when a rule says no, when something broke, and when an answer came too late."""

from collections.abc import Sequence

from bot.turns import Late, MembersOnly, Said, Turn, Words
from bot.wording import failure, late, refusals
from handlers.joining import members_only
from services.errors import RuleError


def refuse(refusal: RuleError, turn: Turn) -> Words | Said:
    """Say no kindly; to a stranger it is the question of membership."""
    if isinstance(refusal, MembersOnly):
        return Said(members_only(turn), "members_only")
    return refusals.words_for(refusal, turn.shop, language=turn.language)


def apologise(turn: Turn, reference: str) -> Words:
    return failure.apology(turn.shop, reference=reference, language=turn.language)


def tell_late(earlier: Sequence[Late], turn: Turn) -> Words:
    done = [late.Done(thing.occasion, thing.at) for thing in earlier]
    return late.told(done, now=turn.now, language=turn.language)
