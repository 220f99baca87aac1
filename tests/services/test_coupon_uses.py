"""Coupon uses: checked, set aside, used, given back; each once for its cause."""

from datetime import timedelta
from typing import Any

import pytest

from models.coupon_uses import UseState
from models.coupons import CouponGrant, GrantState, OfferKind
from models.members import Member
from services import coupon_reversals, coupon_uses, coupons
from services.coupon_terms import CouponMinimum
from tests.clock import NOW
from tests.makers import Make

LATER = NOW + timedelta(minutes=14)
TOO_LATE = NOW + coupon_uses.SET_ASIDE


@pytest.fixture
def copy(make: Make) -> CouponGrant:
    """A copy of a coupon of 15 % off bills of 500 yen or more."""
    wishes: dict[str, Any] = {"kind": OfferKind.PERCENT_OFF, "amount": 15, "minimum_yen": 500}
    return make.held(make.member(), make.coupon(for_everyone=False, **wishes))


def test_a_check_tells_what_comes_off_and_changes_nothing(make: Make, copy: CouponGrant) -> None:
    spoken = f"{copy.code[:4].lower()}-{copy.code[4:].lower()}"

    checked = coupon_uses.check(make.session, spoken, now=NOW, yen=999)

    assert (checked.held.grant.id, checked.off_yen, copy.state) == (copy.id, 149, GrantState.HELD)
    with pytest.raises(CouponMinimum):
        coupon_uses.check(make.session, copy.code, now=NOW, yen=499)
    with pytest.raises(coupons.CouponUnknown):
        coupon_uses.check(make.session, "ZZZZZZZZ", now=NOW)


@pytest.mark.parametrize(
    ("kind", "amount", "yen", "off"),
    [
        (OfferKind.YEN_OFF, 50, 500, 50),
        (OfferKind.YEN_OFF, 50, 30, 30),
        (OfferKind.PERCENT_OFF, 10, 999, 99),
        (OfferKind.MEMBER_PRICE, 480, 999, None),
        (OfferKind.RIGHT, None, 999, None),
        (OfferKind.YEN_OFF, 50, None, None),
    ],
)
def test_parts_of_a_yen_are_left_out_and_no_bill_goes_below_nothing(
    make: Make, kind: OfferKind, amount: int | None, yen: int | None, off: int | None
) -> None:
    copy = make.held(make.member(), make.coupon(for_everyone=False, kind=kind, amount=amount))

    assert coupon_uses.check(make.session, copy.code, now=NOW, yen=yen).off_yen == off


def test_what_is_set_aside_is_used_under_its_cause_and_by_nobody_else_meanwhile(
    make: Make, copy: CouponGrant
) -> None:
    shop, clerk = make.shop(), make.staff()
    coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW, yen=600)

    with pytest.raises(coupons.CouponReserved):
        coupon_uses.reserve(make.session, copy.code, cause="b", now=LATER)
    with pytest.raises(coupons.CouponReserved):
        coupon_uses.use(make.session, copy.code, cause="b", now=LATER)
    done = coupon_uses.use(
        make.session, copy.code, cause="a", now=LATER, yen=1000, shop_id=shop.id, staff_id=clerk.id
    )

    assert (done.use.state, done.use.yen, done.use.off_yen) == (UseState.USED, 1000, 150)
    assert (copy.state, copy.used_at, copy.shop_id, copy.staff_id) == (
        GrantState.USED,
        LATER,
        shop.id,
        clerk.id,
    )


def test_asked_again_under_the_same_cause_nothing_happens_twice(make: Make, copy: CouponGrant) -> None:
    first = coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW)
    again = coupon_uses.reserve(make.session, copy.code, cause="a", now=LATER)
    used = coupon_uses.use(make.session, copy.code, cause="a", now=LATER)
    once_more = coupon_uses.use(make.session, copy.code, cause="a", now=LATER + timedelta(days=60))

    assert {first.use.id, again.use.id, used.use.id, once_more.use.id} == {first.use.id}
    assert once_more.use.used_at == LATER
    with pytest.raises(coupons.CouponAlreadyUsed):
        coupon_uses.use(make.session, copy.code, cause="b", now=LATER)


