"""When a message is none of the things we know: the menu, or a word that a person will look."""

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import Box, buttons, postback, text
from bot.wording.shop import reach
from services.settings import Shopfront

MENU = Say(
    ja="メッセージをありがとうございます。このトークは自動でお答えしています。\n"
    "次のご用件を承ります。\n"
    "そのほかは {contact}{hours}へお願いいたします。",
    en="Thank you for your message. This chat answers automatically.\n"
    "It can help you with the following.\n"
    "For anything else please turn to {contact}{hours}.",
)
HOURS = Say(ja="（{hours}）", en=" ({hours})")
ALT = Say(ja="このトークで承るご用件のご案内です", en="What this chat can help with")
POINTS = Say(ja="ポイント", en="Points")
COUPONS = Say(ja="クーポン", en="Coupons")
CARD = Say(ja="会員証", en="Card")
SETTINGS = Say(ja="設定・停止", en="Settings, stop")
JOIN = Say(ja="会員登録について", en="About joining")
GUIDE = Say(ja="お店の案内", en="About the shop")
CONTACT = Say(ja="お問い合わせ", en="Contact")
STAFF_WILL_ANSWER = Say(
    ja="メッセージをありがとうございます。係の者が確認して、このトークでお返事いたします。",
    en="Thank you for your message. One of us will read it and answer you here.",
)
STAFF_HOURS = Say(ja="お返事は{hours}のあいだにいたします。", en="We answer during these hours: {hours}.")
PRESS_A_BUTTON = Say(
    ja="お手数ですが、上のボタンからお選びください。",
    en="Please choose with one of the buttons above.",
)
WELCOME = Say(
    ja="こちらこそ、ありがとうございます。",
    en="Thank you, too.",
)


def menu(shop: Shopfront, *, is_member: bool, language: Language) -> Words:
    """Say that a machine answers, what it can do, and where people are."""
    hours = HOURS(language, hours=shop.contact_hours) if shop.contact_hours else ""
    body = MENU(language, contact=reach(shop, language), hours=hours)
    actions = _for_member(language) if is_member else _for_stranger(language)
    return [buttons(ALT(language), body, actions)]


def staff_will_answer(shop: Shopfront, *, language: Language) -> Words:
    """For shops whose staff answer in LINE's own console."""
    hours = STAFF_HOURS(language, hours=shop.contact_hours) if shop.contact_hours else ""
    return [text(f"{STAFF_WILL_ANSWER(language)}\n{hours}".strip())]


def you_are_welcome(*, language: Language) -> Words:
    return [text(WELCOME(language))]


def press_a_button(*, language: Language) -> Words:
    """Answer a typed yes or no, which cannot tell what it is for."""
    return [text(PRESS_A_BUTTON(language))]


def _for_member(language: Language) -> list[Box]:
    return [
        postback(POINTS(language), Action.POINTS),
        postback(COUPONS(language), Action.COUPONS),
        postback(CARD(language), Action.CARD),
        postback(SETTINGS(language), Action.SETTINGS),
    ]


def _for_stranger(language: Language) -> list[Box]:
    return [
        postback(JOIN(language), Action.JOIN),
        postback(GUIDE(language), Action.SHOP),
        postback(CONTACT(language), Action.CONTACT),
    ]
