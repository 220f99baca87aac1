"""The shared phone: enrolled by a code, opened by four digits, shut by itself, held to its day."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditEntry
from models.devices import Device
from models.points import PointsEntry
from models.staff import Staff
from services import people, settings, spend_codes
from tests.admin.life import Life, fill
from tests.admin.shop import Parts, Visitor
from tests.admin.test_counter import balance, once
from tests.clock import Clock

PIN = "2580"


@pytest.fixture
def life(parts: Parts) -> Life:
    with parts.sessions.begin() as session:
        return fill(session, parts.vault(), parts.clock())


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("owner")
    visitor.get("/admin/devices")
    visitor.post("/admin/devices/clerks", clerk_name="さくら", clerk_pin=PIN)
    visitor.get("/admin/devices")
    return visitor


@pytest.fixture
def phone(app: Flask, owner: Visitor) -> Visitor:
    """A phone that the owner made the counter's."""
    page = owner.post("/admin/devices", name="駅前のレジ", shop="0").text
    code = re.search(r'class="code-once">([\w-]+)<', page)
    assert code is not None
    phone = Visitor(app.test_client())
    phone.get("/admin/counter/phone")
    assert phone.post("/admin/counter/phone/code", code=code.group(1)).status_code == 303
    phone.get("/admin/counter/phone")
    return phone


def clerk_id(parts: Parts) -> int:
    with parts.readings.begin() as session:
        return session.scalars(select(Staff.id).where(Staff.name == "さくら")).one()


@pytest.fixture
def opened(phone: Visitor, parts: Parts, life: Life) -> Visitor:
    assert life
    assert phone.post("/admin/counter/phone", person=clerk_id(parts), pin=PIN).status_code == 303
    phone.get("/admin/counter")
    return phone


def test_a_clerk_without_mail_gives_points_under_their_own_name(
    opened: Visitor, parts: Parts, life: Life
) -> None:
    form_id = once(opened.post("/admin/counter/find", card=life.card).text)

    given = opened.post("/admin/counter/give", card=life.card, once=form_id, yen="1500")

    assert "15ポイントをつけました" in given.text
    assert "さくら" in given.text
    assert balance(parts, life) == 62 + 15
    with parts.readings.begin() as session:
        entry = session.scalars(select(PointsEntry).order_by(PointsEntry.id.desc()).limit(1)).one()
        assert entry.staff_id == clerk_id(parts)
        noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "points_given")).one()
        assert "device" in noted.detail


def test_a_phone_that_is_none_of_ours_opens_nothing(visitor: Visitor, life: Life) -> None:
    assert life
    visitor.get("/admin/counter/phone")

    wrong = visitor.post("/admin/counter/phone/code", code="AAAA-BBBB")

    assert wrong.status_code == 422
    assert "このコードは使えません" in wrong.text
    assert visitor.client.get("/admin/counter").location.startswith("/admin/sign-in")


def test_codes_cannot_be_tried_through(visitor: Visitor) -> None:
    visitor.get("/admin/counter/phone")
    answers = [
        visitor.post("/admin/counter/phone/code", code=f"AAAA-AA{number:02}").text for number in range(11)
    ]

    assert "このコードは使えません" in answers[9]
    assert "しばらく受け付けを止めています" in answers[10]


def test_a_shut_phone_asks_for_the_digits_again(opened: Visitor, life: Life, clock: Clock) -> None:
    clock.advance(minutes=6)
    for answer in (
        opened.client.get("/admin/counter"),
        opened.post("/admin/counter/find", card=life.card),
    ):
        assert (answer.status_code, answer.location) == (303, "/admin/counter/phone")


def test_each_deed_begins_the_minutes_anew_and_a_tap_ends_them(
    opened: Visitor, life: Life, clock: Clock
) -> None:
    for _ in range(3):
        clock.advance(minutes=4)
        assert opened.post("/admin/counter/find", card=life.card).status_code == 200

    opened.post("/admin/counter/phone/lock")
    assert opened.client.get("/admin/counter").location == "/admin/counter/phone"


