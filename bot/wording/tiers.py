"""Ranks: where a member stands, what there is, and that something changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import Box, buttons, card, flex, paragraph, postback, text

YEN = "yen"


class Rank(NamedTuple):
    """One rank: from how many points or yen on, and what it brings."""

    name: str
    threshold: int
    rate: int = 100
    benefits: str = ""
    price: str = ""


class Mine(NamedTuple):
    """Where a member stands; `missing` points or yen to the next rank, where there is one."""

    basis: str
    months: int
    name: str | None = None
    last_day: date | None = None
    following: str | None = None
    missing: int = 0


HELD = Say(ja="会員ランク：{name}", en="Your rank: {name}")
UNTIL = Say(ja="{day}まで", en="good until {day}")
NEXT = Say(ja="「{name}」まで：あと{amount}", en="To “{name}”: {amount} more")
FIRST = Say(
    ja="お買い物があと{amount}で、会員ランク「{name}」です。",
    en="With {amount} more in purchases, your rank is “{name}”.",
)
WORTH_YEN = Say(ja="{count}円", en="{count} yen")
HIGHEST = Say(
    ja="いちばん上のランクです。いつもありがとうございます。", en="It is the highest rank. Thank you."
)
BY_YEN = Say(
    ja="直近{months}か月のお買い物の金額で決まります。",
    en="Ranks go by what your purchases of the last {months} months came to.",
)
BY_POINTS = Say(
    ja="直近{months}か月のお買い物で付いたポイントで決まります。",
    en="Ranks go by the points that your purchases of the last {months} months gave.",
)
FROM = Say(ja="{name}（{amount}から）", en="{name} (from {amount})")
RATE = Say(ja="・お買い物のポイントが{times}倍", en="・{times} times the points of a purchase")
BENEFITS = Say(ja="・{benefits}", en="・{benefits}")
PRICE = Say(ja="・会員価格：{price}", en="・Member price: {price}")
SEE = Say(ja="会員ランクについて", en="About ranks")
POINTS = Say(ja="ポイント", en="Points")
TITLE = Say(ja="会員ランク", en="Ranks")
ALT = Say(ja="会員ランクのご案内です", en="About your rank")
NONE = Say(
    ja="ただいま、会員ランクのしくみはございません。ポイントとクーポンをお使いいただけます。",
    en="There are no ranks here just now. Points and coupons are yours to use.",
)
UP = Say(
    ja="いつもありがとうございます。\n{day}から、会員ランクが「{name}」になりました。",
    en="Thank you for coming to us.\nSince {day} your rank is “{name}”.",
)
GOOD_UNTIL = Say(ja="・{day}までのランクです", en="・The rank is good until {day}")
DOWN = Say(
    ja="会員ランクの期間が終わり、{day}からは「{name}」です。\n"
    "ポイントとクーポンは、これまでどおりお使いいただけます。",
    en="The time of your rank is over; since {day} it is “{name}”.\n"
    "Your points and coupons are yours to use as before.",
)
OVER = Say(
    ja="会員ランクの期間が終わりました。\nポイントとクーポンは、これまでどおりお使いいただけます。",
    en="The time of your rank is over.\nYour points and coupons are yours to use as before.",
)


def beside(mine: Mine, *, language: Language) -> Words:
    """Say in a few lines where a member stands, below points or card."""
    return [buttons(ALT(language), _mine(mine, language), [postback(SEE(language), Action.RANK)])]


def shown(mine: Mine, ranks: Sequence[Rank], *, language: Language) -> Words:
    """Show where a member stands, and every rank with what it brings."""
    by = (BY_YEN if mine.basis == YEN else BY_POINTS)(language, months=mine.months)
    highest = HIGHEST(language) if mine.name and not mine.following else None
    rows: list[Box] = [
        paragraph(TITLE(language), weight="bold"),
        paragraph(paragraphs(_mine(mine, language), highest, by)),
        *(paragraph(_rank(rank, mine.basis, language)) for rank in ranks),
    ]
    return [flex(ALT(language), card(rows, [postback(POINTS(language), Action.POINTS)]))]


def none(*, language: Language) -> Words:
    return [text(NONE(language))]


def risen(rank: Rank, *, since: datetime, last_day: date | None, language: Language) -> Words:
    """Tell of a rise, with what it brings and until when."""
    said = UP(language, day=figures.day(since, language), name=rank.name)
    until = GOOD_UNTIL(language, day=figures.day(last_day, language)) if last_day else None
    return [text(paragraphs(said, lines(*_benefits(rank, language), until)))]


def ended(rank: Rank | None, *, since: datetime, language: Language) -> Words:
    """Tell that a rank's time is over: a fact, with nothing that it is to blame for."""
    if rank is None:
        return [text(OVER(language))]
    return [text(DOWN(language, day=figures.day(since, language), name=rank.name))]


def _mine(mine: Mine, language: Language) -> str:
    missing = _amount(mine.missing, mine.basis, language)
    if mine.name is None:
        return FIRST(language, amount=missing, name=mine.following)
    return lines(
        HELD(language, name=mine.name),
        UNTIL(language, day=figures.day(mine.last_day, language)) if mine.last_day else None,
        NEXT(language, name=mine.following, amount=missing) if mine.following else None,
    )


def _rank(rank: Rank, basis: str, language: Language) -> str:
    head = FROM(language, name=rank.name, amount=_amount(rank.threshold, basis, language))
    return lines(head, *_benefits(rank, language))


def _benefits(rank: Rank, language: Language) -> list[str]:
    said = [RATE(language, times=f"{rank.rate / 100:g}")] if rank.rate > 100 else []
    said += [BENEFITS(language, benefits=rank.benefits)] if rank.benefits else []
    return said + ([PRICE(language, price=rank.price)] if rank.price else [])


def _amount(count: int, basis: str, language: Language) -> str:
    is_yen = basis == YEN
    return WORTH_YEN(language, count=figures.number(count)) if is_yen else figures.points(count, language)
