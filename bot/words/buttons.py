"""What stands on a button, typed by hand: a no is heard as the no it is."""

import re

KEPT_OUT = "登録しない"
STAYING = "退会しない"
NAMES = (KEPT_OUT, STAYING)

_BEFORE = r"^(?:(?:いえ|いいえ|いや|今回|今|いま|今日|まだ|やっぱり|やはり|もう|私|わたし)(?:は)?)*"
_AFTER = (
    r"(?:です|よ|ね|で(?:す|いい|お願いします)?|のでいい|ので|つもり|こと(?:に(?:し|いた|致)|で)|"
    r"(?:し|いたし|致し)?ます|結構)*$"
)
_NOT_DONE = r"(?:し|いたし|致し)(?:ない|ません|たくない|たくありません)|やめておき|やめとき|見送り"
_KEPT_OUT = re.compile(
    rf"{_BEFORE}(?:(?:会員)?登録|入会)(?:は|を)?(?:{_NOT_DONE}|不要|いらない|いりません|結構)(?:です)?{_AFTER}|"
    rf"{_BEFORE}(?:会員)(?:に|には)(?:ならない|なりません|なりたくない|なりたくありません){_AFTER}|"
    r"^(?:i )?(?:do not|don ?t|will not|won ?t)(?: want to)? (?:join|register|sign up|become a member)$"
)
_STAYING = re.compile(
    r"(?:退会|脱退)(?:は|を)?(?:し|いたし|致し)(?:ない|たくない|たくありません|ません)(?!と|か|方法|でし)|"
    r"会員を?(?:は)?(?:やめない|やめません|やめたくない|やめたくありません|続け)|"
    r"\b(?:do not|don ?t)(?: want to)? leave\b|\bstay (?:a )?member\b"
)


def no(said: str) -> str | None:
    """Name a no to joining or to leaving; the no to messages is a stop, and heard as one."""
    if _KEPT_OUT.search(said):
        return KEPT_OUT
    return STAYING if _STAYING.search(said) else None
