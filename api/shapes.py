"""Shapes: what the partner door takes and gives; the description is made of these."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from api.fields import (
    MOST,
    NAMES,
    Card,
    Customer,
    LinkToken,
    Receipt,
    ReturnNumber,
    Shape,
    ShopId,
    Yen,
    said,
)


class Whose(Shape):
    """Whose it is: by exactly one of card, customer and link."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    card: Card | None = None
    customer: Customer | None = None
    link: LinkToken | None = None

    @model_validator(mode="before")
    @classmethod
    def one_way(cls, given: Any) -> Any:
        """Refuse none and several; which one is meant is never guessed."""
        if isinstance(given, Mapping) and len([name for name in NAMES if given.get(name) is not None]) != 1:
            raise PydanticCustomError("one_of", "give exactly one of card, customer and link")
        return given


class Nothing(Shape):
    """Nothing is asked for by name."""


class LinesAsked(Whose):
    """Whose lines, and which of them."""

    cursor: str | None = said("前の答えの next", "the next of the answer before", default=None, max_length=40)
    limit: int = said("一度に何行", "lines at a time", default=20, ge=1, le=100, strict=False)


class Part(Shape):
    """So much of a purchase is of one product group."""

    group: str = said("商品の区分", "the product group", min_length=1, max_length=40)
    yen: int = said("税込の金額（円）", "yen, tax included", ge=0, le=MOST)


class Purchase(Shape):
    """A purchase that was paid."""

    member: Whose
    receipt: Receipt
    yen: Yen
    lines: list[Part] = said(
        "商品の区分ごとの内訳。残りは区分なし",
        "parts by product group; the rest has none",
        max_length=50,
        default_factory=list,
    )
    shop: ShopId = None


class PurchaseReturn(Shape):
    """Something of a purchase that came back."""

    receipt: Receipt
    return_receipt: ReturnNumber
    yen: Annotated[
        int | None,
        said(
            "返品の金額（円）。なければ残りすべて",
            "yen that came back; none: all that is left",
            ge=1,
            le=MOST,
        ),
    ] = None
    shop: ShopId = None


class Moved(Shape):
    """What was moved, and what the member has now."""

    points: int = said("動いたポイント", "points that were moved")
    balance: int = said("いまの残高", "the balance now")


class Given(Shape):
    """What a purchase brought."""

    receipt: Receipt
    points: int = said("付いたポイント", "points that it gave")
    balance: int = said("いまの残高", "the balance now")


class Expiring(Shape):
    """Points that are good until and with a day."""

    points: int = said("ポイント", "points")
    last_day: date = said("最終日（日本時間）", "the last good day, Japan time")


class Balance(Shape):
    """What a member has."""

    balance: int = said("いま使えるポイント", "points that can be used now")
    worth_yen: int = said("お会計での値打ち（円）", "what they are worth at the till, in yen")
    expiring: list[Expiring] = said("期限の近いもの", "what expires next")


class Rank(Shape):
    """A rank of the shop's."""

    code: str = said("ランクの記号。名前が変わっても同じです", "its code, which stays when its name changes")
    name: str = said("お客さまに見せる名前", "its name for people, in the language of Accept-Language")


class Cardholder(Shape):
    """What a till needs of a member, and no more: never a name, never a LINE id."""

    card: Card
    balance: int = said("いま使えるポイント", "points that can be used now")
    rank: Annotated[Rank | None, said("会員のランク。なければ null", "the member's rank; null: none")] = None


class Line(Shape):
    """One line of a member's ledger."""

    id: int = said("番号", "number")
    kind: str = said(
        "こと", "what it was: welcome, purchase, grant, spend, expiry, reversal, transfer or another"
    )
    points: int = said("増減", "points, above zero in, below zero out")
    yen: int | None = said("金額（円）", "yen")
    at: datetime = said("日時", "when")


class Lines(Shape):
    """Lines, the newest first."""

    lines: list[Line]
    next: str | None = said("続きの cursor。なければ終わり", "the cursor of what follows; null: that was all")


class Shop(Shape):
    """A branch."""

    id: int = said("店舗の番号", "its number")
    name: str = said("名前", "its name")


class Shops(Shape):
    """The branches that are open."""

    shops: list[Shop]


class LinkRequest(Shape):
    """A customer who signed in at the web shop and came with a linkToken."""

    customer: Customer
    link_token: str = said(
        "アドレスに付いてきた linkToken", "the linkToken of the address", min_length=1, max_length=300
    )


class LinkBegun(Shape):
    """Where to send the customer now."""

    redirect: str = said("ここへ移してください（10分以内）", "send the customer there within ten minutes")
    link: str = said("つながったあと、会員を表す文字", "the name of the member for you, once they are linked")
    expires_at: datetime = said("この時刻まで", "good until then")


class LinkEnd(Shape):
    """A customer who is to be known no more."""

    customer: Customer


class LinkEnded(Shape):
    """Whether there was a link."""

    ended: bool = said("つながりがあったか", "whether there was one")
