"""Coupons at the counter: looked at, confirmed, given back; a repeated tap counts once."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.coupon_uses import CouponUse, UseState
from models.coupons import CouponGrant, GrantState, OfferKind
from models.members import Member
from services import coupon_screens, coupons
from tests.admin.life import Life, fill
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock
from tests.makers import Make

COUNTER = "/admin/counter/coupon"


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; the rules of uses are tested on both."""
    return site_parts


@pytest.fixture
def life(parts: Parts) -> Life:
    with parts.sessions.begin() as session:
        return fill(session, parts.vault(), parts.clock())


@pytest.fixture
def clerk(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("clerk")
    visitor.get("/admin/counter")
    return visitor


def code_of(parts: Parts, life: Life, **wishes: object) -> str:
    """The code of the member's coupon, or of one that is as the wishes say."""
    with parts.sessions.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=life.card)).one()
        if wishes:
            make = Make(session, parts.vault())
            return make.held(member, make.coupon("割引", for_everyone=False, **wishes)).code
        return coupons.wallet(session, member, now=parts.clock())[0].grant.code


def hidden(name: str, page: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def states(parts: Parts) -> list[UseState]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(CouponUse.state).order_by(CouponUse.id)))


def test_a_code_is_seen_confirmed_once_and_given_back_with_a_reason(
    clerk: Visitor, life: Life, parts: Parts
) -> None:
    code = code_of(parts, life)

    seen = clerk.post(COUNTER, code=f"{code[:4].lower()}-{code[4:]}").text
    once = hidden("once", seen)
    used = clerk.post(f"{COUNTER}/use", code=code, once=once).text
    repeated = clerk.post(f"{COUNTER}/use", code=code, once=once).text
    without = clerk.post(f"{COUNTER}/undo", use=hidden("use", used)).text
    back = clerk.post(f"{COUNTER}/undo", use=hidden("use", used), reason="打ちまちがい").text

    assert "コーヒー1杯 無料" in seen
    assert "税込500円以上のお会計で1回" in seen
    assert "「コーヒー1杯 無料」を使用済みにしました" in used
    assert "「コーヒー1杯 無料」を使用済みにしました" in repeated
    assert "理由を入れてください" in without
    assert "お返ししました" in back
    assert states(parts) == [UseState.REVERSED]
    with parts.readings.begin() as session:
        assert session.scalars(select(CouponGrant.state)).one() == GrantState.HELD


def test_a_used_coupon_is_said_to_be_used(clerk: Visitor, life: Life, parts: Parts) -> None:
    code = code_of(parts, life)
    clerk.post(f"{COUNTER}/use", code=code, once="a")

    assert "すでに使用済みです" in clerk.post(COUNTER, code=code).text
    assert "すでに使用済みです" in clerk.post(f"{COUNTER}/use", code=code, once="b").text


def test_what_comes_off_the_bill_is_reckoned(clerk: Visitor, life: Life, parts: Parts) -> None:
    code = code_of(parts, life, kind=OfferKind.PERCENT_OFF, amount=15, minimum_yen=500)

    small = clerk.post(f"{COUNTER}/use", code=code, once="a", yen="499")
    large = clerk.post(f"{COUNTER}/use", code=code, once="b", yen="999")

    assert small.status_code == 422
    assert "税込500円以上のお会計で" in small.text
    assert "割引" in small.text
    assert "使用済みにしました（149円引き）" in large.text


def use_on_the_phone(parts: Parts, life: Life) -> None:
    """The customer shows it and the clerk presses the button on the customer's own screen."""
    code = code_of(parts, life)
    with parts.sessions.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=life.card)).one()
        coupon_screens.show(session, member, code, now=parts.clock())
        coupon_screens.press(session, member, code, cause="phone:1", now=parts.clock())


def test_a_coupon_used_on_the_customers_phone_is_given_back_the_same_day(
    clerk: Visitor, life: Life, parts: Parts
) -> None:
    use_on_the_phone(parts, life)

    seen = clerk.post("/admin/counter/find", card=life.card).text
    back = clerk.post(f"{COUNTER}/undo", use=hidden("use", seen), reason="お客さまのお申し出").text

    assert "今日の取り消し" in seen
    assert "コーヒー1杯 無料" in seen
    assert "お返ししました" in back
    assert code_of(parts, life)


def test_a_coupon_used_yesterday_is_not_given_back(
    clerk: Visitor, life: Life, parts: Parts, clock: Clock
) -> None:
    use_on_the_phone(parts, life)
    use = hidden("use", clerk.post("/admin/counter/find", card=life.card).text)
    clock.advance(days=1)
    clerk.sign_in("clerk")

    assert 'name="use"' not in clerk.post("/admin/counter/find", card=life.card).text
    assert "当日のご利用だけ" in clerk.post(f"{COUNTER}/undo", use=use, reason="x").text
    assert states(parts) == [UseState.USED]


def test_what_is_unknown_is_said(clerk: Visitor, life: Life) -> None:
    answers = [clerk.post(f"{COUNTER}/undo", use=use, reason="x") for use in ("", "999", "a", "9" * 30)]

    assert "見つかりません" in clerk.post(COUNTER, code="NOSUCH22").text
    assert [answer.status_code for answer in answers] == [422] * 4


def test_every_look_and_deed_is_in_the_audit(clerk: Visitor, life: Life, parts: Parts) -> None:
    code = code_of(parts, life)
    clerk.post(COUNTER, code=code)
    used = clerk.post(f"{COUNTER}/use", code=code, once="a").text
    clerk.post(f"{COUNTER}/undo", use=hidden("use", used), reason="打ちまちがい")

    with parts.readings.begin() as session:
        lines = select(AuditEntry).where(AuditEntry.subject.startswith("grant:")).order_by(AuditEntry.id)
        entries = list(session.scalars(lines))
    assert [line.action for line in entries] == ["coupon_seen", "coupon_used", "coupon_undone"]
    assert entries[-1].detail["reason"] == "打ちまちがい"
    assert all(line.staff_id is not None and code not in str(line.detail) for line in entries)
