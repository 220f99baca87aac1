"""The balance of an old card: taken over, or why not."""

from datetime import date

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import buttons, postback, text
from bot.wording.points import SEE_BALANCE
from bot.wording.shop import reach
from services.settings import Shopfront

TAKEN = Say(
    ja="前のカードのポイントを引き換えました。ありがとうございます。\n"
    "・お引き換え：{points}（{day}まで）\n"
    "・ただいまの残高：{balance}",
    en="The points of your old card are yours here now. Thank you.\n"
    "・Taken over: {points} (good until {day})\n"
    "・Your balance: {balance}",
)
ALT_TAKEN = Say(ja="前のカードのポイントのご案内です", en="About the points of your old card")
UNKNOWN = Say(
    ja="この番号では引き換えられませんでした。お手元の引換券をお確かめのうえ、もう一度お送りください。\n"
    "引換券をなくされたときは、前のカードをお持ちのうえ、お店にお声がけください。",
    en="This code does not work. Please compare it with your slip, and send it once more.\n"
    "If the slip is lost, please show your old card at the shop.",
)
MISTYPED = Say(
    ja="番号のどこかに打ち間違いがあるようです。引換券をお確かめのうえ、「引換」に続けてもう一度お送りください。",
    en="Some sign of the code seems to be different. Please compare it with your slip, and send "
    "“claim” with the code once more.",
)
USED = Say(
    ja="この番号は、すでにお引き換えが済んでいます。\nお心当たりがないときは {contact} へお尋ねください。",
    en="The points of this code were taken over already.\nIf that was not you, please ask us at {contact}.",
)
TOO_LATE = Say(
    ja="この番号は{day}までのものでした。\n前のカードをお持ちのうえ、お店にお声がけください。",
    en="This code was good until {day}.\nPlease show your old card at the shop.",
)
RESTS = Say(
    ja="番号の違いが続いたため、しばらくお休みしております。15分ほどおいて、もう一度お送りください。\n"
    "お急ぎのときは {contact} へお尋ねください。",
    en="Several codes in a row were different, so we are taking a short break. Please send it again in "
    "about 15 minutes.\nYou can also ask us at {contact}.",
)
ABOUT = Say(
    ja="前のカードの残高は、引換券の番号で、こちらのポイントに引き換えられます。\n"
    "「引換」に続けて、番号をお送りください（例：引換 ABCD-EF23）。",
    en="The balance of an old card becomes points here, by the code on your slip.\n"
    "Please send “claim” with the code behind it, such as: claim ABCD-EF23",
)


def about(*, language: Language) -> Words:
    return [text(ABOUT(language))]


def taken(*, points: int, last_day: date, balance: int, language: Language) -> Words:
    body = TAKEN(
        language,
        points=figures.points(points, language),
        day=figures.day(last_day, language),
        balance=figures.points(balance, language),
    )
    return [buttons(ALT_TAKEN(language), body, [postback(SEE_BALANCE(language), Action.POINTS)])]


def unknown(*, language: Language) -> Words:
    return [text(UNKNOWN(language))]


def mistyped(*, language: Language) -> Words:
    return [text(MISTYPED(language))]


def used(shop: Shopfront, *, language: Language) -> Words:
    return [text(USED(language, contact=reach(shop, language)))]


def too_late(*, last_day: date, language: Language) -> Words:
    return [text(TOO_LATE(language, day=figures.day(last_day, language)))]


def rests(shop: Shopfront, *, language: Language) -> Words:
    return [text(RESTS(language, contact=reach(shop, language)))]
