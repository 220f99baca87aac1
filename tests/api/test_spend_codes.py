"""A till takes the code that the member's talk shows: once, for one bill, and a card alone does not pay."""

import pytest
from sqlalchemy import func, select

from models.audit import AuditEntry
from services import codes, people, spend_codes
from tests.api.conftest import Parts, Till, slug

DATABASES = ("sqlite",)
"""Races for a code and for points are tried on both elsewhere; here it is what the door takes and says."""


@pytest.fixture
def code(shop: Parts, card: str) -> str:
    """What the member's talk shows."""
    return issued(shop, card)


def issued(shop: Parts, card: str) -> str:
    with shop.sessions.begin() as session:
        member = people.by_card(session, card)
        return spend_codes.issue(session, shop.vault(), member, now=shop.clock()).code


def spend(**more: object) -> dict[str, object]:
    return {"bill": "b1", "points": 60, **more}


def test_a_card_alone_does_not_pay(till: Till, card: str) -> None:
    answer = till.sends("/spends", spend(member={"card": card}))

    assert (answer.status_code, slug(answer)) == (403, "spend-code-needed")
    assert till.asks("/balance", card=card).get_json()["balance"] == 100


@pytest.mark.parametrize("is_card_told", [False, True])
def test_a_code_pays_whose_ever_it_is(till: Till, card: str, code: str, *, is_card_told: bool) -> None:
    whose = {"member": {"card": card}} if is_card_told else {}

    assert till.sends("/spends", spend(code=code, **whose)).status_code == 201
    assert till.sends("/spends/confirm", {"bill": "b1"}).get_json() == {"points": 60, "balance": 40}


def test_the_same_bill_again_gets_the_same_answer_though_its_code_is_used(till: Till, code: str) -> None:
    asked = spend(code=code)
    first = till.sends("/spends", asked, name="same")

    for name in ("same", "another"):
        assert till.sends("/spends", asked, name=name).get_json() == first.get_json()
    till.sends("/spends/confirm", {"bill": "b1"})
    assert till.sends("/spends", asked, name="late").get_json() == first.get_json()


def test_a_code_pays_one_bill_and_five_minutes(till: Till, shop: Parts, card: str, code: str) -> None:
    till.sends("/spends", spend(code=code, points=10))
    assert slug(till.sends("/spends", spend(code=code, points=10, bill="b2"))) == "code-spent"

    late = issued(shop, card)
    shop.clock.advance(minutes=5)
    assert slug(till.sends("/spends", spend(code=late, points=10, bill="b3"))) == "code-too-late"


def test_a_refused_spend_leaves_the_code_good(till: Till, code: str) -> None:
    assert slug(till.sends("/spends", spend(code=code, points=101))) == "points-too-few"
    assert till.sends("/spends", spend(code=code)).status_code == 201


def test_a_code_pays_for_nobody_else(till: Till, shop: Parts, code: str) -> None:
    with shop.make() as make:
        other = make.member().card_number

    assert slug(till.sends("/spends", spend(code=code, member={"card": other}))) == "code-unknown"
    assert till.sends("/spends", spend(code=code)).status_code == 201


def test_whoever_tries_numbers_is_stopped(till: Till, shop: Parts, card: str, code: str) -> None:
    wrong = f"{(int(code) + 1) % 10**7:07d}"
    tries = [slug(till.sends("/spends", spend(code=wrong))) for _ in range(codes.TRIES)]

    assert tries == ["code-unknown"] * codes.TRIES
    assert slug(till.sends("/spends", spend(code=code))) == "code-tries-over"
    with shop.readings.begin() as session:
        missed = select(func.count()).where(AuditEntry.action == codes.MISSED)
        assert session.scalar(missed) == codes.TRIES
    shop.clock.advance(minutes=15, seconds=1)
    assert till.sends("/spends", spend(code=issued(shop, card))).status_code == 201


def test_a_bill_that_nobody_pays_is_no_bill(till: Till) -> None:
    answer = till.sends("/spends", spend())

    assert (answer.status_code, slug(answer)) == (400, "fields-invalid")
    assert answer.get_json()["errors"][0]["detail"] == "needs code (which pays) or member"
