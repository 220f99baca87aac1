"""The membership card on the phone."""

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import card, flex, paragraph, postback
from services.settings import Shopfront

TITLE = Say(ja="{shop} 会員証", en="{shop} membership card")
SHOW_IT = Say(
    ja="お会計のときに、この画面をお見せください。",
    en="Please show this screen when you pay.",
)
ALT = Say(ja="会員証です", en="Your membership card")
POINTS = Say(ja="ポイント", en="Points")
COUPONS = Say(ja="クーポン", en="Coupons")


def shown(shop: Shopfront, *, card_number: str, language: Language) -> Words:
    rows = [
        paragraph(TITLE(language, shop=shop.name), weight="bold"),
        paragraph(figures.card_number(card_number), size="3xl", weight="bold", align="center"),
        paragraph(SHOW_IT(language)),
    ]
    actions = [postback(POINTS(language), Action.POINTS), postback(COUPONS(language), Action.COUPONS)]
    return [flex(ALT(language), card(rows, actions))]
