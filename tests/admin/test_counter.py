"""The counter: points given, used and undone; a repeated tap counts once."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.members import Member
from services import points, settings
from tests.admin.life import Life, fill
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock
from tests.databases import KINDS

DATABASES = KINDS


@pytest.fixture
def life(parts: Parts) -> Life:
    with parts.sessions.begin() as session:
        settings.change(session, "spend_by_card", "yes", now=parts.clock())
        return fill(session, parts.vault(), parts.clock())


@pytest.fixture
def clerk(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("clerk")
    visitor.get("/admin/counter")
    return visitor


def balance(parts: Parts, life: Life) -> int:
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=life.card)).one()
        return points.balance(session, member, now=parts.clock())


def once(page: str) -> str:
    found = re.search(r'name="once"[^>]*value="(\w+)"', page)
    assert found is not None
    return found.group(1)


def test_a_card_shows_balance_and_nothing_of_the_person(clerk: Visitor, life: Life) -> None:
    page = clerk.post("/admin/counter/find", card=f"{life.card[:4]}-{life.card[4:]}").text

    assert f"{life.card[:4]}-{life.card[4:]}" in page
    assert "62" in page
    assert "U0000" not in page


def test_an_unknown_card_is_said_and_stays_in_the_field(clerk: Visitor, life: Life) -> None:
    unknown = "12345678" if life.card != "12345678" else "87654321"

    response = clerk.post("/admin/counter/find", card=unknown)

    assert response.status_code == 422
    assert "見つかりません" in response.text
    assert f'value="{unknown}"' in response.text


def test_points_for_a_purchase_count_once_however_often_it_is_sent(
    clerk: Visitor, life: Life, parts: Parts
) -> None:
    form_id = once(clerk.post("/admin/counter/find", card=life.card).text)

    first = clerk.post("/admin/counter/give", card=life.card, once=form_id, yen="1500")
    clerk.post("/admin/counter/give", card=life.card, once=form_id, yen="1500")

    assert "15ポイントをつけました" in first.text
    assert balance(parts, life) == 62 + 15


def test_a_small_purchase_gives_no_points_and_says_why(clerk: Visitor, life: Life, parts: Parts) -> None:
    response = clerk.post("/admin/counter/give", card=life.card, once="a", yen="99")

    assert "ポイントがつきませんでした" in response.text
    assert balance(parts, life) == 62


@pytest.mark.parametrize("yen", ["", "0", "-5", "abc", "99999999999"])
def test_a_wrong_amount_is_refused_with_what_was_typed(clerk: Visitor, life: Life, yen: str) -> None:
    response = clerk.post("/admin/counter/give", card=life.card, once="a", yen=yen)

    assert response.status_code == 422
    assert f'value="{yen}"' in response.text


def test_points_are_used_up_to_the_balance(clerk: Visitor, life: Life, parts: Parts) -> None:
    too_many = clerk.post("/admin/counter/spend", card=life.card, once="a", points="63")
    enough = clerk.post("/admin/counter/spend", card=life.card, once="b", points="60")

    assert "62ポイントまで" in too_many.text
    assert "60ポイントを使いました（60円分）" in enough.text
    assert balance(parts, life) == 2


def test_what_was_done_today_is_undone_with_a_reason(clerk: Visitor, life: Life, parts: Parts) -> None:
    page = clerk.post("/admin/counter/spend", card=life.card, once="b", points="60").text
    entry = max(int(number) for number in re.findall(r'name="entry" value="(\d+)"', page))

    without = clerk.post("/admin/counter/undo", entry=entry)
    undone = clerk.post("/admin/counter/undo", entry=entry, reason="打ちまちがい")
    again = clerk.post("/admin/counter/undo", entry=entry, reason="打ちまちがい")

    assert "理由を入れてください" in without.text
    assert undone.status_code == 200
    assert "すでに取り消されています" in again.text
    assert balance(parts, life) == 62


def test_yesterday_is_not_undone(clerk: Visitor, life: Life, parts: Parts, clock: Clock) -> None:
    page = clerk.post("/admin/counter/spend", card=life.card, once="b", points="60").text
    entry = max(int(number) for number in re.findall(r'name="entry" value="(\d+)"', page))
    clock.advance(days=1)
    clerk.sign_in("clerk")

    response = clerk.post("/admin/counter/undo", entry=entry, reason="打ちまちがい")

    assert "当日の取引だけです" in response.text
    assert balance(parts, life) == 2


def test_every_deed_and_every_look_is_in_the_audit(clerk: Visitor, life: Life, parts: Parts) -> None:
    clerk.post("/admin/counter/find", card=life.card)
    clerk.post("/admin/members", card=life.card)
    clerk.post("/admin/counter/give", card=life.card, once="a", yen="1500")
    clerk.post("/admin/counter/spend", card=life.card, once="b", points="1")
    clerk.post("/admin/counter/spend", card=life.card, once="c", points="1000")

    with parts.readings.begin() as session:
        lines = list(
            session.scalars(
                select(AuditEntry).where(AuditEntry.subject.startswith("member:")).order_by(AuditEntry.id)
            )
        )
    assert [line.action for line in lines] == ["member_seen", "member_seen", "points_given", "points_spent"]
    assert all(line.staff_id is not None and life.card not in str(line.detail) for line in lines)
