"""Changes of offers: free while nobody holds them, and never to the disadvantage of those who do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.coupons import Coupon, OfferKind, OfferWay
from services import coupon_terms, coupons, offer_caps, offer_changes, offers
from services.offer_caps import Grounds
from services.offer_changes import Changes, OfferChanged, OfferOver, OfferPromised
from tests.clock import NOW
from tests.makers import Make

DATABASES = ("sqlite",)
"""What is asked of the database, test_offers asks of both."""
TODAY = NOW.date()
LONGER = TODAY + timedelta(days=60)
STRICT: dict[str, Any] = {
    "kind": OfferKind.YEN_OFF,
    "amount": 50,
    "minimum_yen": 500,
    "per_day": 1,
    "weekdays": (0, 1),
    "blackouts": (TODAY + timedelta(days=3),),
    "tiers": ("gold",),
    "way": OfferWay.TOLD,
}


def change(make: Make, coupon: Coupon, **wishes: Any) -> Changes:
    before = offer_changes.of(make.session, coupon)
    offer = replace(before, **wishes)
    return offer_changes.change(make.session, coupon, offer, seen=offer_changes.mark(before), now=NOW)


def held(make: Make, **wishes: Any) -> Coupon:
    """A strict offer of which somebody holds a copy."""
    coupon = make.coupon(**{**STRICT, **wishes, "tiers": ()})
    coupons.grant(make.session, coupon, make.member(), now=NOW)
    return coupon


def test_an_offer_is_read_as_it_was_filled_in(make: Make) -> None:
    shop = make.shop().id
    offer = offers.Offer("割引", "店内のみ", TODAY, LONGER, shop_ids=(shop,), stock=5, **STRICT)

    coupon = offers.define(make.session, offer, now=NOW)

    assert offer_changes.of(make.session, coupon) == offer
    assert change(make, coupon) == {}


def test_as_long_as_nobody_holds_it_everything_can_change(make: Make) -> None:
    coupon = make.coupon(**STRICT)

    made = change(
        make, coupon, title="別の名前", kind=OfferKind.PERCENT_OFF, amount=5, tiers=(), blackouts=(),
        ends_on=TODAY, minimum_yen=900,
    )  # fmt: skip

    assert set(made) == {"title", "kind", "amount", "tiers", "blackouts", "ends_on", "minimum_yen"}
    assert made["minimum_yen"] == ("500", "900")
    terms = coupon_terms.of(make.session, coupon, today=TODAY)
    assert (terms.kind, terms.amount, terms.ranks, terms.blackouts) == (OfferKind.PERCENT_OFF, 5, [], [])


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ({"title": "ほかのもの"}, "title"),
        ({"kind": OfferKind.PERCENT_OFF}, "kind"),
        ({"amount": 49}, "amount"),
        ({"condition": "平日のみ"}, "condition"),
        ({"starts_on": TODAY}, "starts_on"),
        ({"ends_on": TODAY + timedelta(days=29)}, "ends_on"),
        ({"minimum_yen": 501}, "minimum_yen"),
        ({"weekdays": (0,)}, "weekdays"),
        ({"blackouts": (TODAY + timedelta(days=4),)}, "blackouts"),
        ({"tiers": ("gold",)}, "tiers"),
        ({"shop_ids": (1,)}, "shop_ids"),
    ],
)
def test_what_was_promised_to_a_holder_stays(make: Make, wish: dict[str, Any], name: str) -> None:
    coupon = held(make)

    with pytest.raises(OfferPromised) as refusal:
        change(make, coupon, **wish)

    assert refusal.value.names == [name]


def test_for_who_holds_it_an_offer_may_become_better_and_for_others_rarer(make: Make) -> None:
    coupon = held(make, stock=10)

    made = change(
        make, coupon, amount=100, condition="", ends_on=LONGER, minimum_yen=0, per_day=None,
        weekdays=tuple(range(7)), blackouts=(), stock=1, per_member=5, way=OfferWay.EXCHANGE, points=80,
    )  # fmt: skip

    assert len(made) == 11
    assert (coupon.amount, coupon.stock, coupon.granted, coupon.points) == (100, 1, 1, 80)


def test_a_price_for_members_becomes_better_by_falling(make: Make) -> None:
    coupon = held(make, kind=OfferKind.MEMBER_PRICE, amount=400)

    change(make, coupon, amount=380)
    with pytest.raises(OfferPromised):
        change(make, coupon, amount=390)


def test_no_fewer_copies_can_be_left_than_were_given(make: Make) -> None:
    coupon = held(make)
    coupons.grant(make.session, coupon, make.member(), now=NOW)

    with pytest.raises(OfferPromised) as refusal:
        change(make, coupon, stock=1)

    assert refusal.value.names == ["stock"]


def test_two_who_change_it_at_once_do_not_undo_each_other(make: Make) -> None:
    coupon = make.coupon()
    read = offer_changes.of(make.session, coupon)
    change(make, coupon, ends_on=LONGER)

    with pytest.raises(OfferChanged):
        offer_changes.change(
            make.session, coupon, replace(read, stock=5), seen=offer_changes.mark(read), now=NOW
        )


def test_what_is_over_stays_over(make: Make) -> None:
    coupon = make.coupon(ends_on=TODAY)
    before = offer_changes.of(make.session, coupon)

    with pytest.raises(OfferOver):
        offer_changes.change(
            make.session,
            coupon,
            replace(before, ends_on=LONGER),
            seen=offer_changes.mark(before),
            now=NOW + timedelta(days=1),
        )


def test_the_caps_of_the_law_are_judged_anew_only_where_they_are_touched(make: Make) -> None:
    gift: dict[str, Any] = {"kind": OfferKind.GIFT, "grounds": Grounds(value_yen=500)}
    coupon = make.coupon(**gift, override="いちばん安いお料理が2,500円のため")

    change(make, coupon, title="焼き菓子")
    with pytest.raises(offer_caps.OfferOverCap):
        change(make, coupon, grounds=Grounds(value_yen=600))
    assert change(make, coupon, grounds=Grounds(value_yen=600), override="同じ理由のため")
    assert make.session.scalars(select(Coupon.value_yen)).one() == 600
