"""A till checks a coupon, sets it aside for a bill, uses it, lets it go or gives it back."""

from api import paying
from api.calls import Call
from models.coupon_uses import CouponUse
from services import coupon_reversals, coupon_uses
from services.coupon_uses import Till, Used
from services.coupons import Held

REASON = "レジから / by the till"
"""Why it was given back, where the till says nothing."""


def check(call: Call, asked: paying.CouponAsked) -> paying.Coupon:
    """Tell what a code is good for, and nothing of whose it is."""
    till = Till(yen=asked.yen, shop_id=asked.shop)
    found = coupon_uses.check(call.session, asked.code, now=call.now, **till)
    return _shown(found.held, "held", found.off_yen)


def reserve(call: Call, asked: paying.CouponBill) -> paying.Coupon:
    till = Till(yen=asked.yen, shop_id=asked.shop)
    return _used(
        call, coupon_uses.reserve(call.session, asked.code, cause=_cause(asked), now=call.now, **till)
    )


def use(call: Call, asked: paying.CouponBill) -> paying.Coupon:
    till = Till(yen=asked.yen, shop_id=asked.shop)
    return _used(call, coupon_uses.use(call.session, asked.code, cause=_cause(asked), now=call.now, **till))


def release(call: Call, asked: paying.CouponEnd) -> paying.Coupon:
    return _used(call, coupon_reversals.release(call.session, _cause(asked), now=call.now))


def reverse(call: Call, asked: paying.CouponEnd) -> paying.Coupon:
    done = coupon_reversals.reverse(call.session, _cause(asked), reason=REASON, now=call.now)
    return _used(call, done)


def _cause(asked: paying.CouponEnd) -> str:
    """One bill may take several coupons, each once."""
    return f"bill:{asked.shop or 0}:{asked.bill}:{asked.code}"


def _used(call: Call, done: Used) -> paying.Coupon:
    call.member_id = done.held.grant.member_id
    one: CouponUse = done.use
    return _shown(done.held, one.state.value, one.off_yen)


def _shown(held: Held, state: str, off_yen: int | None) -> paying.Coupon:
    coupon = held.coupon
    return paying.Coupon(code=held.grant.code, title=coupon.title, state=state, off_yen=off_yen)
