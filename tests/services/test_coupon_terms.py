"""Coupon terms: the day, the branch, the rank, the bill, the day's share; each with its own no."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from models.coupons import OfferKind, OfferWay
from models.tiers import MemberTier
from services import coupon_screens, coupon_terms, coupon_uses, coupons
from tests.clock import NOW, in_japan
from tests.makers import Make
from tests.services import ranks

TUESDAY = in_japan(2026, 12, 1, 12)


def test_on_other_days_of_the_week_it_waits(make: Make) -> None:
    member = make.member()
    copy = make.held(member, make.coupon(for_everyone=False, weekdays=(0, 4)))

    with pytest.raises(coupon_terms.CouponNotToday) as refusal:
        coupon_screens.show(make.session, member, copy.code, now=TUESDAY)

    assert refusal.value.weekdays == [0, 4]
    assert coupon_screens.show(make.session, member, copy.code, now=TUESDAY + timedelta(days=3))


def test_the_day_of_the_week_is_japans(make: Make) -> None:
    member = make.member()
    copy = make.held(member, make.coupon(for_everyone=False, weekdays=(2,)))
    last_minute = in_japan(2026, 12, 1, 23, 59)

    with pytest.raises(coupon_terms.CouponNotToday):
        coupon_screens.show(make.session, member, copy.code, now=last_minute)
    assert coupon_screens.show(make.session, member, copy.code, now=last_minute + timedelta(minutes=1))


def test_on_a_day_that_is_taken_out_it_waits(make: Make) -> None:
    member = make.member()
    copy = make.held(member, make.coupon(for_everyone=False, blackouts=(date(2026, 12, 1),)))

    with pytest.raises(coupon_terms.CouponBlackedOut):
        coupon_screens.show(make.session, member, copy.code, now=TUESDAY)
    assert coupon_screens.show(make.session, member, copy.code, now=TUESDAY + timedelta(days=1))


def test_at_another_branch_it_does_not_hold(make: Make) -> None:
    here, there = make.shop("駅前店"), make.shop("本店")
    copy = make.held(make.member(), make.coupon(for_everyone=False, shop_ids=(here.id,)))

    with pytest.raises(coupon_terms.CouponElsewhere) as refusal:
        coupon_uses.check(make.session, copy.code, now=NOW, shop_id=there.id)

    assert refusal.value.shops == ["駅前店"]
    assert coupon_uses.check(make.session, copy.code, now=NOW, shop_id=here.id)
    assert coupon_uses.check(make.session, copy.code, now=NOW)


def test_for_other_ranks_it_is_neither_handed_out_nor_given_nor_used(make: Make) -> None:
    member, coupon = make.member(), make.coupon(tiers=("gold",))

    assert coupons.wallet(make.session, member, now=NOW) == []
    with pytest.raises(coupon_terms.CouponForTier) as refusal:
        coupons.grant(make.session, coupon, member, now=NOW)
    assert [rank.code for rank in refusal.value.ranks] == ["gold"]


def test_a_rank_opens_its_coupons_and_who_holds_it_no_longer_is_told_for_whom_they_are(make: Make) -> None:
    ranks.found(make.session)
    member, coupon = make.member(), make.coupon(tiers=("silver", "gone"))
    ranks.buy(make.session, member, 12_000)
    [held] = coupons.wallet(make.session, member, now=NOW)
    assert coupon_uses.check(make.session, held.grant.code, now=NOW)

    make.session.execute(delete(MemberTier).where(MemberTier.member_id == member.id))

    with pytest.raises(coupon_terms.CouponForTier) as refusal:
        coupon_uses.check(make.session, held.grant.code, now=NOW)
    assert held.coupon.id == coupon.id
    assert [rank.name("en") for rank in refusal.value.ranks] == [ranks.SILVER.name_en, "gone"]


def test_who_comes_into_a_rank_finds_its_coupons_the_next_time_they_look(make: Make) -> None:
    ranks.found(make.session)
    member = make.member()
    make.coupon("銀の方へ", way=OfferWay.TIER, tiers=("silver",))
    assert coupons.wallet(make.session, member, now=NOW) == []

    ranks.buy(make.session, member, 12_000)

    looks = [coupons.wallet(make.session, member, now=NOW) for _ in range(2)]
    assert [[held.coupon.title for held in look] for look in looks] == [["銀の方へ"]] * 2


def test_a_members_share_of_a_day_is_counted_with_what_another_till_has(make: Make) -> None:
    member, other = make.member(), make.member()
    coupon = make.coupon(for_everyone=False, per_member=5, per_day=2)
    first, second, third = (make.held(member, coupon) for _ in range(3))
    make.used(first)
    coupon_uses.reserve(make.session, second.code, cause="a", now=NOW)

    with pytest.raises(coupon_terms.CouponDayLimit):
        coupon_uses.use(make.session, third.code, cause="b", now=NOW)

    make.used(make.held(other, coupon))
    make.used(third, now=NOW + timedelta(days=1))


def test_what_is_set_aside_counts_once_for_its_own_use(make: Make) -> None:
    copy = make.held(make.member(), make.coupon(for_everyone=False, per_day=1))
    coupon_uses.reserve(make.session, copy.code, cause="a", now=NOW)

    assert coupon_uses.use(make.session, copy.code, cause="a", now=NOW).use.used_at == NOW


def test_terms_name_only_days_that_are_still_to_come(make: Make) -> None:
    gone, coming = date(2026, 11, 28), date(2026, 12, 20)
    coupon = make.coupon(kind=OfferKind.YEN_OFF, amount=50, blackouts=(gone, coming))

    terms = coupon_terms.of(make.session, coupon, today=NOW.date())

    assert (terms.blackouts, terms.amount, list(terms.weekdays)) == ([coming], 50, list(range(7)))
