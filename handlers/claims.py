"""The balance of an old card: a code from a slip, typed in the talk."""

import re
import unicodedata

from bot.turns import Said, Turn, Words
from bot.wording import claims as wording
from handlers import refusals
from services import claims, japan, points
from services.claims import ClaimUnknown, ClaimUsed

CLAIMED = "claimed"
_CODE = re.compile(
    r"\W*(?P<word>(?:引き?換え?券?|ひきかえ|claim)\W*(?:(?:番号|ばんごう|コード|code)\W*)?)?"
    r"(?P<code>(?:[A-Z0-9][\W_]*){6,10})",
    re.IGNORECASE,
)
"""The word, or none, and then letters and figures."""
_SIGN = re.compile(r"\d|^[A-Z]{4}[-‐–−][A-Z]{4}\W*$", re.IGNORECASE)
"""What tells a code in which a sign is wrong from a word as long: a figure, or its two groups."""


def typed(text: str) -> str | None:
    """Give the code in what was typed, after the word also one with a wrong sign; None: there is none."""
    found = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    code = found.group("code")
    is_meant = bool(found.group("word") and _SIGN.search(code))
    return code if is_meant or claims.read(code) else None


def tell_about(turn: Turn) -> Words:
    return wording.about(language=turn.language)


def take(turn: Turn) -> Words | Said:
    """Let the member have what waits behind the code; wrong ones are counted, though they are refused."""
    code = claims.read(typed(turn.text or "") or "")
    claims.check_tries(turn.session, turn.member, now=turn.now)
    if code is None:
        return wording.mistyped(language=turn.language)
    try:
        with turn.session.begin_nested():
            return _taken(turn, code)
    except (ClaimUnknown, ClaimUsed) as refusal:
        claims.note_miss(turn.session, turn.member, now=turn.now)
        return refusals.refuse(refusal, turn)


def _taken(turn: Turn, code: str) -> Said:
    entry = claims.take(turn.session, turn.vault, turn.member, code, choices=turn.choices, now=turn.now)
    last_day = japan.last_day(points.expiry(turn.now, turn.choices.points_months))
    balance = points.balance(turn.session, turn.member, now=turn.now)
    words = wording.taken(points=entry.amount, last_day=last_day, balance=balance, language=turn.language)
    return Said(words, CLAIMED)
