"""The plan, its price, the reserve and the approval: chosen by the owner, refused at their field."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from services import quotas, settings
from tests.admin.shop import Parts, Visitor

CHOSEN = {
    "line_plan": "standard",
    "plan_fee": "",
    "plan_free": "",
    "plan_price": "2.8",
    "service_reserve": "500",
    "approval_required": "yes",
}


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("owner")
    visitor.get("/admin/settings/budget")
    return visitor


def test_it_is_kept_and_shown_again(owner: Visitor, parts: Parts) -> None:
    answer = owner.post("/admin/settings/budget", **CHOSEN)

    assert answer.status_code == 303
    with parts.readings.begin() as session:
        kept = settings.read(session)
    assert (kept.line_plan, kept.plan_fee, kept.plan_price) == ("standard", None, Decimal("2.8"))
    assert (kept.service_reserve, kept.approval_required) == (500, True)
    page = owner.get("/admin/settings/budget").text
    assert 'value="2.8"' in page
    assert '<option selected value="standard">' in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"plan_price": "3円"}, "0から100までの数"),
        ({"service_reserve": "-1"}, "0から100,000,000までの数"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(owner: Visitor, wrong: dict[str, str], said: str) -> None:
    answer = owner.post("/admin/settings/budget", **{**CHOSEN, **wrong})

    assert answer.status_code == 422
    assert said in answer.text


def test_the_month_is_shown_as_line_told_it(owner: Visitor, parts: Parts) -> None:
    before = owner.get("/admin/settings/budget").text
    with parts.sessions.begin() as session:
        quotas.note(session, allowed=5_000, used=1_200, now=parts.clock())

    page = owner.get("/admin/settings/budget").text

    assert "LINEにまだ確かめていません" in before
    assert "1,200" in page
    assert "3,800" in page
    assert "2026/12/01 12:00" in page
