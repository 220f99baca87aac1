"""Keigo: honorifics doubled, humble words for what customers do, させていただく twice, さ入れ, ら抜き."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from services.politeness_reading import Mark, Reading, Whole

Better = str | Callable[[re.Match[str]], str]


class Swap(NamedTuple):
    """Words to find, and the better ones: a template or a function of what was found."""

    kind: str
    words: re.Pattern[str]
    better: Better


def marks(swaps: "tuple[Swap, ...]", reading: Reading) -> Iterator[Mark]:
    """Find all that is to be said in other words."""
    for kind, words, better in swaps:
        for found in words.finditer(reading.text):
            instead = found.expand(better) if isinstance(better, str) else better(found)
            yield Mark(kind, found.start(), found.end(), instead)


def _simply(found: re.Match[str]) -> str:
    """Take the second honorific off: なられた → なった."""
    stem, ending = found.groups()
    last = "い" if stem.endswith("ゃ") else "り"
    return stem + {"る": "る", "た": "った", "て": "って"}.get(ending, last)


def _becomes(found: re.Match[str]) -> str:
    """ご利用された → ご利用になった."""
    stem, ending = found.groups()
    return f"{stem}にな" + {"る": "る", "た": "った", "て": "って"}.get(ending, f"り{ending}")


def _said(found: re.Match[str]) -> str:
    return "おっしゃ" + {"る": "る", "た": "った", "て": "って"}.get(found.group(1), f"い{found.group(1)}")


_CUSTOMERS = (
    "利用|注文|予約|購入|来店|参加|使用|試着|応募|登録|入場|観覧|乗車|宿泊|持参|確認|閲覧|試食|希望|来場"
)
"""What customers do; of what the shop does itself, 「ご案内できます」 is right."""
_TAKEN = "お持ち帰り|お買い求め|お受け取り|お召し上がり|お選び|お使い|お申し込み|お試し"
_ENDING = "(る|た(?!い)|て|)"

_SWAPS = (
    Swap(
        "double_keigo",
        re.compile(rf"([おご](?!客|母|父|子|友|夫|家|隣|医|世話)[^。、!\n]{{1,8}}?にな)られ{_ENDING}"),
        _simply,
    ),
    Swap("double_keigo", re.compile(rf"(おっしゃ|いらっしゃ|お?召し上が|お?めしあが)られ{_ENDING}"), _simply),
    Swap("double_keigo", re.compile(r"お伺いさせて(?:いただ|頂)(?:きます|く|き|いて)?"), "伺います"),
    Swap(
        "humble",
        re.compile(
            r"(ご[一-龠]{2,3}|お(?!願)[一-龠][ぁ-ん]{0,3}[ちしりみいきめえけ])して(ください|下さい|いただ)"
        ),
        r"\1\2",
    ),
    Swap("humble", re.compile(rf"(ご(?:{_CUSTOMERS})|{_TAKEN})でき(ます|る|ません|ない)"), r"\1いただけ\2"),
    Swap("humble", re.compile(rf"(ご(?:{_CUSTOMERS}))され(る|た|て|ます|ました|ません|ない)"), _becomes),
    Swap("humble", re.compile(r"お伺いください|お伺い下さい"), "お尋ねください"),
    Swap("humble", re.compile(r"申され(る|た|て|ます|ました)"), _said),
    Swap("double_humble", re.compile(r"(拝[見読聴借受])(?:いたし|致し|させて(?:いただ|頂)[きい])"), r"\1し"),
    Swap(
        "sa_ire",
        re.compile(
            r"((?:(?!何か)[一-龠々](?!れば)[ぁ-ん]?[かさたなばまらわ])|(?:やら|もらわ|いただか|つくら|くばら|おこなわ))させ"
        ),
        r"\1せ",
    ),
    Swap(
        "dropped",
        re.compile(
            r"(食べ|(?<![一-龠])見|(?<![一-龠])来|(?<![一-龠])出|(?<![一-龠])着|起き|決め|受け|届け|信じ|借り|"
            r"(?<![一-龠])寝|降り|覚え|答え|考え)れ(ます|ました|ません|る|ない)"
        ),
        r"\1られ\2",
    ),
    Swap("dropped", re.compile(r"([っし]て|(?<=[一-龠])[いえ]て|んで)(ます|ました|ません|る)"), r"\1い\2"),
)
_SASETE = re.compile(r"させて(?:いただ|頂)[きいくけ]?")


def judge(reading: Reading, _whole: Whole) -> Iterator[Mark]:
    """Find what goes against 文化庁「敬語の指針」(2007), where lists can tell."""
    yield from marks(_SWAPS, reading)
    for again in list(_SASETE.finditer(reading.text))[1:]:
        yield Mark("sasete", again.start(), again.end(), "いたし")
