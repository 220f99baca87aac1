"""Shopify's orders: signed, of whom we know, once."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services import links, people, points, settings
from tests.api.conftest import Parts

SECRET = "a-secret-that-Shopify-gave"
ORDER: dict[str, Any] = {
    "id": 820982911946154508,
    "currency": "JPY",
    "total_price": "3280.00",
    "current_total_price": "3280.00",
    "customer": {"id": 115310627314723954, "email": "hanako@example.jp"},
}


@pytest.fixture
def hanako(shop: Parts) -> str:
    """A member who is linked, by her card; the shop knows Shopify's secret."""
    with shop.make() as make:
        settings.change_secret(make.session, make.vault, "shopify_secret", SECRET, now=shop.clock())
        member = make.member()
        begun = links.begin(make.session, make.vault, str(ORDER["customer"]["id"]), now=shop.clock())
        links.confirm(make.session, make.vault, member, begun.nonce, now=shop.clock())
        return member.card_number


def tell(
    client: FlaskClient, order: Any, *, topic: str = "orders/paid", signature: str | None = None
) -> TestResponse:
    raw = order if isinstance(order, bytes) else json.dumps(order).encode()
    proof = hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()
    signed = base64.b64encode(proof).decode() if signature is None else signature
    headers = {"X-Shopify-Topic": topic, "X-Shopify-Hmac-Sha256": signed}
    return client.post("/api/v1/shopify", data=raw, headers=headers)


def balance(shop: Parts, card: str) -> int:
    with shop.readings.begin() as session:
        return points.balance(session, people.by_card(session, card), now=shop.clock())


def test_an_order_that_was_paid_gives_points_once(client: FlaskClient, shop: Parts, hanako: str) -> None:
    answers = [tell(client, ORDER).status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert balance(shop, hanako) == 132


@pytest.mark.parametrize("signature", ["", "bm90IGl0", "é"])
def test_what_shopify_did_not_sign_is_refused(
    client: FlaskClient, shop: Parts, hanako: str, signature: str
) -> None:
    assert tell(client, ORDER, signature=signature).status_code == 401
    assert balance(shop, hanako) == 100


def test_without_a_secret_nothing_is_taken(client: FlaskClient) -> None:
    assert tell(client, ORDER).status_code == 503


@pytest.mark.parametrize(
    "order",
    [
        ORDER | {"customer": {"id": 1}},
        ORDER | {"customer": None},
        ORDER | {"currency": "USD"},
        ORDER | {"current_total_price": "0.00"},
        ORDER | {"current_total_price": "NaN"},
        ORDER | {"current_total_price": "1e99999"},
        ORDER | {"id": None},
        [],
        b"{",
        b"[" * 60_000,
    ],
)
def test_what_is_of_nobody_or_says_nothing_passes_in_silence(
    client: FlaskClient, shop: Parts, hanako: str, order: Any
) -> None:
    answer = tell(client, order)

    assert (answer.status_code, answer.data) == (200, b"")
    assert balance(shop, hanako) == 100


REFUND: dict[str, Any] = {
    "id": 509562969,
    "order_id": ORDER["id"],
    "transactions": [
        {"kind": "refund", "status": "success", "amount": "1000.00"},
        {"kind": "refund", "status": "failure", "amount": "9999.00"},
    ],
}


def test_a_refund_takes_its_points_back_once(client: FlaskClient, shop: Parts, hanako: str) -> None:
    tell(client, ORDER)

    answers = [tell(client, REFUND, topic="refunds/create").status_code for _ in range(2)]
    assert answers == [200, 200]
    assert balance(shop, hanako) == 123  # what is left keeps its share, rounded up

    whole = [{"kind": "refund", "status": "success", "amount": "5000.00"}]
    tell(client, REFUND | {"id": 2, "transactions": whole}, topic="refunds/create")
    assert balance(shop, hanako) == 100


@pytest.mark.parametrize(
    "refund", [REFUND, REFUND | {"transactions": []}, REFUND | {"transactions": None}, REFUND | {"id": "x"}]
)
def test_a_refund_of_what_gave_nothing_passes_in_silence(
    client: FlaskClient, shop: Parts, hanako: str, refund: Any
) -> None:
    assert tell(client, refund, topic="refunds/create").status_code == 200
    assert balance(shop, hanako) == 100


def test_other_topics_are_none_of_ours(client: FlaskClient, shop: Parts, hanako: str) -> None:
    assert tell(client, ORDER, topic="orders/create").status_code == 200
    assert balance(shop, hanako) == 100
