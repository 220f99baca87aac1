"""The form of a coupon: kept, refused with a sentence, seen as members see it, given by hand."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models.audit import AuditEntry
from models.coupons import Coupon, CouponBlackout, CouponGrant, CouponTier, OfferKind, OfferWay
from models.shops import Shop
from tests.admin.life import fill
from tests.admin.serving import Signed, Site
from tests.admin.shop import Parts, Visitor
from tests.browsers import PHONE
from tests.makers import Make
from tests.services import ranks


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; the rules of coupons are tested on both."""
    return site_parts


COUPON = {"title": "コーヒー1杯 無料", "starts_on": "2026-12-01", "ends_on": "2026-12-31", "per_member": "1"}


def test_a_coupon_is_defined_for_some_branches(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/shop/branches", name="本店")
    with parts.readings.begin() as session:
        number = session.scalars(select(Shop.id)).one()

    owner.post("/admin/coupons/new", **COUPON, shop_ids=[number], stock="100")

    with parts.readings.begin() as session:
        coupon = session.scalars(select(Coupon)).one()
        assert (coupon.title, coupon.stock, coupon.for_everyone) == ("コーヒー1杯 無料", 100, True)
    assert "コーヒー1杯 無料" in owner.get("/admin/coupons").text


def test_a_coupon_is_defined_for_those_only_whom_an_announcement_reaches(
    owner: Visitor, parts: Parts
) -> None:
    owner.post("/admin/coupons/new", **COUPON, way="told")

    with parts.readings.begin() as session:
        assert not session.scalars(select(Coupon)).one().for_everyone


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": "2026-11-01"}, "開始日かそれより後"),
        ({"starts_on": "2026-10-01", "ends_on": "2026-11-01"}, "今日かそれより後"),
        ({"ends_on": "いつか"}, "コーヒー1杯 無料"),
        ({"per_member": "0"}, "1〜100"),
        ({"stock": "-1"}, "1以上"),
    ],
)
def test_a_coupon_that_cannot_be_is_refused(
    owner: Visitor, parts: Parts, wrong: dict[str, str], said: str
) -> None:
    response = owner.post("/admin/coupons/new", **{**COUPON, **wrong})

    assert response.status_code == 422
    assert said in response.text
    with parts.readings.begin() as session:
        assert session.scalars(select(Coupon)).all() == []


