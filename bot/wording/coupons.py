"""Coupons in the customer's hand: the list, the question before showing, the ten-minute screen, used."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.wording import Words, coupon_terms, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines
from bot.wording.messages import (
    CAROUSEL_BUBBLES,
    Box,
    buttons,
    card,
    carousel,
    flex,
    paragraph,
    postback,
    text,
)
from bot.wording.shop import reach
from services.coupon_terms import Terms
from services.settings import Shopfront


class Held(NamedTuple):
    """One copy of a coupon as its holder sees it; no places means every branch."""

    code: str
    title: str
    last_day: date
    places: Sequence[str]
    condition: str
    terms: Terms = Terms()


LIST = Say(
    ja="お使いいただけるクーポンは{count}枚です。",
    en="You have {coupons} to use.",
)
FIRST_OF_THEM = Say(
    ja="期限の近いものから{shown}枚をお見せします。", en="Here are the {shown} that end soonest."
)
NONE = Say(
    ja="ただいまお使いいただけるクーポンはございません。",
    en="There are no coupons for you to use just now.",
)
ALT_LIST = Say(ja="クーポンのご案内です", en="Your coupons")
UNTIL = Say(ja="{day}まで", en="Good until {day}")
EVERYWHERE = Say(ja="全店でお使いいただけます", en="At every branch")
PLACES = Say(ja="{places}", en="At {places}")
USE = Say(ja="使う", en="Use")
USE_SAID = Say(ja="「{title}」を使う", en="Use “{title}”")
ASK = Say(
    ja="「{title}」をレジで表示します。\n"
    "表示してから10分間お使いいただけます。レジの前で「表示する」を押してください。\n"
    "使わずに10分が過ぎても、クーポンはなくなりません。",
    en="“{title}” is to be shown at the till.\n"
    "Once shown it can be used for ten minutes, so please press “Show” when you are there.\n"
    "If the ten minutes pass unused, the coupon is still yours.",
)
ALT_ASK = Say(ja="クーポンの表示についてのご案内です", en="About showing your coupon")
SHOW = Say(ja="表示する", en="Show")
LATER = Say(ja="あとで", en="Later")
SHOWN = Say(
    ja="レジの係の者にこの画面をお見せください。",
    en="Please show this screen to the person at the till.",
)
SHOWN_CODE = Say(
    ja="レジの係の者に、下の番号をお見せください。係の者が番号を確かめて承ります。",
    en="Please show the code below to the person at the till, who will confirm it.",
)
SHOWN_UNTIL = Say(ja="{until}まで（10分間）", en="Until {until} (ten minutes)")
CODE = Say(ja="番号 {code}", en="Code {code}")
ALT_SHOWN = Say(ja="レジでお見せいただく画面です", en="The screen to show at the till")
MARK_USED = Say(ja="使用済みにする（店員が押します）", en="Mark as used (staff press this)")
KEPT = Say(
    ja="かしこまりました。クーポンはそのままお持ちいただけます。",
    en="Certainly. The coupon stays with you.",
)
USED = Say(
    ja="クーポンをお使いいただきました。ありがとうございます。\n"
    "{title}\n"
    "{when}\n"
    "お心当たりがないときは、本日中に {contact} までお知らせください。お戻しいたします。",
    en="Your coupon has been used. Thank you.\n"
    "{title}\n"
    "{when}\n"
    "If this was not you, please tell us today at {contact}, and we will give it back.",
)
EXPIRED = Say(
    ja="こちらのクーポンは、{day}までのものでした。\nお使いいただけるものは「クーポン」でご覧いただけます。",
    en="This coupon was good until {day}.\nSend “coupons” to see those you can use.",
)
NOT_BEGUN = Say(
    ja="こちらのクーポンは、{day}からお使いいただけます。",
    en="This coupon can be used from {day} on.",
)
SOLD_OUT = Say(
    ja="申し訳ございません。こちらのクーポンは、ご用意した数に達しました。",
    en="We are sorry: all the coupons of this kind have been given out.",
)
ALREADY_USED = Say(
    ja="こちらのクーポンは、すでにお使いいただいております。\nお心当たりがないときは、{contact} "
    "までお知らせください。",
    en="This coupon has already been used.\nIf this was not you, please tell us at {contact}.",
)
SEE_LIST = Say(ja="クーポンを見る", en="See coupons")
TIME_OVER = Say(
    ja="表示から10分が過ぎましたので、クーポンを一覧に戻しました。\nもう一度お使いになるときは、"
    "レジの前で「表示する」を押してください。",
    en="Ten minutes have passed, so the coupon is back in your list.\n"
    "To use it, please press “Show” again when you are at the till.",
)
UNKNOWN = Say(
    ja="こちらのクーポンは見つかりませんでした。\nお使いいただけるものは「クーポン」でご覧いただけます。",
    en="We could not find this coupon.\nSend “coupons” to see those you can use.",
)
ENOUGH = Say(
    ja="こちらのクーポンは、お一人さまの枚数に達しております。",
    en="You have had as many of this coupon as one person can have.",
)


LARGE = {"size": "xl", "weight": "bold"}


def wallet(held: Sequence[Held], *, language: Language) -> Words:
    """List the coupons that can be used, one bubble each; those that end soonest come first."""
    if not held:
        return [text(NONE(language))]
    shown = held[:CAROUSEL_BUBBLES]
    rest = FIRST_OF_THEM(language, shown=len(shown)) if len(held) > len(shown) else None
    count = LIST(language, count=figures.number(len(held)), coupons=figures.coupons(len(held), language))
    cards = [_card(coupon, language) for coupon in shown]
    return [text(lines(count, rest)), carousel(ALT_LIST(language), cards)]


def ask_to_show(coupon: Held, *, language: Language) -> Words:
    """Ask before the ten minutes begin, so that nobody starts them on the way to the shop."""
    actions = [
        postback(SHOW(language), Action.COUPON_SHOW, code=coupon.code),
        postback(LATER(language), Action.COUPON_LATER),
    ]
    return [buttons(ALT_ASK(language), ASK(language, title=coupon.title), actions)]


def shown(
    coupon: Held, *, at: datetime, until: datetime, has_button: bool = True, language: Language
) -> Words:
    """The screen for the till: the clerk presses its one button, or confirms the code on a page of ours."""
    how = SHOWN(language) if has_button else SHOWN_CODE(language)
    rows = [
        paragraph(coupon.title, size="xl", weight="bold"),
        paragraph(_places(coupon, language)),
        *_conditions(coupon, language),
        paragraph(figures.moment(at, language)),
        paragraph(SHOWN_UNTIL(language, until=figures.clock(until)), weight="bold"),
        paragraph(how),
        paragraph(CODE(language, code=coupon.code), **({} if has_button else LARGE)),
    ]
    used = postback(MARK_USED(language), Action.COUPON_USE, code=coupon.code)
    return [flex(ALT_SHOWN(language), card(rows, [used] if has_button else []))]


def kept(*, language: Language) -> Words:
    return [text(KEPT(language))]


def used(shop: Shopfront, *, title: str, at: datetime, place: str | None, language: Language) -> Words:
    when = "　".join(part for part in (figures.moment(at, language), place) if part)
    return [text(USED(language, title=title, when=when, contact=reach(shop, language)))]


def expired(*, last_day: date, language: Language) -> Words:
    return [text(EXPIRED(language, day=figures.day(last_day, language)))]


def not_begun(*, first_day: date, language: Language) -> Words:
    return [text(NOT_BEGUN(language, day=figures.day(first_day, language)))]


def sold_out(*, language: Language) -> Words:
    return [text(SOLD_OUT(language))]


def already_used(shop: Shopfront, *, language: Language) -> Words:
    return [text(ALREADY_USED(language, contact=reach(shop, language)))]


def time_over(*, language: Language) -> Words:
    again = [postback(SEE_LIST(language), Action.COUPONS)]
    return [buttons(ALT_ASK(language), TIME_OVER(language), again)]


def unknown(*, language: Language) -> Words:
    return [text(UNKNOWN(language))]


def enough(*, language: Language) -> Words:
    return [text(ENOUGH(language))]


def _card(coupon: Held, language: Language) -> Box:
    said = USE_SAID(language, title=coupon.title)
    use = postback(USE(language), Action.COUPON_ASK, said=said, code=coupon.code)
    return card(described(coupon, language), [use])


def described(coupon: Held, language: Language) -> Sequence[Box]:
    """Tell what it is, until when, where, and under which conditions."""
    return [
        paragraph(coupon.title, weight="bold", size="lg"),
        paragraph(UNTIL(language, day=figures.day(coupon.last_day, language))),
        paragraph(_places(coupon, language)),
        *_conditions(coupon, language),
    ]


def _places(coupon: Held, language: Language) -> str:
    if not coupon.places:
        return EVERYWHERE(language)
    return PLACES(language, places=_joined(coupon.places, language))


def _joined(places: Sequence[str], language: Language) -> str:
    return (", " if language == "en" else "・").join(places)


def conditions(coupon: Held, language: Language) -> list[str]:
    """Say what its fields say, and what the shop added in its own words, a line each."""
    said = coupon_terms.composed(coupon.terms, language)
    return [*said, coupon.condition] if coupon.condition else said


def _conditions(coupon: Held, language: Language) -> list[Box]:
    said = lines(*conditions(coupon, language))
    return [paragraph(said)] if said else []
