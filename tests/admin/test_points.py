"""Points by hand, a second person's yes, returns to decide about, and rules tried on paper."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.members import Member
from services import earn_rules, points, returns, settings
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

DATABASES = ("sqlite",)
"""The rules behind these pages are tried on both."""
RULE = {"points": "1", "per_yen": "100", "rounding": "down"}


@pytest.fixture
def card(parts: Parts) -> str:
    with parts.sessions.begin() as session:
        return Make(session, parts.vault()).member().card_number


def balance(parts: Parts, card: str) -> int:
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).where(Member.card_number == card)).one()
        return points.balance(session, member, now=parts.clock())


def deeds(parts: Parts) -> list[str]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def give(visitor: Visitor, card: str, amount: int) -> str:
    page = visitor.get("/admin/points").text
    once = re.search(r'name="once" type="hidden" value="(\w+)"', page)
    assert once is not None
    fields = {"card": card, "points": str(amount), "reason": "お詫び", "note": "ごめんなさい"}
    answer = visitor.post("/admin/points/grants", **fields, once=once.group(1))
    assert answer.status_code in (303, 422)
    return answer.text if answer.status_code == 422 else ""


def test_points_are_given_with_a_reason_and_it_is_written_down(
    owner: Visitor, parts: Parts, card: str
) -> None:
    assert give(owner, card, 50) == ""

    assert balance(parts, card) == 150
    assert "points_granted" in deeds(parts)


def test_above_the_limit_somebody_else_says_yes(
    owner: Visitor, signed_in: Callable[[str], Visitor], parts: Parts, card: str
) -> None:
    give(owner, card, 2000)
    assert balance(parts, card) == 100
    assert "別の方の承認をお待ちください" in owner.get("/admin/points").text

    second = signed_in("sender")
    assert "あなたの承認を待っています" in second.get("/admin/").text
    assert "あなたの承認を待っています" not in owner.get("/admin/").text
    number = re.search(r"/admin/points/grants/(\d+)/approve", second.get("/admin/points").text)
    assert number is not None
    second.post(f"/admin/points/grants/{number.group(1)}/approve")

    assert balance(parts, card) == 2100
    assert [deed for deed in deeds(parts) if "grant" in deed] == ["points_grant_asked", "points_granted"]


def test_a_second_person_may_say_no(
    owner: Visitor, signed_in: Callable[[str], Visitor], parts: Parts, card: str
) -> None:
    give(owner, card, 2000)

    second = signed_in("sender")
    number = re.search(r"/admin/points/grants/(\d+)/decline", second.get("/admin/points").text)
    assert number is not None
    second.post(f"/admin/points/grants/{number.group(1)}/decline")
    again = second.post(f"/admin/points/grants/{number.group(1)}/decline")

    assert balance(parts, card) == 100
    assert "すでに決まったか" in again.text


def test_a_grant_without_a_reason_is_refused(owner: Visitor, parts: Parts, card: str) -> None:
    owner.get("/admin/points")

    answer = owner.post("/admin/points/grants", card=card, points="5", reason="", once="x")

    assert (answer.status_code, balance(parts, card)) == (422, 100)


@pytest.mark.parametrize(("choice", "left"), [("forgive", 0), ("charge", -20)])
def test_what_a_return_left_open_is_decided(
    owner: Visitor, parts: Parts, card: str, choice: str, left: int
) -> None:
    with parts.sessions.begin() as session:
        settings.change(session, "return_debt", "staff", now=parts.clock())
        member = session.scalars(select(Member).where(Member.card_number == card)).one()
        wishes: dict[str, Any] = {"choices": settings.read(session), "now": parts.clock()}
        points.earn(session, member, yen=3000, cause="buy", **wishes)
        points.spend(session, member, points=120, cause="use", **wishes)
        returns.take_back(session, "buy", cause="back", **wishes)
    assert "返品のときに使われていたポイントの扱い" in owner.get("/admin/").text
    number = re.search(r"/admin/points/debts/(\d+)", owner.get("/admin/points").text)
    assert number is not None

    assert owner.post(f"/admin/points/debts/{number.group(1)}", choice=choice).status_code == 422
    owner.post(f"/admin/points/debts/{number.group(1)}", choice=choice, reason="話し合い")

    assert "決めていただくものはありません" in owner.get("/admin/points").text
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).where(Member.card_number == card)).one()
        assert sum(line.amount for line in points.history(session, member)) == left


def test_a_rule_is_tried_on_paper_line_by_line_and_no_purchase_is_made(owner: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        shop = Make(session, parts.vault()).shop("駅前店").id
    owner.get("/admin/points/rules")
    typed = {**RULE, "tiers": "銀 = 150", "weekdays": "日＝200", "shops": "駅前店: 110", "groups": "酒 = 0"}
    tried = {"try_yen": "3280", "try_day": "2026-12-06", "try_tier": "銀", "try_shop": str(shop)}

    page = owner.post("/admin/points/rules/try", **typed, **tried, try_lines="酒 = 1000").text

    assert "3,280円のお買い物に、75ポイント付きます。" in page
    for line in (
        "基本（2,280円）",
        "会員ランク「銀」：150%",
        "店舗「駅前店」：110%",
        "日曜日：200%",
        "75.24",
    ):
        assert line in page
    assert "points_given" not in deeds(parts)


UNREADABLE = [
    ("tiers", "銀", "一行に一つずつ"),
    ("shops", "知らない店 = 100", "店舗は見つかりません"),
    ("weekdays", "祝 = 200", "曜日は、月・火"),
    ("campaigns", "12月 = 200", "最終日は"),
    ("campaigns", "2026-13-01 〜 2026-13-02 = 200", "最終日は"),
    ("groups", "酒 = 99999", "倍率は、0から"),
    ("points", "", "数を入れてください"),
]


def test_what_cannot_be_read_is_said(owner: Visitor) -> None:
    owner.get("/admin/points/rules")

    for field, typed, said in UNREADABLE:
        assert said in owner.post("/admin/points/rules/try", **{**RULE, field: typed}).text


def test_a_better_rule_is_published_at_once_and_shown(owner: Visitor, parts: Parts) -> None:
    owner.get("/admin/points/rules")

    owner.post("/admin/points/rules", **RULE, campaigns="2026-12-01 〜 2026-12-07 = 300")

    with parts.readings.begin() as session:
        choices = settings.read(session)
        terms = earn_rules.in_force(session, choices=choices, now=parts.clock())
        assert terms.of_day(date(2026, 12, 7)) == 300


def test_a_worse_rule_is_refused_before_its_notice_and_taken_after(owner: Visitor, parts: Parts) -> None:
    owner.get("/admin/points/rules")

    refused = owner.post("/admin/points/rules", **{**RULE, "per_yen": "200"}, begins_on="2026-12-20")
    assert refused.status_code == 422
    assert "2026年12月31日より前には始められません" in refused.text

    owner.post("/admin/points/rules", **{**RULE, "per_yen": "200"}, begins_on="2026-12-31")
    page = owner.get("/admin/points/rules").text
    assert "200円ごとに1ポイント" in page
    assert "前より不利なところがある" in page
