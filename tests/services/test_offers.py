"""Offers: what a shop may define, and what becomes of its fields."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from models.announcements import AnnouncementState
from models.coupons import OfferKind, OfferWay
from services import coupon_terms, offer_caps, offer_changes, offers
from services.offer_caps import Grounds
from tests.clock import NOW
from tests.makers import Make


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"title": " "}, "title"),
        ({"title": "あ" * 61}, "title"),
        ({"condition": "あ" * 121}, "title"),
        ({"ends_on": date(2026, 11, 1)}, "window"),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2026, 11, 30)}, "past"),
        ({"stock": 0}, "stock"),
        ({"per_member": 0}, "per_member"),
        ({"per_day": 0}, "per_day"),
        ({"minimum_yen": -1}, "minimum"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (7,)}, "weekdays"),
        ({"blackouts": (date(2027, 6, 1),)}, "blackouts"),
        ({"override": "あ" * 201}, "override"),
        ({"kind": OfferKind.YEN_OFF}, "yen_off"),
        ({"kind": OfferKind.PERCENT_OFF, "amount": 100}, "percent_off"),
        ({"kind": OfferKind.MEMBER_PRICE, "amount": 0}, "member_price"),
        ({"kind": OfferKind.MEMBER_PRICE, "amount": 500, "grounds": Grounds(usual_yen=500)}, "usual"),
        ({"kind": OfferKind.GIFT}, "value"),
        ({"way": OfferWay.EXCHANGE}, "points"),
        ({"way": OfferWay.TIER}, "tiers"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(make: Make, wishes: dict[str, Any], why: str) -> None:
    with pytest.raises(offers.OfferRefused) as refusal:
        make.coupon(str(wishes.get("title", "珈琲")), **{k: v for k, v in wishes.items() if k != "title"})

    assert refusal.value.why == why


def test_offers_are_listed_with_how_often_they_were_used(make: Make) -> None:
    coupon = make.coupon(for_everyone=False)
    held = make.held(make.member(), coupon)
    make.used(held)

    assert offers.all_of_them(make.session) == [offers.Standing(coupon, 1)]


def test_fields_of_another_kind_are_left_empty(make: Make) -> None:
    grounds = Grounds(value_yen=100, usual_yen=600)

    coupon = make.coupon(kind=OfferKind.YEN_OFF, amount=50, points=30, grounds=grounds)

    assert (coupon.amount, coupon.points, coupon.value_yen, coupon.usual_yen) == (50, None, None, None)


def test_terms_are_the_same_before_and_after_an_offer_is_kept(make: Make) -> None:
    today = NOW.date()
    offer = offers.Offer(
        "平日の割引",
        "",
        today,
        today + timedelta(days=30),
        kind=OfferKind.PERCENT_OFF,
        amount=10,
        minimum_yen=1000,
        weekdays=(0, 4),
        blackouts=(today + timedelta(days=3), today + timedelta(days=1)),
        per_day=1,
        tiers=("gold",),
    )

    before = offers.terms(make.session, offer, today=today)

    coupon = offers.define(make.session, offer, now=NOW)
    assert coupon_terms.of(make.session, coupon, today=today) == before


def test_beyond_a_cap_of_the_law_an_offer_needs_a_reason(make: Make) -> None:
    wishes: dict[str, Any] = {"kind": OfferKind.GIFT, "grounds": Grounds(value_yen=500)}

    with pytest.raises(offer_caps.OfferOverCap) as refusal:
        make.coupon(**wishes)

    assert [(over.rule, over.limit) for over in refusal.value.over] == [("gift", 200)]
    assert make.coupon(**wishes, override="いちばん安いお料理が2,500円のため").value_yen == 500


def test_staff_give_by_hand_what_is_not_for_everyone_and_is_still_given(make: Make) -> None:
    make.coupon("どなたも")
    make.coupon("終わり", for_everyone=False, ends_on=NOW.date())
    by_hand = make.coupon("お詫び", for_everyone=False)
    offers.withdraw(make.session, make.coupon("やめた", for_everyone=False))

    later = NOW + timedelta(days=2)

    assert offers.given_by_hand(make.session, now=later) == [by_hand]


def test_only_what_everybody_has_or_is_told_of_goes_with_an_announcement(make: Make) -> None:
    told, everyone = make.coupon(way=OfferWay.TOLD), make.coupon(way=OfferWay.EVERYONE)
    make.coupon(way=OfferWay.EXCHANGE, points=80)
    make.coupon(way=OfferWay.WELCOME)
    offers.withdraw(make.session, make.coupon(way=OfferWay.TOLD))

    assert offers.announced(make.session, now=NOW) == [everyone, told]


def test_what_somebody_holds_or_an_announcement_says_is_promised(make: Make) -> None:
    given, told, drafted = make.coupon(for_everyone=False), make.coupon(), make.coupon()
    make.held(make.member(), given)
    for coupon, state in ((told, AnnouncementState.CANCELLED), (drafted, AnnouncementState.DRAFT)):
        content = {"texts": ["割引です。"], "button": None, "coupon_id": coupon.id}
        make.announcement(content=content, state=state)

    promised = [offer_changes.is_promised(make.session, coupon) for coupon in (given, told, drafted)]

    assert promised == [True, True, False]


def test_a_change_of_an_offer_is_kept_whole(make: Make) -> None:
    coupon = make.coupon(tiers=("gold",), blackouts=(NOW.date(),))
    before = offer_changes.of(make.session, coupon)
    wished = replace(before, blackouts=(), tiers=("silver",), shop_ids=(make.shop().id,), stock=3)

    offer_changes.change(make.session, coupon, wished, seen=offer_changes.mark(before), now=NOW)
    make.session.expire_all()

    assert offer_changes.of(make.session, coupon) == wished


def test_who_is_told_that_everybody_has_it_loses_it_by_no_change(make: Make) -> None:
    before = offer_changes.of(make.session, make.coupon(way=OfferWay.EVERYONE))

    assert offer_changes.worse(before, replace(before, way=OfferWay.TOLD), today=NOW.date()) == ["way"]
