"""Fields: what the shapes of the partner door are made of, each with its words and its bounds."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from services import links, points, purchases

MOST = points.LARGEST_PURCHASE
NAMES = ("card", "customer", "link")
"""The ways to name a member, of which one is used."""


class Shape(BaseModel):
    """A body: nothing is guessed, and a field that is not known is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def said(ja: str, en: str, **rules: Any) -> Any:
    """Describe a field in both languages, with its rules."""
    return Field(description=f"{ja} / {en}", **rules)


Card = Annotated[
    str,
    said("会員番号（8桁）", "the card number, 8 digits", pattern=r"^\d{4}-?\d{4}$", examples=["12345678"]),
]
Customer = Annotated[
    str,
    said(
        "つながっているお客様番号",
        "the linked customer number of the web shop",
        min_length=1,
        max_length=links.LONGEST_NUMBER,
    ),
]
LinkToken = Annotated[
    str,
    said("つないだときの link", "the link that was given when linking", pattern=r"^lnk_[\w-]{32}$"),
]
SpendCode = Annotated[
    str,
    said(
        "ポイントを使う番号（7桁、5分間、1回）",
        "the code that pays: 7 digits, for five minutes, once",
        pattern=r"^[0-9]{7}$",
        examples=["1234567"],
    ),
]
Receipt = Annotated[
    str,
    said(
        "レシート番号。店舗ごとに一度だけ数えます",
        "the receipt's number; it counts once at each shop",
        pattern=r"^[!-~]+$",
        max_length=purchases.LONGEST_RECEIPT,
        examples=["20261201-0042"],
    ),
]
BillNumber = Annotated[
    str,
    said(
        "お会計の番号。店舗ごとに一度だけ数えます",
        "the bill's number; it counts once at each shop",
        pattern=r"^[!-~]+$",
        max_length=purchases.LONGEST_RECEIPT,
        examples=["20261201-0042"],
    ),
]
ReturnNumber = Annotated[
    str,
    said(
        "返品の伝票番号。店舗ごとに一度だけ数えます",
        "the number of the return; it counts once at each shop",
        pattern=r"^[!-~]+$",
        max_length=purchases.LONGEST_RECEIPT,
        examples=["20261203-0007"],
    ),
]
CouponCode = Annotated[
    str, said("クーポンの番号", "the coupon's code", pattern=r"^[0-9A-Za-z -]{4,16}$", examples=["7KQ2MWXZ"])
]
Yen = Annotated[
    int, said("税込の金額（円）", "yen, tax included", ge=1, le=points.LARGEST_PURCHASE, examples=[3280])
]
ShopId = Annotated[
    int | None,
    said("店舗の番号（/shops で分かります）", "the branch's number, as /shops tells", ge=1, le=2**62),
]
