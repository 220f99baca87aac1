"""Whoever is at the counter takes a return of any day, and its points follow."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.members import Member
from services import points, settings
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

DATABASES = ("sqlite",)
"""The rules behind the page are tried on both."""


@pytest.fixture
def card(parts: Parts) -> str:
    """Somebody who bought for 3,280 yen last week, and used 20 points."""
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member()
        at = parts.clock() - timedelta(days=7)
        wishes: dict[str, Any] = {"choices": settings.read(session), "now": at}
        points.earn(session, member, yen=3280, cause="buy", **wishes)
        points.spend(session, member, points=20, cause="use", **wishes)
        return member.card_number


@pytest.fixture
def clerk(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("clerk")


def balance(parts: Parts, card: str) -> int:
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).where(Member.card_number == card)).one()
        return points.balance(session, member, now=parts.clock())


def forms(clerk: Visitor, card: str) -> dict[str, dict[str, str]]:
    """The forms of the page by what they are about, with what lies hidden in them."""
    clerk.get("/admin/points/returns")
    page = clerk.post("/admin/points/returns/find", card=card).text
    hidden = re.findall(r'name="entry" value="(\d+)"><input type="hidden" name="once" value="(\w+)"', page)
    kinds = ["use", "buy"][-len(hidden) :]
    return {
        kind: {"card": card, "entry": entry, "once": once}
        for kind, (entry, once) in zip(kinds, hidden, strict=True)
    }


def test_part_of_a_purchase_comes_back_and_takes_its_points_along(
    clerk: Visitor, parts: Parts, card: str
) -> None:
    form = forms(clerk, card)["buy"]

    for _ in range(2):
        page = clerk.post("/admin/points/returns", **form, amount="1280", reason="サイズ違い").text
        assert "この分のポイントは12ポイントです。" in page

    assert balance(parts, card) == 100
    assert "2,000円" in page


def test_points_that_paid_are_given_back(clerk: Visitor, parts: Parts, card: str) -> None:
    page = clerk.post("/admin/points/returns", **forms(clerk, card)["use"], reason="サイズ違い").text

    assert "20ポイントをお返ししました。" in page
    assert balance(parts, card) == 132
    assert list(forms(clerk, card)) == ["buy"]


def test_more_than_there_is_and_no_reason_are_refused(clerk: Visitor, parts: Parts, card: str) -> None:
    form = forms(clerk, card)["buy"]

    assert "1から3,280まで" in clerk.post("/admin/points/returns", **form, amount="9999", reason="a").text
    assert "わけを入れてください。" in clerk.post("/admin/points/returns", **form).text
    assert balance(parts, card) == 112


def test_somebody_elses_purchase_is_not_found(clerk: Visitor, parts: Parts, card: str) -> None:
    form = forms(clerk, card)["buy"]
    with parts.sessions.begin() as session:
        other = Make(session, parts.vault()).member(line_user_id="U" + "f" * 32).card_number

    answer = clerk.post("/admin/points/returns", **{**form, "card": other}, reason="a")

    assert "このお会計は見つかりません" in answer.text
