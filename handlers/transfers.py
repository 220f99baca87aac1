"""Another phone or LINE account: a code beforehand here, and typed in over there."""

import re
import unicodedata

from bot.turns import Said, Turn, Words
from bot.wording import transfers as wording
from models.codes import CodeKind
from services import codes, japan, transfers

MOVED = "moved"
_CODE = re.compile(
    r"\W*(?:(?:引き?継ぎ?|ひきつぎ|transfer)\W*)?(?:(?:番号|ばんごう|code)\W*)?((?:[A-Z0-9][\W_]*){12,20})",
    re.IGNORECASE,
)
"""The word, or none, and then letters and figures in a number that only a code has."""
_SIGN = re.compile(r"\d|[A-Z]{4}(?:[-‐–−][A-Z]{4}){2}", re.IGNORECASE)
"""What tells a code in which a sign is wrong from an English sentence as long: a figure, or its groups."""


def typed(text: str) -> str | None:
    """Give the code in what was typed, whether it is whole or a sign is wrong; None: there is none."""
    found = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    code = found.group(1)
    has_word = any(map(str.isalpha, found.string[: found.start(1)]))
    return code if (has_word and _SIGN.search(code)) or _is_whole(code) else None


def _is_whole(text: str) -> bool:
    try:
        return bool(codes.plain(CodeKind.TRANSFER, text))
    except codes.CodeMistyped:
        return False


def tell_about(turn: Turn) -> Words:
    """Say how it goes, and whether a code is out already."""
    held = codes.living(turn.session, turn.member, CodeKind.TRANSFER, now=turn.now)
    last_day = japan.last_day(held.expires_at) if held else None
    return wording.about(held_until=last_day, language=turn.language)


def give_code(turn: Turn) -> Words:
    code = codes.issue(turn.session, turn.vault, turn.member, CodeKind.TRANSFER, now=turn.now)
    last_day = japan.last_day(codes.good_until(CodeKind.TRANSFER, now=turn.now))
    return wording.issued(code, until=last_day, language=turn.language)


def take_along(turn: Turn) -> Words | Said:
    """Let the member who typed the code have what its owner had; strangers are asked to join first."""
    moved = transfers.by_code(
        turn.session,
        turn.vault,
        turn.member,
        typed(turn.text or "") or "",
        evidence=turn.evidence,
        now=turn.now,
    )
    words = wording.moved(
        points=moved.points,
        coupons=moved.coupons,
        is_gift_left=moved.is_gift_left,
        final_at=moved.final_at,
        language=turn.language,
    )
    return Said(words, MOVED)
