"""Exchanges: points for a coupon, at the cost that was shown, once for one tap."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.coupons import Coupon, CouponGrant, OfferWay
from models.members import Member
from services import coupon_uses, coupons, exchanges, histories, offers, points, returns
from tests.clock import NOW
from tests.makers import Make
from tests.services import tills


def offer(make: Make, title: str = "珈琲1杯", cost: int = 80, **wishes: Any) -> Coupon:
    return make.coupon(title, way=OfferWay.EXCHANGE, points=cost, **wishes)


def exchange(make: Make, member: Member, coupon: Coupon, once: str = "1", cost: int = 80) -> bool:
    """Exchange, and tell whether it was new."""
    done = exchanges.exchange(
        make.session, member, coupon.id, cost=cost, once=once, choices=make.choices, now=NOW
    )
    assert done.held.grant.member_id == member.id
    return done.is_new


def balance(make: Make, member: Member) -> int:
    return points.balance(make.session, member, now=NOW)


def copies(make: Make) -> int:
    return make.session.scalar(select(func.count()).select_from(CouponGrant)) or 0


def test_points_go_and_the_coupon_comes_once_for_one_tap(make: Make) -> None:
    member, coupon = make.member(), offer(make, per_member=5)

    told = exchanges.quote(make.session, member, coupon.id, now=NOW)
    first, again = exchange(make, member, coupon), exchange(make, member, coupon)

    assert (told.cost, told.left) == (80, 20)
    assert (first, again) == (True, False)
    assert (balance(make, member), copies(make)) == (20, 1)
    assert tills.total_of_entries(make.session, member) == tills.total_of_lots(make.session, member) == 20


def test_it_is_listed_with_what_would_be_left_the_cheapest_first(make: Make) -> None:
    member = make.member()
    offer(make, "高い", 150)
    offer(make, "安い", 30)
    make.coupon("どなたも")
    offers.withdraw(make.session, offer(make, "やめた", 10))

    listed = exchanges.offered(make.session, member, now=NOW)

    assert [(one.coupon.title, one.left) for one in listed] == [("安い", 70), ("高い", -50)]


def test_with_too_few_points_nothing_moves(make: Make) -> None:
    member, coupon = make.member(), offer(make, cost=101)

    with pytest.raises(points.PointsTooFew) as refusal:
        exchange(make, member, coupon, cost=101)

    assert (refusal.value.balance, refusal.value.wanted) == (100, 101)
    assert (balance(make, member), copies(make)) == (100, 0)


def test_what_costs_something_else_by_now_is_not_exchanged(make: Make) -> None:
    member, coupon = make.member(), offer(make)

    with pytest.raises(exchanges.ExchangeChanged):
        exchange(make, member, coupon, cost=60)

    assert (balance(make, member), copies(make)) == (100, 0)


def test_what_is_gone_all_given_out_or_had_is_said_so(make: Make) -> None:
    member = make.member()
    other_way, one, last = make.coupon(), offer(make, cost=10), offer(make, cost=10, stock=1)
    exchange(make, make.member(), last, once="9", cost=10)
    exchange(make, member, one, cost=10)

    for coupon, kind in (
        (other_way, exchanges.ExchangeGone),
        (last, coupons.CouponSoldOut),
        (one, coupons.CouponLimit),
    ):
        with pytest.raises(kind):
            exchanges.quote(make.session, member, coupon.id, now=NOW)
    with pytest.raises(exchanges.ExchangeGone):
        exchanges.quote(make.session, member, one.id, now=NOW + timedelta(days=60))
    assert exchanges.offered(make.session, member, now=NOW) == []


def spent_on(make: Make, member: Member) -> int:
    """The number of the ledger's line of the last exchange."""
    return points.history(make.session, member)[0].id


def undo(make: Make, member: Member, entry: int | None = None) -> None:
    number = entry or spent_on(make, member)
    exchanges.undo(make.session, number, staff_id=None, reason="打ちまちがい", now=NOW)


def test_undone_the_same_day_points_and_coupon_change_back_and_the_old_tap_brings_nothing(make: Make) -> None:
    member, coupon = make.member(), offer(make, stock=1)
    exchange(make, member, coupon)

    undo(make, member)

    make.session.refresh(coupon)
    assert (balance(make, member), copies(make), coupon.granted) == (100, 0, 0)
    with pytest.raises(exchanges.ExchangeGone):
        exchange(make, member, coupon)
    assert exchange(make, member, coupon, once="2")


def test_points_of_a_coupon_that_is_used_or_at_a_till_stay_spent(make: Make) -> None:
    member, coupon = make.member(), offer(make, cost=10, per_member=2)
    exchange(make, member, coupon, once="1", cost=10)
    first = spent_on(make, member)
    exchange(make, member, coupon, once="2", cost=10)
    used, reserved = coupons.wallet(make.session, member, now=NOW)
    make.used(used.grant)
    coupon_uses.reserve(make.session, reserved.grant.code, cause="a", now=NOW)

    for entry in (first, spent_on(make, member)):
        with pytest.raises(exchanges.ExchangeUsed), make.session.begin_nested():
            undo(make, member, entry)

    assert balance(make, member) == 80


def test_any_other_line_is_undone_as_ever(make: Make) -> None:
    member = make.member()
    line = tills.spend(make, member, 30)

    undo(make, member, line.id)

    assert balance(make, member) == 100


def test_the_returns_of_goods_give_back_no_points_of_a_coupon_that_stays(make: Make) -> None:
    member, coupon = make.member(), offer(make)
    exchange(make, member, coupon)

    with pytest.raises(returns.PurchaseUnknown):
        returns.give_back(make.session, f"{returns.EXCHANGED}1", cause="back", now=NOW)

    assert histories.returnable(make.session, member) == []
    assert (balance(make, member), copies(make)) == (20, 1)
