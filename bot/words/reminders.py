"""Expiry notices, spoken of by themselves: stopped alone, or kept while all else stops."""

import re

STOP_REMINDERS = "期限の連絡を停止"
ONLY_REMINDERS = "期限の連絡だけ"

_MARK = "★"
_NAMED = re.compile(
    r"(?:ぽいんとの?)?(?:有効)?期限(?:切れ)?(?:の|が近い(?:という)?)?(?:ご)?(?:連絡|お知らせ|通知|案内)|"
    r"expiry (?:notices?|reminders?|messages?)|reminders about (?:expiring )?points"
)
_ALL = re.compile(r"全部|すべて|全て|一切|なにも|何も|両方|も.*も|\ball\b|\bevery")
_OTHERS = re.compile(r"配信|お知らせ|めっせーじ|めるまが|広告|宣伝|通知|らいん|line|messages|news")
_REST_GOES = re.compile(rf"{_MARK}(?:以外|の(?:ほか|他)|だけ(?:は)?残し)")
_ALONE = re.compile(
    rf"{_MARK}だけ(?:に(?:する|して|した|変)|で(?:いい|よい|お願い|結構)|は?(?:ほし|欲し|受け取|送って|届けて)|"
    rf"を?希望|お願い)?.{{0,8}}|(?:only )?{_MARK} only(?: please)?|only {_MARK}"
)
_STOPPED = re.compile(
    rf"{_MARK}.{{0,8}}(?:停止|止め|とめ|やめ|辞め|解除|不要|いらな|要らな|いりませ|要りませ|結構|送らない|しない)|"
    rf"\b(?:stop|no|no more|cancel|turn off) (?:the |my |these )*{_MARK}"
)
_KEPT = re.compile(r"(?:止め|とめ|やめ|停止し)ない")


def about_reminders(sentence: str) -> str | None:
    """Name what is asked about the expiry notices alone; None where more, or nothing, is asked."""
    marked = _NAMED.sub(_MARK, sentence)
    if _MARK not in marked or _ALL.search(marked) or _KEPT.search(marked):
        return None
    if _REST_GOES.search(marked):
        return ONLY_REMINDERS
    if _OTHERS.search(marked):
        return None
    if _STOPPED.search(marked):
        return STOP_REMINDERS
    return ONLY_REMINDERS if _ALONE.fullmatch(marked) else None


def as_messages(sentence: str) -> str:
    """Let expiry notices count as messages, for whoever speaks of them along with the rest."""
    return _NAMED.sub("お知らせ", sentence)
