"""The web shop: linking its customer number with the member, and ending that at any time."""

from bot.wording import Words
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, paragraphs
from bot.wording.messages import buttons, link, postback, text

OFFER = Say(
    ja="ネットショップのお客様番号を、こちらの会員とおつなぎできます。"
    "ネットでのお買い物にも、{shop}ポイントが付くようになります。",
    en="Your customer number at our web shop can be linked with your membership here. "
    "Purchases there will then give {shop} points, too.",
)
WHAT_IS_KEPT = Say(
    ja="お預かりするのは、お客様番号だけです。「ネットショップ」と送ると、いつでも外せます。",
    en="We keep your customer number and nothing else. Send “web shop” to end the link at any time.",
)
GO = Say(ja="ネットショップへ進む", en="Go to the web shop")
ALT_OFFER = Say(ja="ネットショップとつなぐご案内です", en="About linking the web shop")
LINKED = Say(
    ja="ネットショップとつながりました。これからのネットでのお買い物に、{shop}ポイントが付きます。\n"
    "「ネットショップ」と送ると、いつでも外せます。",
    en="The web shop is linked. From now on your purchases there give {shop} points.\n"
    "Send “web shop” to end the link at any time.",
)
STATE = Say(
    ja="ネットショップのお客様番号 {customer} とつながっています。\n"
    "外しても、いまの{shop}ポイントはそのままです。",
    en="You are linked with the customer number {customer} of the web shop.\n"
    "Your {shop} points stay as they are if you end it.",
)
END = Say(ja="つながりを外す", en="End the link")
ALT_STATE = Say(ja="ネットショップとのつながりのご案内です", en="Your link with the web shop")
ENDED = Say(
    ja="ネットショップとのつながりを外し、お客様番号を消去いたしました。{shop}ポイントはそのままです。",
    en="The link with the web shop has ended, and the customer number is erased. "
    "Your {shop} points are as they were.",
)
NOT_LINKED = Say(ja="ネットショップとは、つながっておりません。", en="You are not linked with the web shop.")
NO_SHOP = Say(
    ja="ただいま、ネットショップとのつながりは承っておりません。",
    en="Linking with a web shop is not offered just now.",
)
TOO_LATE = Say(
    ja="お時間がたったため、おつなぎできませんでした。\n"
    "お手数ですが、「ネットショップ」と送って、もう一度お試しください。",
    en="It took too long, so nothing was linked.\nPlease send “web shop” to try again.",
)


def offer(*, shop: str, address: str, language: Language) -> Words:
    """Say what linking brings and what is kept of it, before anything is."""
    body = paragraphs(OFFER(language, shop=shop), WHAT_IS_KEPT(language))
    return [buttons(ALT_OFFER(language), body, [link(GO(language), address)])]


def linked(*, shop: str, language: Language) -> Words:
    return [text(LINKED(language, shop=shop))]


def state(*, shop: str, customer: str, language: Language) -> Words:
    body = STATE(language, shop=shop, customer=customer)
    return [buttons(ALT_STATE(language), body, [postback(END(language), Action.LINK_END)])]


def ended(*, shop: str, language: Language) -> Words:
    return [text(ENDED(language, shop=shop))]


def not_linked(*, language: Language) -> Words:
    return [text(NOT_LINKED(language))]


def no_shop(*, language: Language) -> Words:
    return [text(NO_SHOP(language))]


def too_late(*, language: Language) -> Words:
    return [text(TOO_LATE(language))]