def test_wrong_digits_are_counted_and_then_rest(phone: Visitor, parts: Parts, clock: Clock) -> None:
    somebody = clerk_id(parts)
    said = [phone.post("/admin/counter/phone", person=somebody, pin="9999").text for _ in range(6)]

    assert "あと4回" in said[0]
    assert "15分ほど" in said[4]
    assert "しばらく受け付けを止めています" in said[5]
    assert "しばらく受け付けを" in phone.post("/admin/counter/phone", person=somebody, pin=PIN).text
    clock.advance(minutes=16)
    assert phone.post("/admin/counter/phone", person=somebody, pin=PIN).status_code == 303


def test_a_phone_opens_the_counter_and_no_other_page(opened: Visitor) -> None:
    for page in ("", "members", "devices", "me", "announcements"):
        assert opened.client.get(f"/admin/{page}").location.startswith("/admin/sign-in")


def test_what_was_taken_back_opens_nothing(opened: Visitor, owner: Visitor, parts: Parts) -> None:
    with parts.readings.begin() as session:
        device = session.scalars(select(Device.id)).one()
    owner.get("/admin/devices")

    owner.post("/admin/devices/revoke", device=device)

    assert opened.client.get("/admin/counter").location.startswith("/admin/sign-in")


def test_a_phone_gives_no_more_than_its_day_allows(opened: Visitor, parts: Parts, life: Life) -> None:
    with parts.sessions.begin() as session:
        settings.change(session, "device_daily_points", "20", now=parts.clock())
    give = {"card": life.card, "yen": "1500"}

    first = opened.post("/admin/counter/give", once="a", **give)
    again = opened.post("/admin/counter/give", once="a", **give)
    over = opened.post("/admin/counter/give", once="b", **give)

    assert (first.status_code, again.status_code) == (200, 200)
    assert "1日につけられるのは20ポイントまで" in over.text
    assert balance(parts, life) == 62 + 15


def code(parts: Parts, life: Life) -> str:
    with parts.sessions.begin() as session:
        member = people.by_card(session, life.card)
        return spend_codes.issue(session, parts.vault(), member, now=parts.clock()).code


def test_points_are_used_by_the_code_and_not_by_the_card(opened: Visitor, parts: Parts, life: Life) -> None:
    without = opened.post("/admin/counter/spend", card=life.card, once="a", points="10")
    assert "5分間の番号が要ります" in without.text

    given = code(parts, life)
    page = opened.post("/admin/counter/find", card=given).text
    assert f'value="{given}"' in page
    assert "お客さまの番号を確かめました" in page
    spend = {"card": life.card, "points": "10", "code": given}
    used = opened.post("/admin/counter/spend", once="b", **spend)
    again = opened.post("/admin/counter/spend", once="b", **spend)
    other = opened.post("/admin/counter/spend", once="c", **spend)

    assert "10ポイントを使いました" in used.text
    assert "10ポイントを使いました" in again.text
    assert "使い終わっている" in other.text
    assert balance(parts, life) == 52


def test_where_the_shop_says_so_the_card_pays(opened: Visitor, parts: Parts, life: Life) -> None:
    with parts.sessions.begin() as session:
        settings.change(session, "spend_by_card", "yes", now=parts.clock())

    used = opened.post("/admin/counter/spend", card=life.card, once="a", points="10")

    assert "10ポイントを使いました" in used.text


def test_the_owner_sees_devices_and_sets_what_holds(owner: Visitor, parts: Parts) -> None:
    easy = owner.post("/admin/devices/clerks", clerk_name="うめ", clerk_pin="1234")
    assert "続き番号" in easy.text
    assert owner.post("/admin/devices/pin", person=clerk_id(parts), new_pin="9146").status_code == 303
    owner.get("/admin/devices")
    wrong = owner.post("/admin/devices/settings", **{**RULES, "card_prefix": "4901"})
    assert "02か20〜29" in wrong.text
    assert owner.post("/admin/devices/settings", **RULES).status_code == 303

    with parts.readings.begin() as session:
        chosen = settings.read(session)
    assert (chosen.card_code, chosen.card_prefix, chosen.device_minutes) == ("jan13", "2912", 10)
    assert "メールなし" in owner.get("/admin/staff").text


RULES = {"card_code": "jan13", "card_prefix": "2912", "device_daily_points": "500", "device_minutes": "10"}


def test_the_camera_is_for_the_counter_only(opened: Visitor) -> None:
    assert "camera=(self)" in opened.client.get("/admin/counter").headers["Permissions-Policy"]
    assert "camera=()" in opened.client.get("/admin/sign-in").headers["Permissions-Policy"]
