"""Shopify: its webhooks of orders that were paid, as the worked example of an adapter."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import structlog
from flask import Response, request
from sqlalchemy.orm import Session

from api import calls, problems
from api.calls import Parts
from api.problems import Problem
from services import bills, links, points, purchases, returns, settings
from services.bills import Bill
from services.vault import Vault

SECRET = "shopify_secret"  # noqa: S105  # the name of the setting
YEN = "JPY"
MOST_DIGITS = 12

log = structlog.get_logger("shopify")


class Unreadable(Exception):  # a fact, as refusals are named
    """It is signed, and says nothing that can be used."""


PASSED = (
    *(Unreadable, ValueError, RecursionError, links.LinkUnknown, purchases.ReceiptKnown),
    *(returns.PurchaseUnknown, returns.ReturnedAlready),
)
"""Reasons to let a webhook pass in silence: it is of nobody we know, was counted, or says nothing."""


def hear(parts: Parts) -> Response:
    """Take one webhook: 401 where it is not Shopify's, 503 while there is no secret, else 200.

    https://shopify.dev/docs/apps/build/webhooks/subscribe/https

    What is of nobody we know passes in silence: most customers of a web shop are no members.
    """
    try:
        raw = calls.body()
    except Problem as problem:
        return problems.answer(problem)
    with parts.readings.begin() as session:
        secret = settings.read_secret(session, parts.vault(), SECRET)
    if secret is None:
        return Response(status=503)
    if not is_signed(raw, request.headers.get("X-Shopify-Hmac-Sha256", ""), secret):
        return Response(status=401)
    _take(parts, TOPICS.get(request.headers.get("X-Shopify-Topic", "")), raw)
    return Response(status=200)


def is_signed(raw: bytes, signature: str, secret: str) -> bool:
    """Tell whether Shopify signed these bytes, in constant time."""
    proof = base64.b64encode(hmac.new(secret.encode(), raw, hashlib.sha256).digest())
    return hmac.compare_digest(proof, signature.encode("utf-8", "surrogateescape"))


Deed = Callable[[Session, Vault, Mapping[str, Any], datetime], None]


def _take(parts: Parts, deed: Deed | None, raw: bytes) -> None:
    """Do it in one transaction; what cannot be used is noted without its contents."""
    if deed is None:
        return
    try:
        told = _read(raw)
        with parts.sessions.begin() as session:
            deed(session, parts.vault(), told, parts.clock())
    except PASSED as passed:
        log.info("passed", why=type(passed).__name__)


def _read(raw: bytes) -> Mapping[str, Any]:
    told = json.loads(raw)
    if not isinstance(told, dict):
        raise Unreadable
    return told


def _paid(session: Session, vault: Vault, order: Mapping[str, Any], now: datetime) -> None:
    """Give the linked customer the points of an order, once for its id."""
    yen = _yen(order.get("current_total_price") or order.get("total_price"))
    if order.get("currency") != YEN or not 0 < yen <= points.LARGEST_PURCHASE:
        raise Unreadable
    member = links.by_customer(session, vault, _number(_of(order, "customer").get("id")))
    sale = purchases.Sale(receipt(order.get("id")), yen)
    purchases.give(session, member, sale, choices=settings.read(session), now=now)


def receipt(order_id: object) -> str:
    """Give the receipt's number of an order."""
    return f"shopify-{_number(order_id)}"


def _of(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _number(value: object) -> str:
    text = str(value)
    if not text.isascii() or not text.isdecimal() or len(text) > 20:
        raise Unreadable
    return text


def _yen(text: object) -> int:
    """Read an amount such as "3280.00"; a part of a yen is none."""
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        raise Unreadable from None
    if not amount.is_finite() or amount.adjusted() >= MOST_DIGITS:
        raise Unreadable
    return int(amount)


def _refunded(session: Session, vault: Vault, refund: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001
    """Take the points of what was refunded back, once for the refund's id."""
    order, back = receipt(refund.get("order_id")), f"shopify-refund-{_number(refund.get('id'))}"
    made = refund.get("transactions")
    yen = sum(_yen(one.get("amount")) for one in made if _is_refund(one)) if isinstance(made, list) else 0
    if yen < 1:
        raise Unreadable
    choices = settings.read(session)
    try:
        bills.take_back(session, Bill(order), Bill(back), yen=yen, choices=choices, now=now)
    except points.AmountRefused:  # more than is left of it: then all of it came back
        bills.take_back(session, Bill(order), Bill(back), yen=None, choices=choices, now=now)


def _is_refund(one: object) -> bool:
    return isinstance(one, dict) and (one.get("kind"), one.get("status")) == ("refund", "success")


TOPICS: Mapping[str, Deed] = {"orders/paid": _paid, "refunds/create": _refunded}
"""What is listened to, by Shopify's topic."""
