"""Tills give purchases: points once for each receipt, whatever goes wrong on the way."""

import threading

import pytest
from sqlalchemy import func, select

from models.points import PointsEntry
from services import people, points
from tests.api.conftest import Parts, Till, new_key, slug
from tests.databases import KINDS

DATABASES = KINDS
SALE = {"receipt": "20261201-0042", "yen": 3280}


def sale(card: str, **more: object) -> dict[str, object]:
    return {"member": {"card": card}, **SALE, **more}


def entries(shop: Parts) -> int:
    with shop.readings.begin() as session:
        made = select(func.count()).select_from(PointsEntry).where(PointsEntry.cause.like("receipt:%"))
        return session.scalar(made) or 0


def test_a_purchase_gives_its_points(till: Till, card: str) -> None:
    answer = till.sends("/purchases", sale(card))

    assert answer.status_code == 201
    assert answer.get_json() == {"receipt": "20261201-0042", "points": 32, "balance": 132}


def test_the_same_request_again_gets_the_same_answer_and_counts_once(
    till: Till, card: str, shop: Parts
) -> None:
    first = till.sends("/purchases", sale(card), name="a")
    again = till.sends("/purchases", {"yen": 3280, **sale(card)}, name="a")

    assert again.data == first.data
    assert again.status_code == 201
    assert again.headers["Idempotency-Replayed"] == "true"
    assert entries(shop) == 1


def test_the_same_name_for_another_request_is_an_error(till: Till, card: str, shop: Parts) -> None:
    till.sends("/purchases", sale(card), name="a")

    answer = till.sends("/purchases", sale(card, yen=5000), name="a")

    assert (answer.status_code, slug(answer)) == (422, "idempotency-key-reused")
    assert entries(shop) == 1


def test_a_name_is_free_again_after_a_day(till: Till, card: str, shop: Parts) -> None:
    till.sends("/purchases", sale(card), name="a")
    shop.clock.advance(hours=24)

    assert till.sends("/purchases", sale(card, receipt="2"), name="a").status_code == 201
    assert entries(shop) == 2


def test_each_till_has_names_of_its_own(till: Till, card: str, shop: Parts) -> None:
    other = Till(till.client, new_key(shop))
    till.sends("/purchases", sale(card), name="a")

    assert other.sends("/purchases", sale(card, receipt="2"), name="a").status_code == 201


def test_a_receipt_counts_once_under_any_name(till: Till, card: str, shop: Parts) -> None:
    till.sends("/purchases", sale(card))

    answer = till.sends("/purchases", sale(card))

    assert answer.get_json()["balance"] == 132
    assert entries(shop) == 1


def test_a_receipt_of_another_amount_or_member_is_a_contradiction(till: Till, card: str, shop: Parts) -> None:
    with shop.make() as make:
        other = make.member().card_number
    till.sends("/purchases", sale(card))

    assert slug(till.sends("/purchases", sale(card, yen=100))) == "receipt-known"
    assert slug(till.sends("/purchases", sale(other))) == "receipt-known"


def test_the_same_number_at_another_shop_is_another_receipt(till: Till, card: str, shop: Parts) -> None:
    with shop.make() as make:
        branch = make.shop().id
    till.sends("/purchases", sale(card))

    assert till.sends("/purchases", sale(card, shop=branch)).get_json()["balance"] == 164


def test_a_purchase_too_small_for_a_point_is_taken_all_the_same(till: Till, card: str) -> None:
    assert till.sends("/purchases", sale(card, yen=99)).get_json()["points"] == 0


def test_who_is_not_known_is_told_so_and_nothing_stays(till: Till, shop: Parts) -> None:
    answer = till.sends("/purchases", sale("00000000"))

    assert (answer.status_code, slug(answer)) == (404, "member-unknown")
    assert "00000000" not in answer.text
    assert entries(shop) == 0


def test_a_no_is_an_answer_that_is_kept_too(till: Till, card: str) -> None:
    first = till.sends("/purchases", sale(card, shop=999), name="a")
    again = till.sends("/purchases", sale(card, shop=999), name="a")

    assert slug(first) == slug(again) == "shop-unknown"
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"yen": "3280"}, "yen", "int_type"),
        ({"yen": 3280.5}, "yen", "int_type"),
        ({"yen": True}, "yen", "int_type"),
        ({"yen": 0}, "yen", "greater_than_equal"),
        ({"yen": 10**30}, "yen", "less_than_equal"),
        ({"yen": None}, "yen", "int_type"),
        ({"receipt": ""}, "receipt", "string_pattern_mismatch"),
        ({"receipt": "a" * 41}, "receipt", "string_too_long"),
        ({"receipt": "領収書"}, "receipt", "string_pattern_mismatch"),
        ({"member": {}}, "member", "one_of"),
        ({"member": {"card": "12345678", "customer": "1"}}, "member", "one_of"),
        ({"member": {"card": "1234"}}, "member.card", "string_pattern_mismatch"),
        ({"member": "12345678"}, "member", "model_type"),
        ({"name": "花子"}, "name", "extra_forbidden"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(
    till: Till, card: str, wrong: dict[str, object], field: str, reason: str
) -> None:
    answer = till.sends("/purchases", {**sale(card), **wrong})

    assert (answer.status_code, slug(answer)) == (400, "fields-invalid")
    assert [(one["field"], one["reason"]) for one in answer.get_json()["errors"]] == [(field, reason)]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b'"', b"[" * 100_000])
def test_what_cannot_be_read_is_told_so(till: Till, raw: bytes) -> None:
    headers = {"Authorization": f"Bearer {till.key}", "Idempotency-Key": "a"}

    answer = till.client.post("/api/v1/purchases", data=raw[:60_000], headers=headers)

    assert (answer.status_code, slug(answer)) == (400, "body-unreadable")


def test_what_is_too_large_is_not_read(till: Till) -> None:
    answer = till.sends("/purchases", {"receipt": "a" * 70_000})

    assert (answer.status_code, slug(answer)) == (413, "body-too-large")


def test_every_write_needs_its_name(till: Till, card: str) -> None:
    headers = {"Authorization": f"Bearer {till.key}"}

    answer = till.client.post("/api/v1/purchases", json=sale(card), headers=headers)

    assert (answer.status_code, slug(answer)) == (400, "idempotency-key-missing")


def test_problems_speak_the_askers_language(till: Till) -> None:
    english = till.sends("/purchases", sale("00000000"))
    till.language = "ja,en;q=0.5"
    japanese = till.sends("/purchases", {})

    assert english.get_json()["title"] == "There is no such member."
    assert japanese.get_json()["title"] == "直していただきたい項目があります。"
    assert japanese.get_json()["errors"][0]["detail"] == "入れてください"


def test_ten_at_once_under_one_name_are_one_purchase(till: Till, card: str, shop: Parts) -> None:
    statuses: list[int] = []

    def send() -> None:
        fresh = Till(till.client.application.test_client(), till.key)
        statuses.append(fresh.sends("/purchases", sale(card), name="a").status_code)

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(statuses) == 10
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert entries(shop) == 1
    with shop.readings.begin() as session:
        member = people.by_card(session, card)
        assert points.balance(session, member, now=shop.clock()) == 132
