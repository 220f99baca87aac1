"""Points: the balance, its history, how they are used, and the letter before some expire."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import buttons, postback, text
from services.settings import Shopfront


class Amount(NamedTuple):
    """So many points with their last good day."""

    points: int
    day: date


class Movement(NamedTuple):
    """One line of the history: what moved the balance, when, by how much."""

    kind: str
    at: datetime
    points: int


BALANCE = Say(
    ja="{shop}ポイントは、ただいま{points}です。\n{worth}として、お会計でお使いいただけます。",
    en="You have {points} at {shop}.\nWhen you pay, {worth}.",
)
WORTH = Say(ja="1ポイントを{yen}円", en="1 point is worth {yen} yen")
EMPTY = Say(
    ja="{shop}ポイントは、ただいま0ポイントです。お会計のときに会員証をお見せいただくと、"
    "ポイントが付きます。",
    en="You have 0 points at {shop} just now. Show your card when you pay, and you will be given points.",
)
NEXT = Say(ja="・期限が近いもの：{points}\n　{day}まで", en="・Next to expire: {points}\n　good until {day}")
ALT_BALANCE = Say(ja="{shop}よりポイントのご案内です", en="Your points at {shop}")
SEE_HISTORY = Say(ja="履歴を見る", en="See history")
SEE_HOW = Say(ja="使いかた", en="How to use")
SEE_BALANCE = Say(ja="残高を見る", en="See balance")
WHY = Say(ja="なぜ届いたか", en="Why did I get this?")
STOP_THIS = Say(ja="この連絡を止める", en="Stop these reminders")
HISTORY = Say(ja="{shop}ポイントの履歴です（新しいものから）。", en="Your points at {shop}, newest first.")
NO_HISTORY = Say(ja="ポイントの履歴は、まだございません。", en="There is no history of points yet.")
MOVEMENT = Say(ja="・{day}　{points}　{kind}", en="・{day}: {points}, {kind}")
KINDS = {
    "welcome": Say(ja="入会のお礼", en="welcome gift"),
    "purchase": Say(ja="お買い物", en="purchase"),
    "grant": Say(ja="お店から", en="from the shop"),
    "spend": Say(ja="ご利用", en="used"),
    "expiry": Say(ja="期限が過ぎた分", en="expired"),
    "reversal": Say(ja="取り消し", en="undone"),
    "transfer": Say(ja="引き継ぎ", en="taken along"),
}
HOW_TO_USE = Say(
    ja="お会計のときに会員証をお見せになり、お使いになるポイントをお伝えください。\n"
    "{worth}としてお使いいただけます。期限の近いものから順に使われます。",
    en="When you pay, show your card and say how many points you would like to use.\n"
    "{worth}. Points that expire soonest are used first.",
)
ALT_HOW_TO_USE = Say(ja="ポイントの使いかたのご案内です", en="How to use points")
SHOW_CARD = Say(ja="会員証を見る", en="See card")
EXPIRY = Say(
    ja="{shop}です。ポイントの期限が近づきましたので、ご連絡いたします。\n"
    "{day}までのポイントが、{points}ございます。\n"
    "残高は{balance}で、期限の近いものから順に使われます。",
    en="This is {shop}, writing because some of your points are about to expire.\n"
    "You have {points} that are good until {day}.\n"
    "Your balance is {balance}; points that expire soonest are used first.",
)
EXPIRY_FURTHER = Say(ja="・そのあと：{points}（{day}まで）", en="- after that: {points}, good until {day}")
ALT_EXPIRY = Say(ja="{shop}よりポイントのご連絡です", en="A note about your points from {shop}")
TOO_FEW = Say(
    ja="ポイントが足りません。ただいまの残高は{balance}です。",
    en="There are not enough points. The balance is {balance}.",
)


def balance(
    shop: Shopfront, *, points: int, yen_per_point: int, expiring: Sequence[Amount], language: Language
) -> Words:
    """Tell the balance, its worth, and what expires next and when."""
    rows = lines(*(_next(amount, language) for amount in expiring))
    body = paragraphs(_head(shop, points, yen_per_point, language), rows)
    actions = [
        postback(SEE_HISTORY(language), Action.HISTORY),
        postback(SEE_HOW(language), Action.HOW_TO_USE),
    ]
    return [buttons(ALT_BALANCE(language, shop=shop.name), body, actions)]


def history(shop: Shopfront, movements: Sequence[Movement], *, language: Language) -> Words:
    if not movements:
        return [text(NO_HISTORY(language))]
    rows = [_movement(movement, language) for movement in movements]
    return [text(paragraphs(HISTORY(language, shop=shop.name), lines(*rows)))]


def how_to_use(*, yen_per_point: int, language: Language) -> Words:
    worth = WORTH(language, yen=figures.number(yen_per_point))
    actions = [postback(SHOW_CARD(language), Action.CARD), postback(SEE_BALANCE(language), Action.POINTS)]
    return [buttons(ALT_HOW_TO_USE(language), HOW_TO_USE(language, worth=worth), actions)]


def expiry_letter(
    shop: Shopfront,
    *,
    expiring: Amount,
    balance: int,
    language: Language,
    further: Sequence[Amount] = (),
) -> Words:
    """Write before points expire, to those who agreed to be told; `further` is what expires soon after."""
    said = EXPIRY(
        language,
        shop=shop.name,
        day=figures.day(expiring.day, language),
        points=figures.points(expiring.points, language),
        balance=figures.points(balance, language),
    )
    body = lines(said, *(_further(amount, language) for amount in further))
    actions = [
        postback(SEE_BALANCE(language), Action.POINTS),
        postback(WHY(language), Action.WHY, about="service"),
        postback(STOP_THIS(language), Action.STOP, purpose="service"),
    ]
    return [buttons(ALT_EXPIRY(language, shop=shop.name), body, actions)]


def _further(amount: Amount, language: Language) -> str:
    day = figures.day(amount.day, language)
    return EXPIRY_FURTHER(language, points=figures.points(amount.points, language), day=day)


def too_few(*, balance: int, language: Language) -> Words:
    return [text(TOO_FEW(language, balance=figures.points(balance, language)))]


def _head(shop: Shopfront, points: int, yen_per_point: int, language: Language) -> str:
    if not points:
        return EMPTY(language, shop=shop.name)
    worth = WORTH(language, yen=figures.number(yen_per_point))
    return BALANCE(language, shop=shop.name, points=figures.points(points, language), worth=worth)


def _next(expiring: Amount, language: Language) -> str:
    day = figures.day(expiring.day, language)
    return NEXT(language, points=figures.points(expiring.points, language), day=day)


def _movement(movement: Movement, language: Language) -> str:
    sign = "+" if movement.points > 0 else ""
    return MOVEMENT(
        language,
        day=figures.day(movement.at, language),
        points=f"{sign}{figures.number(movement.points)}",
        kind=KINDS[movement.kind](language),
    )