def test_a_coupon_is_given_out_no_more(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/coupons/new", **COUPON)
    with parts.readings.begin() as session:
        number = session.scalars(select(Coupon.id)).one()

    owner.post("/admin/coupons/withdraw", coupon=number)

    with parts.readings.begin() as session:
        assert session.scalars(select(Coupon.is_active)).one() is False


def only(parts: Parts) -> Coupon:
    with parts.readings.begin() as session:
        return session.scalars(select(Coupon)).one()


def test_every_field_of_its_kind_is_kept(owner: Visitor, parts: Parts) -> None:
    further = {
        "kind": "percent_off",
        "yen_off": "50",
        "percent_off": "10",
        "minimum_yen": "1000",
        "weekdays": ["0", "4"],
        "blackouts": "2026-12-25、2026-12-24",
        "way": "exchange",
        "points": "80",
        "per_day": "1",
    }

    owner.post("/admin/coupons/new", **COUPON, **further)

    coupon = only(parts)
    assert (coupon.kind, coupon.amount, coupon.minimum_yen) == (OfferKind.PERCENT_OFF, 10, 1000)
    assert (coupon.way, coupon.points, coupon.per_day, coupon.weekdays) == (OfferWay.EXCHANGE, 80, 1, 0b10001)
    with parts.readings.begin() as session:
        days = list(session.scalars(select(CouponBlackout.day).order_by(CouponBlackout.day)))
    assert days == [date(2026, 12, 24), date(2026, 12, 25)]
    assert "お会計から10%引き" in owner.get("/admin/coupons").text


def test_ranks_are_chosen_by_their_names(owner: Visitor, parts: Parts) -> None:
    before = owner.get("/admin/coupons/new").text
    with parts.sessions.begin() as session:
        ranks.found(session)

    after = owner.get("/admin/coupons/new").text
    owner.post("/admin/coupons/new", **COUPON, way="tier", tiers=["gold"])

    assert "使える会員ランク" not in before
    assert ranks.GOLD.name_ja in after
    with parts.readings.begin() as session:
        assert session.scalars(select(CouponTier.code)).all() == ["gold"]


def test_a_word_that_is_no_day_is_named(owner: Visitor) -> None:
    response = owner.post("/admin/coupons/new", **COUPON, blackouts="2026-12-25 大晦日")

    assert response.status_code == 422
    assert "「大晦日」は 2026-12-31 の形で" in response.text


def test_a_gift_over_the_cap_of_the_law_needs_a_reason_which_is_recorded(
    owner: Visitor, parts: Parts
) -> None:
    gift = {**COUPON, "kind": "gift", "value_yen": "500"}

    refused = owner.post("/admin/coupons/new", **gift)
    taken = owner.post("/admin/coupons/new", **gift, override="いちばん安いお料理が2,500円のため")

    assert "もれなく差し上げるお品はこのお会計なら200円まで" in refused.text
    assert 'name="override"' in refused.text
    assert taken.status_code == 303
    with parts.readings.begin() as session:
        detail = session.scalars(select(AuditEntry.detail).filter_by(action="coupon_defined")).one()
    assert detail == {
        "over": [{"rule": "gift", "limit": 200}],
        "reason": "いちばん安いお料理が2,500円のため",
    }


def test_a_usual_price_without_its_history_is_refused(owner: Visitor, parts: Parts) -> None:
    price = {**COUPON, "kind": "member_price", "member_price": "480", "usual_yen": "600"}

    refused = owner.post("/admin/coupons/new", **price)
    taken = owner.post("/admin/coupons/new", **price, usual_from="2026-04-01")

    assert "前8週間" in refused.text
    assert taken.status_code == 303
    assert (only(parts).amount, only(parts).usual_yen) == (480, 600)


def test_what_is_typed_is_drawn_in_both_languages_and_kept_nowhere(owner: Visitor, parts: Parts) -> None:
    page = owner.post("/admin/coupons/preview", title="割引", kind="yen_off", yen_off="50").text
    priced = owner.post("/admin/coupons/preview", title="割引", way="exchange", points="80").text
    nothing = owner.post("/admin/coupons/preview", title="").text

    assert page.count("<line-preview") == 2
    assert "50 yen off your bill" in page
    assert "For 80 points" in priced
    assert "<line-preview" not in nothing
    with parts.readings.begin() as session:
        assert session.scalars(select(Coupon)).all() == []


def test_staff_give_a_coupon_by_hand_once_with_a_reason(owner: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        life, make = fill(session, parts.vault(), parts.clock()), Make(session, parts.vault())
        coupon = make.coupon("お詫びの一杯", for_everyone=False).id
    page = owner.post("/admin/members", card=life.card).text
    once = re.findall(r'name="once"[^>]*value="(\w+)"', page)[0]
    gift = {"card": life.card, "once": once, "coupon": coupon}

    without = owner.post("/admin/members/coupon", **gift)
    given = owner.post("/admin/members/coupon", **gift, reason="注文をまちがえたため")
    owner.post("/admin/members/coupon", **gift, reason="注文をまちがえたため")

    assert "理由を入れてください" in without.text
    assert "「お詫びの一杯」をお渡ししました" in given.text
    with parts.readings.begin() as session:
        grants = list(session.scalars(select(CouponGrant).filter_by(coupon_id=coupon)))
        details = list(session.scalars(select(AuditEntry.detail).filter_by(action="coupon_given")))
    assert len(grants) == 1
    assert details[0]["reason"] == "注文をまちがえたため"


def test_a_clerk_is_not_offered_to_give_coupons(signed_in: Callable[[str], Visitor], parts: Parts) -> None:
    with parts.sessions.begin() as session:
        life, make = fill(session, parts.vault(), parts.clock()), Make(session, parts.vault())
        make.coupon(for_everyone=False)

    assert "お渡しする" not in signed_in("clerk").post("/admin/members", card=life.card).text


def test_only_the_fields_of_the_chosen_kind_are_seen_without_any_script(site: Site, signed: Signed) -> None:
    page = signed("owner", **PHONE, java_script_enabled=False)
    page.goto(f"{site.address}/admin/coupons/new")

    expect(page.get_by_label("割引の金額")).to_be_hidden()
    page.get_by_label("金額の割引").check()
    expect(page.get_by_label("割引の金額")).to_be_visible()
    page.get_by_label("プレゼント").check()
    expect(page.get_by_label("割引の金額")).to_be_hidden()
    page.get_by_label("抽選で当たった方").check()
    expect(page.get_by_label("売上の見込み")).to_be_visible()
    page.get_by_label("ポイントと交換する").check()
    expect(page.get_by_label("交換に必要なポイント")).to_be_visible()
