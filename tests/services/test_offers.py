"""Offers: what staff can still give back today."""

from datetime import timedelta

from services import coupons, offers
from tests.clock import NOW
from tests.makers import Make


def test_only_this_members_coupons_of_today_can_be_given_back_the_last_one_first(make: Make) -> None:
    member, other = make.member(), make.member()
    codes = [make.held(somebody).code for somebody in (member, member, member, other)]
    moments = (NOW - timedelta(days=1), NOW - timedelta(hours=1), NOW, NOW)
    for code, moment in zip(codes, moments, strict=True):
        coupons.use_at_counter(make.session, code, staff_id=make.staff().id, shop_id=None, now=moment)
    make.held(member)

    used = offers.used_today(make.session, member, now=NOW)

    assert [held.grant.code for held in used] == [codes[2], codes[1]]


def test_the_day_ends_at_midnight_in_japan(make: Make) -> None:
    member = make.member()
    evening = NOW.replace(hour=14, minute=59)
    coupons.use_at_counter(
        make.session, make.held(member).code, staff_id=make.staff().id, shop_id=None, now=evening
    )

    assert len(offers.used_today(make.session, member, now=evening)) == 1
    assert offers.used_today(make.session, member, now=evening + timedelta(minutes=1)) == []
