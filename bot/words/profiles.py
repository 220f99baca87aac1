"""The wish to have one's profile erased: what its button carries, typed by hand."""

import re

from bot.words.outright import BEFORE, DONE, ENDING, NOUN_DONE

ERASE = "プロフィールを消す"
STOP_AND_ERASE = "停止とプロフィールを消す"
NAMES = (ERASE, STOP_AND_ERASE)

_PROFILE = r"ぷろふ(?:ぃーる|ぃる|いーる)?"
_KEPT = (
    r"(?:(?:私|わたし|僕|自分)?の)?(?:(?:登録|保存|お?預け|お?預かり)(?:し|され|て|い|る|た|ある|済み|の)*)?"
)
"""Whose it is, or that we hold it; the manners before it may have taken the 私."""
_THING = (
    rf"(?:{_PROFILE}|お?名前|おなまえ|氏名|呼び名|にっくねーむ|お?誕生[月日]|生年月日)"
    r"(?:の?(?:登録(?:情報|内容)?|情報|でーた|内容|記録|設定))?"
)
_THINGS = rf"{_KEPT}{_THING}(?:(?:と|や|も|及び|および)?{_THING})*"
_FULLY = r"(?:全部|すべて|全て|もう|今すぐ|すぐに?|早く|完全に|一度|いったん|一旦)*"
_ERASED = (
    rf"(?:削除|さくじょ|消去|抹消|解除|取り?消し|取消|くりあ|りせっと){NOUN_DONE}|"
    rf"(?:消し|けし|忘れ|取り消し){DONE}|(?:消|け|取り消)す{ENDING}|忘れる{ENDING}"
)
_EN_THING = r"(?:profile|name|birth ?day|birth ?date|birth ?month|birthday month|month of my birth)"
_EN_ERASE = (
    r"(?:(?:please|pls|can you|could you|would you|kindly|i want(?: you)? to|"
    r"i (?:would|d) like(?: you)? to) )*"
    r"(?:delete|erase|remove|clear|forget|wipe)"
    rf"(?: (?:my|the|all|of))* {_EN_THING}(?:(?: and)?(?: my| the)? {_EN_THING})*"
    r"(?: (?:data|details|information|info|now|please|pls|thanks|thank you))*"
)
_WISH = re.compile(
    rf"{BEFORE}{_THINGS}(?:を|は|も|の|なども)?{_FULLY}(?:{_ERASED})|{_EN_ERASE}|profile (?:deletion|erasure)"
)
_CLAUSES = re.compile(
    r"(?:と|(?<=[てでしい])|(?<=から))"
    rf"(?=(?:(?:私|わたし|僕|自分)の)?(?:{_THING}|配信|お知らせ|めっせーじ|通知))| and (?:please )?"
)
"""Between two wishes that not even a comma parts."""
_OURS = re.compile(r"ぷろふ|誕生月|profile|birth ?(?:day )?month")
_ABOUT = re.compile(
    rf"(?:{_THINGS})(?:を|は|も|の)?(?:消(?:せ|える|す(?:に|と|方法|こと)|し(?:方|かた|ても?(?:いい|大丈夫)))|"
    r"(?:削除|消去)(?:の?(?:方法|仕方|やり方|手順)|でき|可能|する(?:に|と|方法|こと)|しても?(?:いい|大丈夫))).{0,16}|"
    rf"(?:{_THINGS})だけを?(?:{_ERASED})|"
    rf"(?:how (?:do|can) i|how to|can i) (?:delete|erase|remove|clear) (?:my |the )*{_EN_THING}"
)


def wish(sentences: list[str]) -> str | None:
    """Name the wish where a sentence says nothing but it, and names what only we can mean."""
    return ERASE if any(is_wish(sentence) and _OURS.search(sentence) for sentence in sentences) else None


def clauses(sentences: list[str]) -> list[str]:
    """Cut folded sentences where one wish ends and another begins."""
    cut = (clause.strip() for sentence in sentences for clause in _CLAUSES.split(sentence))
    return [clause for clause in cut if clause]


def is_wish(sentence: str) -> bool:
    """Tell whether a folded sentence asks for it; a name alone may also stand on a cake."""
    return _WISH.fullmatch(sentence) is not None


def is_question(sentence: str) -> bool:
    """Tell whether it asks how, or for one part only: that is shown, with the button below."""
    return _ABOUT.fullmatch(sentence) is not None and (
        _OURS.search(sentence) is not None or "だけ" in sentence
    )
