"""From status, headers and body to what happens next."""

import json
from typing import Any

import pytest

from bot import verdicts
from bot.answers import Answer, Kind


def judged(status: int, body: Any = None, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return verdicts.judge(status, named, json.dumps(body if body is not None else {}).encode())


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *[(status, Kind.ACCEPTED) for status in (200, 202, 409)],
        *[(status, Kind.UNKNOWN) for status in (408, 500, 502, 503, 504)],
        *[(status, Kind.TROUBLE) for status in (301, 302, 401, 403)],
        *[(status, Kind.REJECTED) for status in (400, 404, 410, 413, 415)],
        (429, Kind.RATE),
    ],
)
def test_each_status_has_its_kind(status: int, kind: Kind) -> None:
    assert judged(status).kind is kind


def test_request_ids_and_the_time_to_wait_are_kept() -> None:
    answer = judged(409, x_line_request_id="r", x_line_accepted_request_id="a", retry_after="7")

    assert (answer.request_id, answer.accepted_request_id, answer.retry_after) == ("r", "a", 7.0)
    assert judged(429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT").retry_after is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{", b"[" * 100_000])
def test_a_2xx_that_cannot_be_read_is_unknown_and_a_409_is_not(body: bytes) -> None:
    assert verdicts.judge(200, {}, body).kind is Kind.UNKNOWN
    assert verdicts.judge(409, {}, body).kind is Kind.ACCEPTED


@pytest.mark.parametrize(
    ("said", "of_many", "of_one"),
    [
        ({"message": "bad", "details": [{"message": "invalid", "property": "to[3]"}]}, 3, 3),
        ({"message": "bad", "details": [{"property": "messages[0].text"}, {"property": "to[12]"}]}, 12, 12),
        ({"message": "The property, to[1], in the request body is invalid (line: -, column: -)"}, 1, 1),
        ({"message": "The property, 'to', in the request body is invalid (line: -, column: -)"}, None, 0),
        ({"message": "bad", "details": [{"property": "to"}]}, None, 0),
        ({"message": "Failed to send messages"}, None, None),
        ({"message": "The property, token, is invalid"}, None, None),
        ({"message": "bad", "details": [{"property": "messages[0].text"}]}, None, None),
        ({"details": ["odd", {}]}, None, None),
        ({"details": "odd"}, None, None),
        ({}, None, None),
    ],
)
def test_a_recipient_who_is_named_is_found(
    said: dict[str, Any], of_many: int | None, of_one: int | None
) -> None:
    body = json.dumps(said).encode()

    assert verdicts.judge(400, {}, body).bad_index == of_many
    assert verdicts.judge(400, {}, body, is_to_one=True).bad_index == of_one
    assert verdicts.judge(500, {}, body, is_to_one=True).bad_index is None


def test_lines_words_for_the_monthly_limit_are_known() -> None:
    assert verdicts.says_month_is_over(judged(429, {"message": "You have reached your monthly limit."}))
    assert not verdicts.says_month_is_over(judged(429, {"message": "The API rate limit has been exceeded."}))
    assert not verdicts.says_month_is_over(judged(429, {}))
