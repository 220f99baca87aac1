"""The membership card on the phone, which earns, and the code beside it, which pays."""

from datetime import datetime
from typing import NamedTuple

from bot.wording import Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say
from bot.wording.messages import Box, card, flex, paragraph, postback
from services.settings import Shopfront

TITLE = Say(ja="{shop} 会員証", en="{shop} membership card")
SHOW_IT = Say(
    ja="お会計のときに、この画面をお見せください。ポイントが付きます。",
    en="Please show this screen when you pay, and you will be given points.",
)
RANK = Say(ja="ランク：{rank}", en="Rank: {rank}")
ALT = Say(ja="会員証です", en="Your membership card")
USE = Say(ja="ポイントを使う", en="Use points")
POINTS = Say(ja="ポイント", en="Points")
COUPONS = Say(ja="クーポン", en="Coupons")
READ_OUT = Say(
    ja="ポイントでお支払いになるときの番号です。店員にお見せください。",
    en="This is the number to pay with points. Please show it at the counter.",
)
GOOD_UNTIL = Say(
    ja="{clock}まで、1回お使いいただけます。残高は{balance}です。",
    en="It is good once, until {clock}. Your balance is {balance}.",
)
ANOTHER = Say(ja="新しい番号を出す", en="Get another number")
ALT_CODE = Say(ja="ポイントを使う番号です", en="Your number to use points")


class Face(NamedTuple):
    """What a card shows; `picture` is the address of its codes, None where LINE could not fetch it."""

    card_number: str
    rank: str | None = None
    picture: str | None = None
    has_bars: bool = True


def shown(shop: Shopfront, face: Face, *, language: Language) -> Words:
    rows = [
        paragraph(TITLE(language, shop=shop.name), weight="bold"),
        paragraph(figures.card_number(face.card_number), size="3xl", weight="bold", align="center"),
        *([paragraph(RANK(language, rank=face.rank), align="center")] if face.rank else []),
        paragraph(SHOW_IT(language)),
    ]
    actions = [
        postback(USE(language), Action.SPEND_CODE),
        postback(POINTS(language), Action.POINTS),
        postback(COUPONS(language), Action.COUPONS),
    ]
    drawn = card(rows, actions)
    return [flex(ALT(language), _with(drawn, face.picture, "1:1" if face.has_bars else "13:10"))]


def spend_code(
    code: str, *, until: datetime, balance: int, picture: str | None = None, language: Language
) -> Words:
    """Show the seven digits, large, with the time until when they are good, and a code to scan."""
    told = GOOD_UNTIL(language, clock=figures.clock(until), balance=figures.points(balance, language))
    rows = [
        paragraph(READ_OUT(language)),
        paragraph(f"{code[:3]} {code[3:]}", size="4xl", weight="bold", align="center"),
        paragraph(told),
    ]
    drawn = card(rows, [postback(ANOTHER(language), Action.SPEND_CODE)])
    return [flex(ALT_CODE(language), _with(drawn, picture, "13:10"))]


def _with(drawn: Box, picture: str | None, ratio: str) -> Box:
    """Put a picture above, where there is one."""
    hero = {"type": "image", "url": picture, "size": "full", "aspectRatio": ratio, "aspectMode": "fit"}
    return {**drawn, "hero": hero} if picture else drawn
