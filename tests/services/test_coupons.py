"""Coupons: who holds a copy, and how they come by it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.coupons import Coupon, CouponGrant, OfferWay
from models.members import Member
from services import coupons, offers
from tests.clock import NOW
from tests.makers import Make


def codes(make: Make, member: Member) -> list[str]:
    return [held.grant.code for held in coupons.wallet(make.session, member, now=NOW)]


def test_a_coupon_for_everyone_is_in_the_wallet_of_whoever_looks(make: Make) -> None:
    make.coupon()
    member = make.member()

    assert len(codes(make, member)) == 1
    assert codes(make, member) == codes(make, member)


def test_the_wallet_tells_where_a_coupon_holds_and_puts_the_soonest_to_end_first(make: Make) -> None:
    shop = make.shop("駅前店")
    make.coupon("後", ends_on=date(2027, 3, 1))
    make.coupon("先", ends_on=date(2026, 12, 5), shop_ids=(shop.id,))

    held = coupons.wallet(make.session, make.member(), now=NOW)

    assert [(one.coupon.title, one.shops) for one in held] == [("先", ["駅前店"]), ("後", [])]


def test_what_has_not_begun_or_is_over_is_not_in_the_wallet(make: Make) -> None:
    make.coupon(starts_on=date(2026, 12, 2))
    make.coupon(ends_on=date(2026, 12, 1))
    member = make.member()

    tomorrow = coupons.wallet(make.session, member, now=NOW + timedelta(days=1))

    assert len(coupons.wallet(make.session, member, now=NOW)) == 1
    assert len(tomorrow) == 1


def test_a_retired_offer_is_handed_out_no_more_but_stays_good_for_those_who_hold_it(make: Make) -> None:
    coupon, early, late = make.coupon(), make.member(), make.member()
    codes(make, early)

    offers.withdraw(make.session, coupon)

    assert len(codes(make, early)) == 1
    assert codes(make, late) == []


def test_the_last_copy_goes_to_one_person_and_the_next_finds_none(make: Make) -> None:
    coupon = make.coupon(stock=1, for_everyone=False)
    coupons.grant(make.session, coupon, make.member(), now=NOW)

    with pytest.raises(coupons.CouponSoldOut):
        coupons.grant(make.session, coupon, make.member(), now=NOW)


def test_nobody_gets_more_copies_than_one_may_have(make: Make) -> None:
    coupon, member = make.coupon(per_member=2, for_everyone=False), make.member()
    for _ in range(2):
        coupons.grant(make.session, coupon, member, now=NOW)

    with pytest.raises(coupons.CouponLimit):
        coupons.grant(make.session, coupon, member, now=NOW)


def test_what_is_over_or_withdrawn_is_given_to_nobody(make: Make) -> None:
    coupon, withdrawn = make.coupon(for_everyone=False), make.coupon(for_everyone=False)
    offers.withdraw(make.session, withdrawn)

    with pytest.raises(coupons.CouponExpired):
        coupons.grant(make.session, coupon, make.member(), now=NOW + timedelta(days=60))
    with pytest.raises(coupons.CouponSoldOut):
        coupons.grant(make.session, withdrawn, make.member(), now=NOW)


def test_one_cause_brings_one_copy_however_often_it_is_asked(make: Make) -> None:
    coupon, member = make.coupon(for_everyone=False, per_member=5, stock=5), make.member()

    copies = [coupons.grant(make.session, coupon, member, now=NOW, cause="api:1") for _ in range(3)]

    assert {copy.id for copy in copies} == {copies[0].id}
    assert coupon.granted == 1


def given(make: Make, member: Member) -> list[str]:
    """The titles of all that a member was given."""
    titles = select(Coupon.title).join(CouponGrant, CouponGrant.coupon_id == Coupon.id)
    return list(make.session.scalars(titles.where(CouponGrant.member_id == member.id).order_by(Coupon.id)))


def test_a_new_member_is_welcomed_with_the_coupons_meant_for_it_as_far_as_there_are_some(make: Make) -> None:
    make.coupon("お礼", way=OfferWay.WELCOME)
    make.coupon("一枚だけ", way=OfferWay.WELCOME, stock=1)
    make.coupon("お知らせのみ", way=OfferWay.TOLD)
    early, late = make.member(at=NOW), make.member(at=NOW)

    assert given(make, early) == ["お礼", "一枚だけ"]
    assert given(make, late) == ["お礼"]


def test_who_comes_into_a_rank_is_given_its_coupons_once(make: Make) -> None:
    make.coupon("金", way=OfferWay.TIER, tiers=("gold",))
    make.coupon("銀", way=OfferWay.TIER, tiers=("silver",))
    member = make.member()

    first = coupons.grant_for_tier(make.session, member, "gold", now=NOW)
    again = coupons.grant_for_tier(make.session, member, "gold", now=NOW)

    assert given(make, member) == ["金"]
    assert (len(first), again) == (1, [])
