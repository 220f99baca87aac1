"""Shapes of paying: points set aside for a bill, what is given back, and coupons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from api.fields import MOST, BillNumber, CouponCode, ReturnNumber, Shape, ShopId, SpendCode, said
from api.shapes import Whose


class Spend(Shape):
    """Points that a member wants to pay with: by their code, their name at a web shop, or both."""

    code: SpendCode | None = None
    member: Annotated[
        Whose | None,
        said(
            "だれか。会員証の番号だけでは、お店が選んだとき（spend_by_card）しか払えません",
            "whose; a card alone pays only where the shop chose so (spend_by_card)",
        ),
    ] = None
    bill: BillNumber
    points: int = said("使うポイント", "points to pay with", ge=1, le=MOST)
    shop: ShopId = None

    @model_validator(mode="before")
    @classmethod
    def somebody(cls, given: Any) -> Any:
        """Refuse a bill that nobody pays."""
        if isinstance(given, Mapping) and given.get("code") is None and given.get("member") is None:
            raise PydanticCustomError("payer", "give code, or member, or both")
        return given


class Reserved(Shape):
    """Points that lie aside for a bill."""

    bill: BillNumber
    points: int = said("取り置いたポイント", "points that were set aside")
    yen: int = said("お会計から引く金額（円）", "what they take off the bill, in yen")
    expires_at: datetime = said("この時刻まで", "they lie aside until then")


class Bill(Shape):
    """A bill, by the till's own number."""

    bill: BillNumber
    shop: ShopId = None


class SpendReturn(Shape):
    """Something of a bill that came back, which points had paid for."""

    bill: BillNumber
    return_receipt: ReturnNumber
    points: Annotated[
        int | None,
        said(
            "返すポイント。なければ残りすべて", "points to give back; none: all that is left", ge=1, le=MOST
        ),
    ] = None
    shop: ShopId = None


class CouponAsked(Shape):
    """A coupon that is shown at the till."""

    code: CouponCode
    yen: int | None = said(
        "お会計の金額（円）", "what the bill comes to", default=None, ge=1, le=MOST, strict=False
    )
    shop: int | None = said("店舗の番号", "the branch's number", default=None, ge=1, le=2**62, strict=False)


class CouponEnd(Shape):
    """A coupon of a bill."""

    code: CouponCode
    bill: BillNumber
    shop: ShopId = None


class CouponBill(CouponEnd):
    """A coupon for a bill."""

    yen: Annotated[int | None, said("お会計の金額（円）", "what the bill comes to", ge=1, le=MOST)] = None


class Coupon(Shape):
    """A coupon, and how it stands."""

    code: str = said("クーポンの番号", "its code")
    title: str = said("内容", "what it offers")
    state: str = said("様子", "how it stands: held, reserved, used, released or reversed")
    off_yen: int | None = said("お会計から引く金額（円）", "what it takes off the bill; null: the till knows")
