"""Tills let members pay with points, and take back what comes back."""

import threading

import pytest

from services import settings
from tests.api.conftest import Parts, Till, new_key, slug
from tests.databases import KINDS

DATABASES = KINDS


@pytest.fixture(autouse=True)
def cards_pay(shop: Parts) -> None:
    """A shop that lets the card pay; how codes do is told in test_spend_codes."""
    with shop.sessions.begin() as session:
        settings.change(session, "spend_by_card", "yes", now=shop.clock())


def spend(card: str, points: int = 60, **more: object) -> dict[str, object]:
    return {"member": {"card": card}, "bill": "b1", "points": points, **more}


def test_points_are_set_aside_and_then_used(till: Till, card: str) -> None:
    reserved = till.sends("/spends", spend(card))

    assert reserved.status_code == 201
    assert reserved.get_json() == {
        "bill": "b1",
        "points": 60,
        "yen": 60,
        "expires_at": "2026-12-01T03:15:00Z",
    }
    assert till.asks("/balance", card=card).get_json()["balance"] == 40
    assert till.sends("/spends/confirm", {"bill": "b1"}).get_json() == {"points": 60, "balance": 40}
    assert till.sends("/spends/confirm", {"bill": "b1"}).get_json() == {"points": 60, "balance": 40}
    assert slug(till.sends("/spends/cancel", {"bill": "b1"})) == "reservation-over"


def test_what_is_let_go_is_the_members_again(till: Till, card: str) -> None:
    till.sends("/spends", spend(card))

    done = [till.sends("/spends/cancel", {"bill": "b1"}).get_json() for _ in range(2)]

    assert done == [{"points": 60, "balance": 100}] * 2
    assert slug(till.sends("/spends/confirm", {"bill": "b1"})) == "reservation-over"


def test_what_nobody_confirms_goes_back_by_itself(till: Till, card: str, shop: Parts) -> None:
    till.sends("/spends", spend(card))
    shop.clock.advance(minutes=15)

    assert slug(till.sends("/spends/confirm", {"bill": "b1"})) == "reservation-over"
    assert till.sends("/spends", spend(card, bill="b2")).status_code == 201


def test_nobody_pays_with_more_than_they_have(till: Till, card: str) -> None:
    answer = till.sends("/spends", spend(card, 101))

    assert (answer.status_code, slug(answer)) == (409, "points-too-few")
    assert (answer.get_json()["balance"], answer.get_json()["wanted"]) == (100, 101)


def test_a_bill_is_of_one_member_and_one_amount(till: Till, card: str) -> None:
    till.sends("/spends", spend(card))

    assert slug(till.sends("/spends", spend(card, 50))) == "reservation-differs"
    assert slug(till.sends("/spends/confirm", {"bill": "b2"})) == "reservation-unknown"
    assert slug(till.sends("/spends", spend(card, bill="b2", shop=9))) == "shop-unknown"


def test_a_paid_bill_that_comes_back_brings_its_points_back(till: Till, card: str) -> None:
    till.sends("/spends", spend(card))
    till.sends("/spends/confirm", {"bill": "b1"})

    part = [
        till.sends("/spends/return", {"bill": "b1", "return_receipt": "r1", "points": 20}) for _ in range(2)
    ]
    rest = till.sends("/spends/return", {"bill": "b1", "return_receipt": "r2"})

    assert [one.get_json() for one in part] == [{"points": 20, "balance": 60}] * 2
    assert rest.get_json() == {"points": 40, "balance": 100}
    assert slug(till.sends("/spends/return", {"bill": "b1", "return_receipt": "r3"})) == "returned-already"


def test_a_purchase_that_comes_back_takes_its_points_back(till: Till, card: str) -> None:
    till.sends("/purchases", {"member": {"card": card}, "receipt": "p1", "yen": 3000})

    part = [
        till.sends("/purchases/return", {"receipt": "p1", "return_receipt": "r1", "yen": 1000})
        for _ in range(2)
    ]
    rest = till.sends("/purchases/return", {"receipt": "p1", "return_receipt": "r2"})

    assert [one.get_json() for one in part] == [{"points": 10, "balance": 120}] * 2
    assert rest.get_json() == {"points": 20, "balance": 100}
    unknown = till.sends("/purchases/return", {"receipt": "p2", "return_receipt": "r3"})
    assert slug(unknown) == "purchase-unknown"


def test_product_groups_are_told_part_by_part(till: Till, card: str) -> None:
    lines = [{"group": "豆", "yen": 1000}, {"group": "豆", "yen": 500}]
    sale = {"member": {"card": card}, "receipt": "p1", "yen": 3000, "lines": lines}

    assert till.sends("/purchases", sale).get_json()["points"] == 30
    more = sale | {"receipt": "p2", "lines": [{"group": "豆", "yen": 3001}]}
    assert slug(till.sends("/purchases", more)) == "amount-refused"


def test_fifty_tills_at_once_spend_no_more_than_there_is(till: Till, card: str, shop: Parts) -> None:
    taken: list[int] = []
    keys = [new_key(shop, "points:spend") for _ in range(5)]

    def pay(number: int) -> None:
        fresh = Till(till.client.application.test_client(), keys[number % 5])
        answer = fresh.sends("/spends", spend(card, 10, bill=f"b{number}"))
        taken.append(answer.status_code)

    threads = [threading.Thread(target=pay, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [201] * 10 + [409] * 40
    assert till.asks("/balance", card=card).get_json()["balance"] == 0
