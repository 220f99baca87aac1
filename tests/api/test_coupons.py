"""Tills check coupons, set them aside, use them, let them go and give them back."""

import pytest

from services import people
from tests.api.conftest import Parts, Till, slug


@pytest.fixture
def code(shop: Parts, card: str) -> str:
    """The code of a coupon that the member holds."""
    with shop.make() as make:
        return make.held(people.by_card(make.session, card)).code


def bill(code: str, **more: object) -> dict[str, object]:
    return {"code": code, "bill": "b1", **more}


def test_a_coupon_is_checked_without_saying_whose_it_is(till: Till, code: str, card: str) -> None:
    answer = till.asks("/coupons", code=f"{code[:4]}-{code[4:]}".lower(), yen="1000")

    assert answer.get_json()["code"] == code
    assert answer.get_json()["title"] == "ドリンク1杯 50円引き"
    assert answer.get_json()["state"] == "held"
    assert card not in answer.text
    assert slug(till.asks("/coupons", code="ZZZZZZZZ")) == "coupon-unknown"


def test_a_coupon_is_set_aside_used_once_and_given_back(till: Till, code: str) -> None:
    assert till.sends("/coupons/reserve", bill(code)).get_json()["state"] == "reserved"
    assert slug(till.sends("/coupons/use", bill(code, bill="b2"))) == "coupon-reserved"
    used = [till.sends("/coupons/use", bill(code)).get_json()["state"] for _ in range(2)]
    assert used == ["used", "used"]
    assert slug(till.sends("/coupons/use", bill(code, bill="b2"))) == "coupon-already-used"
    assert till.sends("/coupons/reverse", bill(code)).get_json()["state"] == "reversed"
    assert till.sends("/coupons/use", bill(code, bill="b2")).get_json()["state"] == "used"


def test_what_is_let_go_can_be_used_elsewhere(till: Till, code: str) -> None:
    till.sends("/coupons/reserve", bill(code))

    assert till.sends("/coupons/release", bill(code)).get_json()["state"] == "released"
    assert slug(till.sends("/coupons/release", bill(code, bill="b9"))) == "use-unknown"
    assert till.sends("/coupons/use", bill(code, bill="b2")).get_json()["state"] == "used"


def test_yesterdays_use_stays_used(till: Till, code: str, shop: Parts) -> None:
    till.sends("/coupons/use", bill(code))
    shop.clock.advance(days=1)

    assert slug(till.sends("/coupons/reverse", bill(code))) == "use-too-late"
