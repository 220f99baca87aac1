"""Prices: with tax (消費税法63条), against a former price (景表法5条), gifts within their caps (同4条)."""

import re
from collections.abc import Iterator

from services import offer_caps
from services.politeness_reading import Mark, Reading, Whole

_YEN = r"(?<![\d,])(?:\d[\d,]{0,10}|\d{1,5}(?:\.\d{1,3})?[万千])円"
_UNTAXED = re.compile(
    rf"(?:税抜き?|税別|外税|本体価格)\s*:?\s*(?P<after>{_YEN})|"
    rf"(?P<before>{_YEN})\s*(?:\((?:税抜き?|税別|税・[^)]*別|外税|本体価格)\)|\+\s*税|[、 ]?(?:税抜き?|税別))"
    r"|税抜き?(?!い)|税別|\+\s*税"
)
_FORMER = re.compile(
    r"(?:当店通常(?:価格)?|通常(?:販売)?(?:価格|料金)?|定価|(?:メーカー)?希望小売価格|旧価格|元値|参考価格|市価|他店価格)"
    rf"\s*[はの:]?\s*{_YEN}[^。\n]{{0,40}}?(?:{_YEN}|半額|\d+%|割引)"
)
_FACT = re.compile(r"\d日[^。]{0,12}の販売|販売実績|で販売して")
_BOUGHT = re.compile(
    rf"(?:税込)?(?P<first>{_YEN})(?:\(税込\))?以上[^。\n]{{0,8}}?(?:お買い?上げ|お買い?物|ご?購入|ご注文|お会計)|"
    rf"(?:お買い?上げ|お買い?物|ご?購入(?:金額)?|ご注文|お会計)[^。\d\n]{{0,8}}(?P<second>{_YEN})以上"
)
_CAME = re.compile(r"(?:ご?来店|ご?来場|お越し)(?:の|いただ|くださ|された)")
_GIFT = re.compile(rf"(?P<worth>{_YEN})(?:相当|分)")
_OWN = re.compile(
    r"ポイント|クーポン|割引|値引|優待|買い?物券|サービス券|無料券|当店(?:の|で)[^。]{0,6}券|次回"
)
"""Discounts and the shop's own points are no premiums; a sentence that names one is not judged."""
_GIVES = re.compile(r"プレゼント|進呈|贈呈|差し上げ|さしあげ|お渡し|お付け|もらえ|お受け取り|当た|お配り")
_DRAW = re.compile(r"抽選|懸賞|くじ")


def judge(reading: Reading, _whole: Whole) -> Iterator[Mark]:
    """Find prices without tax, former prices without their fact, and gifts above the law's cap."""
    yield from _untaxed(reading)
    for found in _FORMER.finditer(reading.text):
        if not _FACT.search(reading.line_of(found.start())):
            yield Mark("double_price", found.start(), found.end())
    for gift in _GIFT.finditer(reading.text):
        yield from _capped(reading, gift)


def _untaxed(reading: Reading) -> Iterator[Mark]:
    for found in _UNTAXED.finditer(reading.text):
        if "税込" not in reading.line_of(found.start()):
            price = found["after"] or found["before"]
            yield Mark("tax", found.start(), found.end(), _with_tax(yen(price)) if price else "")


def _with_tax(price: int) -> str:
    return f"{price * 110 // 100:,}円（税込）、8%の品は{price * 108 // 100:,}円（税込）"


def _capped(reading: Reading, gift: re.Match[str]) -> Iterator[Mark]:
    """Hold a gift to its cap where the text says what has to be bought for it."""
    sentence = reading.sentence_of(gift.start())
    if _OWN.search(sentence) or not _GIVES.search(sentence):
        return
    bought = _BOUGHT.search(sentence)
    price = yen(bought["first"] or bought["second"]) if bought else 0
    kind = "over_cap" if bought else "visit_gift"
    if (bought or _CAME.search(sentence)) and yen(gift["worth"]) > cap(price, is_draw=_is_draw(sentence)):
        limit = cap(price, is_draw=_is_draw(sentence))
        yield Mark(kind, gift.start(), gift.end("worth"), f"{limit:,}円")


def _is_draw(sentence: str) -> bool:
    return bool(_DRAW.search(sentence))


def cap(price: int, *, is_draw: bool) -> int:
    """Give the most that a gift may be worth, in yen, for a purchase of this price; 0 for a mere visit."""
    if is_draw:
        return offer_caps.prize_limit(price) if price else offer_caps.DEAREST_PRIZE
    return offer_caps.gift_limit(price)


def yen(words: str) -> int:
    """Read an amount: 1,000円, 1万円, 1.5万円, 5千円."""
    number = words.removesuffix("円").replace(",", "")
    unit = {"万": 10_000, "千": 1_000}.get(number[-1], 1)
    return int(float(number.rstrip("万千")) * unit)
