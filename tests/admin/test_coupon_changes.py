"""The form of a change: filled with the offer as it is, and firm about what holders were promised."""

import re

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.coupons import Coupon
from models.shops import Shop
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

COUPON = {"title": "コーヒー1杯 無料", "starts_on": "2026-12-01", "ends_on": "2026-12-31", "per_member": "1"}


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; the rules of changes are tested on both."""
    return site_parts


def only(parts: Parts) -> Coupon:
    with parts.readings.begin() as session:
        return session.scalars(select(Coupon)).one()


def test_a_coupon_is_changed_and_the_audit_says_from_what_to_what(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/coupons/new", **COUPON, kind="yen_off", yen_off="50", weekdays=["0"], way="told")
    address = f"/admin/coupons/{only(parts).id}"
    page = owner.get(address).text
    seen = re.findall(r'name="seen"[^>]*value="(\w+)"', page)[0]
    same = {**COUPON, "kind": "yen_off", "yen_off": "50", "weekdays": ["0"], "way": "told", "seen": seen}

    changed = owner.post(address, **{**same, "ends_on": "2027-01-31"})
    late = owner.post(address, **{**same, "stock": "5"})

    assert 'value="2026-12-31"' in page
    assert re.search(r'id="yen_off"[^>]*value="50"|value="50"[^>]*id="yen_off"', page)
    assert changed.status_code == 303
    assert "別の方がこのクーポンを直しました" in late.text
    with parts.readings.begin() as session:
        detail = session.scalars(select(AuditEntry.detail).filter_by(action="coupon_changed")).one()
    assert detail == {"changes": {"ends_on": ["2026-12-31", "2027-01-31"]}}


def test_what_holders_were_promised_is_said_and_stays(owner: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        coupon = make.coupon("約束の一杯", for_everyone=False, shop_ids=(make.shop("閉じた店").id,))
        make.held(make.member(), coupon)
        session.scalars(select(Shop)).one().is_active = False
        number = coupon.id
    page = owner.get(f"/admin/coupons/{number}").text
    seen = re.findall(r'name="seen"[^>]*value="(\w+)"', page)[0]

    refused = owner.post(f"/admin/coupons/{number}", **COUPON, way="told", kind="right", seen=seen)

    assert "お持ちの方やお知らせした方がいるクーポンです" in page
    assert "閉じた店" in page
    assert refused.status_code == 422
    assert "変えられません：クーポンの名前・" in refused.text
    assert only(parts).title == "約束の一杯"


def test_a_coupon_that_is_over_has_no_form(owner: Visitor, parts: Parts) -> None:
    owner.post("/admin/coupons/new", **COUPON)
    with parts.sessions.begin() as session:
        session.scalars(select(Coupon)).one().ends_at = parts.clock()

    assert owner.get(f"/admin/coupons/{only(parts).id}").status_code == 404
    assert owner.get("/admin/coupons/999").status_code == 404
