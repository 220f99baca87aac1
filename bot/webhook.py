"""The way in: check that it is LINE, keep the events, answer 200; all else happens later."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import structlog
from flask import Blueprint, Response, request

LARGEST = 1024 * 1024
"""Bytes of a request; LINE's are far smaller."""

log = structlog.get_logger("webhook")


def blueprint(
    *,
    record: Callable[[Sequence[Any]], list[str]],
    secret: Callable[[], str | None],
    nudge: Callable[[int], None],
    hearing: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Blueprint:
    """Make `POST /callback`.

    `record` keeps events for good and gives the ids of new ones, `secret` is the channel secret, and `nudge`
    hints to the lanes how many came; they stand back while many requests are, or just were, in `hearing`.
    """
    pages = Blueprint("webhook", __name__)

    @pages.post("/callback")
    def callback() -> Response:
        request.max_content_length = LARGEST  # Flask answers 413 to more
        body = request.get_data(cache=False)
        refusal = _refusal(body, request.headers.get("x-line-signature"), secret())
        if refusal:
            return _answer(refusal)
        events = _events(body)
        if events is None:
            return _answer(400)
        with hearing():
            return _keep(events, record, nudge)

    return pages


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Tell whether LINE signed these bytes, in constant time."""
    proof = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(proof, signature.encode("utf-8", "surrogateescape"))


def _refusal(body: bytes, signature: str | None, secret: str | None) -> int | None:
    """Say under which status to refuse; 503 while the shop has not entered its channel secret."""
    if secret is None:
        return 503
    if not signature:
        return 401
    return None if is_signed(body, signature, secret) else 400


def _events(body: bytes) -> list[Any] | None:
    """Read the events; None when it is no webhook body."""
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return None
    events = whole.get("events") if isinstance(whole, dict) else None
    return events if isinstance(events, list) else None


def _keep(
    events: Sequence[Any], record: Callable[[Sequence[Any]], list[str]], nudge: Callable[[int], None]
) -> Response:
    """Keep before saying 200: after a 500 LINE delivers again."""
    try:
        new = record(events) if events else []
    except Exception:
        log.exception("not_kept", events=len(events))
        return _answer(500)
    if new:
        nudge(len(new))
    log.info("received", events=len(events), new=len(new))
    return _answer(200)


def _answer(status: int) -> Response:
    if status not in {200, 500}:
        log.warning("refused", status=status)
    return Response(status=status, content_type="text/plain")