def test_after_fifteen_minutes_another_till_may_have_it_and_the_first_has_lost_it(
    make: Make, copy: CouponGrant
) -> None:
    first = coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW).use
    coupon_uses.reserve(make.session, copy.code, cause="b", now=TOO_LATE)

    with pytest.raises(coupon_uses.UseOver):
        coupon_uses.use(make.session, copy.code, cause="a", now=TOO_LATE)

    assert (first.state, first.ended_at) == (UseState.RELEASED, TOO_LATE)
    assert coupon_uses.use(make.session, copy.code, cause="b", now=TOO_LATE).use.state == UseState.USED


def test_a_till_that_comes_late_still_has_it_where_nobody_else_does(make: Make, copy: CouponGrant) -> None:
    coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW)

    done = coupon_uses.use(make.session, copy.code, cause="a", now=TOO_LATE)

    assert (done.use.state, copy.reserved_until) == (UseState.USED, None)


def test_what_is_let_go_is_free_at_once_and_not_used_by_a_late_word(make: Make, copy: CouponGrant) -> None:
    coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW)

    for _ in range(2):
        released = coupon_reversals.release(make.session, "a", now=NOW)

    assert released.use.state == UseState.RELEASED
    with pytest.raises(coupon_uses.UseOver):
        coupon_uses.use(make.session, copy.code, cause="a", now=NOW)
    assert coupon_uses.use(make.session, copy.code, cause="b", now=NOW).use.state == UseState.USED
    with pytest.raises(coupon_uses.UseOver):
        coupon_reversals.release(make.session, "b", now=NOW)


def test_a_use_is_given_back_the_same_day_once_with_its_reason(make: Make, copy: CouponGrant) -> None:
    coupon_uses.use(make.session, copy.code, cause="a", now=NOW)

    back = coupon_reversals.reverse(make.session, "a", reason="打ちまちがい", now=LATER)
    again = coupon_reversals.reverse(make.session, "a", reason="二度め", now=LATER)

    assert (copy.state, copy.used_at) == (GrantState.HELD, None)
    assert (back.use.state, again.use.reason) == (UseState.REVERSED, "打ちまちがい")
    assert coupon_uses.use(make.session, copy.code, cause="a", now=LATER).use.state == UseState.REVERSED
    assert coupon_uses.use(make.session, copy.code, cause="b", now=LATER).use.state == UseState.USED


def test_what_was_given_back_and_used_anew_is_not_given_back_by_the_old_word(
    make: Make, copy: CouponGrant
) -> None:
    coupon_uses.use(make.session, copy.code, cause="a", now=NOW)
    coupon_reversals.reverse(make.session, "a", reason="x", now=NOW)
    coupon_uses.use(make.session, copy.code, cause="b", now=LATER)

    coupon_reversals.reverse(make.session, "a", reason="x", now=LATER)

    assert copy.state == GrantState.USED


def test_the_day_of_a_use_ends_at_midnight_in_japan(make: Make, copy: CouponGrant) -> None:
    evening = NOW.replace(hour=14, minute=59)
    coupon_uses.use(make.session, copy.code, cause="a", now=evening)

    with pytest.raises(coupon_reversals.UseTooLate):
        coupon_reversals.reverse(make.session, "a", reason="x", now=evening + timedelta(minutes=1))

    assert coupon_reversals.reverse(make.session, "a", reason="x", now=evening).use.ended_at == evening


def test_a_cause_that_is_unknown_or_of_another_coupon_does_nothing(make: Make, copy: CouponGrant) -> None:
    other = make.held(make.member())
    coupon_uses.reserve(make.session, other.code, cause="a", now=NOW)

    for deed in (coupon_uses.reserve, coupon_uses.use):
        with pytest.raises(coupon_uses.UseUnknown):
            deed(make.session, copy.code, cause="a", now=NOW)
    with pytest.raises(coupon_uses.UseUnknown):
        coupon_reversals.release(make.session, "nobody", now=NOW)
    with pytest.raises(coupon_uses.UseUnknown):
        coupon_reversals.reverse(make.session, "a", reason="x", now=NOW)


def test_only_the_members_own_uses_of_today_can_be_given_back_the_last_one_first(make: Make) -> None:
    member, other = make.member(), make.member()
    moments = (NOW - timedelta(days=1), NOW - timedelta(hours=1), NOW, NOW)
    owners = (member, member, member, other)
    uses = [make.used(make.held(one), now=moment) for one, moment in zip(owners, moments, strict=True)]
    make.held(member)

    assert [one.use for one in of_today(make, member)] == [uses[2], uses[1]]


def of_today(make: Make, member: Member) -> list[coupon_uses.Used]:
    return coupon_reversals.of_today(make.session, member, now=NOW)
