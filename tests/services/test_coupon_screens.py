"""The customer's screen: ten minutes, and one press of the clerk's."""

import itertools
from datetime import date, datetime, timedelta

import pytest

from models.coupon_uses import CouponUse, UseState
from models.members import Member
from models.shops import CouponWay
from services import coupon_screens, coupons, shops
from tests.clock import NOW
from tests.makers import Make

TAPS = itertools.count()


def press(make: Make, member: Member, code: str, *, now: datetime) -> CouponUse:
    """The clerk's tap on the customer's phone; every tap is an event of its own."""
    return coupon_screens.press(make.session, member, code, cause=f"phone:{next(TAPS)}", now=now).use


def test_shown_then_used_once_however_often_it_is_tapped(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupon_screens.show(make.session, member, code, now=NOW)

    used = press(make, member, code, now=NOW + timedelta(minutes=2))

    assert used.state == UseState.USED
    with pytest.raises(coupons.CouponAlreadyUsed) as refusal:
        press(make, member, code, now=NOW + timedelta(minutes=3))
    assert refusal.value.used_at == NOW + timedelta(minutes=2)


def test_it_is_not_used_before_it_is_shown(make: Make) -> None:
    member = make.member()

    with pytest.raises(coupon_screens.CouponNotShown):
        press(make, member, make.held(member).code, now=NOW)


def test_after_ten_minutes_it_is_back_in_the_list_and_can_be_shown_again(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    shown = coupon_screens.show(make.session, member, code, now=NOW)
    later = NOW + timedelta(minutes=10)

    with pytest.raises(coupon_screens.CouponNotShown):
        press(make, member, code, now=later)

    assert shown.shown_until == later
    assert code in [held.grant.code for held in coupons.wallet(make.session, member, now=later)]
    coupon_screens.show(make.session, member, code, now=later)
    assert press(make, member, code, now=later).used_at == later


def test_showing_again_starts_the_ten_minutes_anew(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupon_screens.show(make.session, member, code, now=NOW)
    coupon_screens.show(make.session, member, code, now=NOW + timedelta(minutes=9))

    assert press(make, member, code, now=NOW + timedelta(minutes=15)).used_at


def test_a_used_coupon_cannot_be_shown(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupon_screens.show(make.session, member, code, now=NOW)
    press(make, member, code, now=NOW)

    with pytest.raises(coupons.CouponAlreadyUsed):
        coupon_screens.show(make.session, member, code, now=NOW)


def test_before_its_first_and_after_its_last_day_it_cannot_be_shown(make: Make) -> None:
    member = make.member()
    early = make.held(member, make.coupon(starts_on=date(2026, 12, 2), for_everyone=False)).code
    over = make.held(member, make.coupon(for_everyone=False)).code

    with pytest.raises(coupons.CouponNotBegun):
        coupon_screens.show(make.session, member, early, now=NOW)
    with pytest.raises(coupons.CouponExpired):
        coupon_screens.show(make.session, member, over, now=NOW + timedelta(days=60))


def test_somebody_elses_coupon_is_unknown(make: Make) -> None:
    code = make.held(make.member()).code

    with pytest.raises(coupons.CouponUnknown):
        coupon_screens.show(make.session, make.member(), code, now=NOW)


def test_one_tap_that_comes_twice_is_one_use(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupon_screens.show(make.session, member, code, now=NOW)

    first = coupon_screens.press(make.session, member, code, cause="phone:same", now=NOW)

    assert first.use.used_at == NOW
    with pytest.raises(coupons.CouponAlreadyUsed):
        coupon_screens.press(make.session, member, code, cause="phone:same", now=NOW)


def test_where_the_counter_confirms_the_screen_has_no_button(make: Make) -> None:
    counter, phone = make.shop("レジの店"), make.shop("画面の店")
    shops.use_coupons(make.session, counter, CouponWay.COUNTER)
    member = make.member()
    here = make.held(member, make.coupon(for_everyone=False, shop_ids=(counter.id,)))
    both = make.held(member, make.coupon(for_everyone=False, shop_ids=(counter.id, phone.id)))
    shown = [coupon_screens.show(make.session, member, copy.code, now=NOW) for copy in (here, both)]

    assert [coupon_screens.has_button(make.session, held.coupon) for held in shown] == [False, True]
    with pytest.raises(coupon_screens.CouponAtCounter):
        press(make, member, here.code, now=NOW)


def test_a_coupon_of_one_branch_is_used_at_that_branch(make: Make) -> None:
    shop, _other = make.shop("駅前店"), make.shop("本店")
    member = make.member()
    copy = make.held(member, make.coupon(for_everyone=False, shop_ids=(shop.id,)))
    coupon_screens.show(make.session, member, copy.code, now=NOW)

    assert press(make, member, copy.code, now=NOW).shop_id == shop.id
