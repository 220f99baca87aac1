"""Sleeping: the one letter to somebody who has not been with us for long."""

from datetime import date

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import buttons, postback
from services.settings import Shopfront

LETTER = Say(
    ja="{shop}です。しばらくお目にかかっておりませんので、ご連絡いたします。\n"
    "{day}までにご利用がないときは、会員のご登録とポイント、クーポンを消去いたします。\n"
    "下のボタンを押すか、ひとことお送りくださるだけで、すべてそのままお使いいただけます。",
    en="This is {shop}. It has been a while, so we are writing to you.\n"
    "If you are not with us by {day}, we erase your membership, points and coupons.\n"
    "One tap below, or one word to us, keeps everything as it is.",
)
ALT = Say(ja="{shop}より会員のご登録についてのご連絡です", en="About your membership at {shop}")
GO_ON = Say(ja="このまま続ける", en="Keep everything")
SEE_LEAVING = Say(ja="退会について", en="About leaving")


def letter(shop: Shopfront, *, last_day: date, language: Language) -> Words:
    """Tell what will happen and until when, and that one word or tap keeps everything."""
    body = LETTER(language, shop=shop.name, day=figures.day(last_day, language))
    actions = [
        postback(GO_ON(language), Action.STAY),
        postback(SEE_LEAVING(language), Action.LEAVE),
    ]
    return [buttons(ALT(language, shop=shop.name), body, actions)]
