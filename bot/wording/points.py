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
    """One line of the history: what moved the balance, when, by how much, and why."""

    kind: str
    at: datetime
    points: int
    yen: int | None = None
    note: str | None = None
    spent: int = 0
    """How many of them a return could not take back, since they were spent."""
    fate: str = ""
    """What becomes of those: `open`, `waiting`, `paid` or `forgiven`."""


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
PENDING = Say(
    ja="・反映待ち：{points}\n　{day}ごろ加わります", en="・Not yet usable: {points}\n　from about {day}"
)
HELD = Say(
    ja="・お会計中：{points}\n　お使いにならなければ、15分ほどで戻ります",
    en="・For a payment under way: {points}\n　back in about 15 minutes if they are not used",
)
OWED = Say(
    ja="・ご返品の分：{points}\n　次に付くポイントから差し引きます",
    en="・For a return: {points}\n　taken from the next points you are given",
)
CHANGE = Say(
    ja="{day}から、ポイントの付きかたが変わります。くわしくは店頭でご案内いたします。",
    en="From {day}, purchases give points in a new way. Please ask us at the shop.",
)
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
    "returned": Say(ja="ご返品", en="returned"),
    "let_off": Say(ja="ご返品の分を差し引かないことにしました", en="let off for the return"),
}
FOR_YEN = Say(ja="{kind}（{yen}円）", en="{kind} ({yen} yen)")
FATES = {
    "open": Say(
        ja="　うち{points}はお使いになった後でしたので、次に付くポイントから差し引きます。",
        en="　{points} of these were spent already; the next points you are given make up for them.",
    ),
    "waiting": Say(
        ja="　うち{points}はお使いになった後でしたので、店で確かめております。",
        en="　{points} of these were spent already; the shop is looking into it.",
    ),
    "paid": Say(
        ja="　うち{points}はお使いになった後でしたので、その後に付いたポイントから差し引きました。",
        en="　{points} of these were spent already; points you were given later made up for them.",
    ),
    "forgiven": Say(
        ja="　うち{points}はお使いになった後でしたので、差し引いておりません。",
        en="　{points} of these were spent already, and nothing is asked for them.",
    ),
}
HOW_TO_USE = Say(
    ja="お会計のときに「ポイントを使う」の番号をお見せになり、お使いになるポイントをお伝えください。\n"
    "{worth}としてお使いいただけます。期限の近いものから順に使われます。",
    en="When you pay, show the number from “Use points” and say how many points you would like to use.\n"
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
GIFT_WAITS = Say(
    ja="入会のお礼の{waiting}は、初めてのお買い物のあとからお使いいただけます。いまお使いいただけるのは{free}です。",
    en="Your welcome gift of {waiting} can be used after your first purchase. Today you can use {free}.",
)
TOO_FEW = Say(
    ja="ポイントが足りません。ただいまの残高は{balance}です。",
    en="There are not enough points. The balance is {balance}.",
)


def balance(
    shop: Shopfront,
    *,
    points: int,
    yen_per_point: int,
    expiring: Sequence[Amount],
    pending: Sequence[Amount] = (),
    held: int = 0,
    owed: int = 0,
    changes_on: date | None = None,
    language: Language,
) -> Words:
    """Tell the balance and its worth; what expires next and what is pending, and when; held, owed."""
    rows = [_row(NEXT, amount, language) for amount in expiring]
    rows += [_row(PENDING, amount, language) for amount in pending]
    if held:
        rows.append(HELD(language, points=figures.points(held, language)))
    if owed:
        rows.append(OWED(language, points=figures.points(owed, language)))
    change = CHANGE(language, day=figures.day(changes_on, language)) if changes_on else None
    body = paragraphs(_head(shop, points, yen_per_point, language), lines(*rows), change)
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


def gift_waits(*, waiting: int, free: int, language: Language) -> Words:
    """Say that the welcome gift can be used from the first purchase on, and what can be used today."""
    amounts = (figures.points(amount, language) for amount in (waiting, free))
    return [text(GIFT_WAITS(language, **dict(zip(("waiting", "free"), amounts, strict=True))))]


def _head(shop: Shopfront, points: int, yen_per_point: int, language: Language) -> str:
    if not points:
        return EMPTY(language, shop=shop.name)
    worth = WORTH(language, yen=figures.number(yen_per_point))
    return BALANCE(language, shop=shop.name, points=figures.points(points, language), worth=worth)


def _row(say: Say, amount: Amount, language: Language) -> str:
    day = figures.day(amount.day, language)
    return say(language, points=figures.points(amount.points, language), day=day)


def _movement(movement: Movement, language: Language) -> str:
    """Write one line, with what explains it below."""
    sign, kind = "+" if movement.points > 0 else "", KINDS[movement.kind](language)
    if movement.yen and movement.kind in ("purchase", "returned"):
        kind = FOR_YEN(language, kind=kind, yen=figures.number(movement.yen))
    moved = f"{sign}{figures.number(movement.points)}"
    said = MOVEMENT(language, day=figures.day(movement.at, language), points=moved, kind=kind)
    fate = FATES[movement.fate] if movement.spent else None
    why = fate(language, points=figures.points(movement.spent, language)) if fate else None
    return lines(said, f"　{movement.note}" if movement.note else None, why)
