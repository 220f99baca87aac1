"""Understands what somebody types: plain wishes, and every way to say stop."""

import re
from dataclasses import dataclass

from bot.words import buttons, families, profiles, stopping
from bot.words.normalising import plain, split

__all__ = ["STOPS", "Heard", "hear"]

STOPS = frozenset({*stopping.NAMES, profiles.STOP_AND_ERASE})
"""What goes before all else that a message could be taken for."""
_COMMA = re.compile("[、,，]")


@dataclass(frozen=True)
class Heard:
    """What a message asks for; `offers_stop` when it also sounded a little like a stop.

    `is_exact`: it is the word itself, or what nobody should wait for: a stop, a complaint.
    """

    name: str | None
    is_exact: bool = True
    offers_stop: bool = False


def hear(message: str) -> Heard:
    """Name what the message asks for, or nothing.

    A clear stop, a no, or the wish to have the profile erased goes before all, then complaints and health,
    which are for a person to hear. A sentence that merely contains 不要 or 解除 is answered as what it is,
    with the stop at hand.
    """
    said, sentences = plain(message), split(message)
    if _is_both(message):
        return Heard(profiles.STOP_AND_ERASE)
    if wish := stopping.wish(said, sentences) or buttons.no(said) or profiles.wish(sentences):
        return Heard(wish)
    if concern := families.concern(said):
        return Heard(concern)
    if any(map(profiles.is_wish, sentences)):
        return Heard(profiles.ERASE, is_exact=False)
    name, is_exact = families.family(said, sentences), families.is_word(said)
    return Heard(name, is_exact, offers_stop=stopping.sounds_like_stop(said))


def _is_both(message: str) -> bool:
    """Tell whether it asks for a stop and to have the profile erased, each in a clause of its own."""
    clauses = profiles.clauses(split(_COMMA.sub("。", message)))
    if profiles.wish(clauses) is None:
        return False
    return stopping.STOP in {stopping.wish(clause, [clause]) for clause in clauses}
