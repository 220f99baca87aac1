"""Exchanges: what points can be given for, what it costs and leaves, and the coupon that came of it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.coupons import Held, described
from bot.wording.languages import Language, Say
from bot.wording.messages import CAROUSEL_BUBBLES, Box, buttons, card, carousel, paragraph, postback, text


class Offer(NamedTuple):
    """A coupon that can be had for points; `left` is what the balance would be, below zero: too few."""

    number: int
    coupon: Held
    cost: int
    left: int


OFFERED = Say(
    ja="ポイントと交換できるクーポンをご用意しております。",
    en="There are coupons that you can have for points.",
)
ALT_OFFERED = Say(ja="ポイントとの交換についてのご案内です", en="About exchanging points")
SEE = Say(ja="交換できるものを見る", en="See what there is")
NONE = Say(
    ja="ただいまポイントと交換できるクーポンはございません。",
    en="There is nothing to exchange points for just now.",
)
LIST = Say(
    ja="ポイントと交換できるクーポンです。「交換する」を押されたあとに、もう一度うかがいます。",
    en="These coupons can be had for points. We ask once more after “Exchange”.",
)
COSTS = Say(ja="{points}で交換", en="For {points}")
LACKS = Say(ja="あと{points}で交換いただけます", en="{points} more and you can have it")
EXCHANGE = Say(ja="交換する", en="Exchange")
EXCHANGE_SAID = Say(ja="「{title}」と交換する", en="Exchange points for “{title}”")
NOT_NOW = Say(ja="交換しない", en="Do not exchange")
ASK = Say(
    ja="{cost}を「{title}」と交換なさいますか。\n"
    "交換のあとのポイントは{left}です。クーポンは{day}までお使いいただけます。\n"
    "交換のあとは、ポイントにお戻しできません。",
    en="Would you like to give {cost} for “{title}”?\n"
    "You would have {left} left. The coupon is good until {day}.\n"
    "Once exchanged, it cannot be turned back into points.",
)
DONE = Say(
    ja="{cost}を「{title}」と交換いたしました。ありがとうございます。\n"
    "{shop}ポイントは、ただいま{left}です。",
    en="You have exchanged {cost} for “{title}”. Thank you.\nYou have {left} at {shop} now.",
)
ALREADY = Say(
    ja="「{title}」には、すでに交換いただいております。\nポイントを二重にいただくことはございません。",
    en="You have already exchanged points for “{title}”.\nNo points are taken twice.",
)
SEE_COUPONS = Say(ja="クーポンを見る", en="See coupons")
KEPT = Say(
    ja="かしこまりました。ポイントはそのままお持ちいただけます。",
    en="Certainly. Your points stay with you.",
)
GONE = Say(
    ja="こちらの交換は、ただいま承っておりません。\nポイントはそのままお持ちいただけます。",
    en="This exchange is not on offer just now.\nYour points stay with you.",
)
CHANGED = Say(
    ja="交換に必要なポイントが変わりましたので、まだ交換しておりません。\n"
    "お手数をおかけしますが、いまの内容をご覧ください。",
    en="The points it takes have changed, so nothing has been exchanged.\n"
    "Please have a look at what it takes now.",
)


def offered(*, language: Language) -> Words:
    """Say below the list of coupons that there are some for points."""
    return [buttons(ALT_OFFERED(language), OFFERED(language), [postback(SEE(language), Action.EXCHANGES)])]


def listed(offers: Sequence[Offer], *, language: Language) -> Words:
    if not offers:
        return [text(NONE(language))]
    cards = [_card(offer, language) for offer in offers[:CAROUSEL_BUBBLES]]
    return [text(LIST(language)), carousel(ALT_OFFERED(language), cards)]


def ask(offer: Offer, *, once: str, language: Language) -> Words:
    """Tell what it costs and leaves, and ask; `once` makes a second tap on the same button count for one."""
    body = ASK(
        language,
        cost=figures.points(offer.cost, language),
        title=offer.coupon.title,
        left=figures.points(offer.left, language),
        day=figures.day(offer.coupon.last_day, language),
    )
    yes = postback(
        EXCHANGE(language),
        Action.EXCHANGE,
        coupon=str(offer.number),
        cost=str(offer.cost),
        once=once,
    )
    return [buttons(ALT_OFFERED(language), body, [yes, postback(NOT_NOW(language), Action.EXCHANGE_LATER)])]


def done(shop: str, *, title: str, cost: int, left: int, language: Language) -> Words:
    body = DONE(
        language,
        shop=shop,
        title=title,
        cost=figures.points(cost, language),
        left=figures.points(left, language),
    )
    return [_with_coupons(body, language)]


def already(*, title: str, language: Language) -> Words:
    return [_with_coupons(ALREADY(language, title=title), language)]


def kept(*, language: Language) -> Words:
    return [text(KEPT(language))]


def gone(*, language: Language) -> Words:
    return [text(GONE(language))]


def changed(*, language: Language) -> Words:
    return [buttons(ALT_OFFERED(language), CHANGED(language), [postback(SEE(language), Action.EXCHANGES)])]


def _with_coupons(body: str, language: Language) -> Box:
    return buttons(ALT_OFFERED(language), body, [postback(SEE_COUPONS(language), Action.COUPONS)])


def _card(offer: Offer, language: Language) -> Box:
    """One offer; what the balance does not reach yet has no button, and says how much is missing."""
    said = EXCHANGE_SAID(language, title=offer.coupon.title)
    yes = postback(EXCHANGE(language), Action.EXCHANGE_ASK, said=said, coupon=str(offer.number))
    cost = COSTS(language, points=figures.points(offer.cost, language))
    rows = [*described(offer.coupon, language), paragraph(cost, weight="bold")]
    if offer.left < 0:
        rows.append(paragraph(LACKS(language, points=figures.points(-offer.left, language))))
    return card(rows, [] if offer.left < 0 else [yes])
