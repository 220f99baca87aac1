"""Coupons that cannot be used just now: the reason, and when, where or for whom they can."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.wording import Words, coupon_terms, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import buttons, postback, text
from services.tier_codes import Rank

ALT = Say(ja="クーポンについてのご案内です", en="About your coupon")
SEE_LIST = Say(ja="クーポンを見る", en="See coupons")
STAYS = Say(ja="クーポンはそのままお持ちいただけます。", en="The coupon stays with you.")
NOT_TODAY = Say(
    ja="こちらのクーポンは、{days}曜日にお使いいただけます。\n本日はお使いいただけません。{stays}",
    en="This coupon can be used on {days}.\nIt cannot be used today. {stays}",
)
BLACKED_OUT = Say(
    ja="申し訳ございません。{day}は、こちらのクーポンをお使いいただけない日です。\n{stays}",
    en="We are sorry: this coupon cannot be used on {day}.\n{stays}",
)
ELSEWHERE = Say(
    ja="こちらのクーポンは、{places}でお使いいただけます。\n{stays}",
    en="This coupon can be used at {places}.\n{stays}",
)
MINIMUM = Say(
    ja="こちらのクーポンは、税込{yen}円以上のお会計でお使いいただけます。\n{stays}",
    en="This coupon is for bills of {yen} yen or more, tax included.\n{stays}",
)
FOR_RANKS = Say(
    ja="こちらのクーポンは、{ranks}の会員の方にお使いいただけるものです。",
    en="This coupon is for {ranks} members.",
)
DAY_LIMIT = Say(
    ja="こちらのクーポンは、お一人さま1日{count}枚までお使いいただけます。\n"
    "本日の分はお使いいただきましたので、明日からまたお使いください。",
    en="This coupon can be used up to {count} a day by each member.\n"
    "You have used today’s, and are welcome to use it again from tomorrow.",
)
RESERVED = Say(
    ja="こちらのクーポンは、ただいまレジでお取り扱いしております。\n"
    "お会計がお済みでないときは、{until}を過ぎるとまたお使いいただけます。",
    en="This coupon is being seen to at the till just now.\n"
    "If the bill is not settled with it, it can be used again after {until}.",
)
AT_COUNTER = Say(
    ja="こちらのクーポンは、お店の者が番号を確かめて承ります。\nレジで番号をお見せください。",
    en="For this coupon our staff confirm its code.\nPlease show the code at the till.",
)


def not_today(*, weekdays: Sequence[int], language: Language) -> Words:
    days = coupon_terms.named(weekdays, language)
    return [text(NOT_TODAY(language, days=days, stays=STAYS(language)))]


def blacked_out(*, day: date, language: Language) -> Words:
    return [text(BLACKED_OUT(language, day=figures.day(day, language), stays=STAYS(language)))]


def elsewhere(*, places: Sequence[str], language: Language) -> Words:
    named = coupon_terms.listed(places, language)
    return [text(ELSEWHERE(language, places=named, stays=STAYS(language)))]


def minimum(*, yen: int, language: Language) -> Words:
    return [text(MINIMUM(language, yen=figures.number(yen), stays=STAYS(language)))]


def for_ranks(*, ranks: Sequence[Rank], language: Language) -> Words:
    """Say for whom it is, and nothing of who somebody is not."""
    named = coupon_terms.listed([rank.name(language) for rank in ranks], language)
    return [_with_list(FOR_RANKS(language, ranks=named), language)]


def day_limit(*, count: int, language: Language) -> Words:
    return [_with_list(DAY_LIMIT(language, count=count), language)]


def reserved(*, until: datetime, language: Language) -> Words:
    return [text(RESERVED(language, until=figures.clock(until)))]


def at_counter(*, language: Language) -> Words:
    return [text(AT_COUNTER(language))]


def _with_list(body: str, language: Language) -> dict[str, object]:
    return buttons(ALT(language), body, [postback(SEE_LIST(language), Action.COUPONS)])
