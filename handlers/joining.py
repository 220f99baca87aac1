"""Somebody asks about membership, or for what only members have."""

import re
import unicodedata

from bot.turns import Said, Turn, Words
from bot.wording import membership as wording
from handlers import questions
from handlers.fallback import not_understood
from models.sources import Source
from services import sources

_NAMED = re.compile(r"(?:会員登録\s*|join\s+)(\S.{0,40})", re.IGNORECASE | re.DOTALL)
"""What a poster's code writes for people: the word, and the name of the place where it hangs."""


def typed(text: str) -> str | None:
    """Give what stands behind the word, which may be the name of a source; None: the word has no company."""
    found = _NAMED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found.group(1) if found else None


def ask_to_join(turn: Turn) -> Words | Said:
    if turn.person.member:
        return wording.already(card_number=turn.person.member.card_number, language=turn.language)
    return _put(turn, sources.named(turn.session, typed(turn.text or "") or ""))


def ask_by_source(turn: Turn) -> Words | Said:
    """Put the question to whoever sends a poster's words; what names no source of ours is not understood."""
    named = sources.named(turn.session, typed(turn.text or "") or "")
    if named is None:
        return not_understood(turn)
    return ask_to_join(turn) if turn.person.member else _put(turn, named)


def _put(turn: Turn, source: Source | None) -> Said:
    """Put the question; its button carries the source, which is kept only on yes."""
    question = questions.membership(turn, source=source.code if source else sources.UNNAMED)
    words = wording.asked(question.notice, seal=question.seal, language=turn.language)
    return Said(words, questions.ASKED)


def members_only(turn: Turn) -> Words:
    """Put the question before a stranger who asked for what members have."""
    question = questions.membership(turn)
    return wording.needed(question.notice, seal=question.seal, language=turn.language)
