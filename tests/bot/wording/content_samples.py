"""Announcements of every shape, with the longest that may stand in each place."""

from collections.abc import Callable
from typing import Any

from bot.wording import announcements
from services.content_checks import CARD_TEXT, CARDS, LABEL, LINK, TEXT, TITLE
from services.contents import Button, Card, Cards, Content, Picture, Text, Words
from services.settings import Shopfront

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
TOKEN = "p" * 43
PHOTOS = f"https://{'goen.' * 20}example/photos"
URI = "https://goen.example/" + "n" * (LINK - 21)
COUPON = {
    "title": "券" * 60,
    "until": "2026年12月31日（木）まで",
    "places": "・".join(["店" * 60] * 20),
    "condition": "条" * 120,
}
CARD = Card(Words("栗のケーキ", "Chestnut cake"), Words("", ""), Words(""), "", "")
FULL_CARD = Card(Words("題" * TITLE), Words("説" * CARD_TEXT), Words("見" * LABEL), URI, TOKEN)
BUTTON = Button(Words("お店のページ", "Our page"), URI)
SHORT = Text(Words("新しい焼き菓子ができました。", "New cakes are here."))
LONG = Text(Words("文" * TEXT))
FEW, MANY = Cards((CARD,)), Cards((FULL_CARD,) * CARDS)
CONTENTS = [
    Content((SHORT,)),
    Content((SHORT, Picture(TOKEN), FEW), BUTTON),
    *(Content((LONG, LONG, Picture(TOKEN), MANY, last), BUTTON, 1) for last in (LONG, Picture(TOKEN), MANY)),
    Content((SHORT, SHORT, SHORT, SHORT, FEW)),
]


def cases(front: Shopfront) -> list[Case]:
    """Each as an ordinary one and as one about safety; a coupon where the content names one."""
    return [
        (
            announcements.compose,
            (content, front, "123456789"),
            {"photos": PHOTOS, "coupon": COUPON if content.coupon_id else None, "is_safety": is_safety},
        )
        for content in CONTENTS
        for is_safety in (False, True)
    ]
