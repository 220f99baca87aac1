"""Requests to whoever keeps the data: a clock of fourteen days, and an answer with a reason."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.requests import RequestKind, RequestState, RequestWay, RightsRequest
from services import requests, vault
from tests.clock import NOW, in_japan
from tests.makers import Make

SEEN = "運転免許証をご提示いただいた"


def asked(make: Make, details: str = "ポイントの履歴を見たい", **wishes: object) -> RightsRequest:
    values = {
        "member_pid": None,
        "kind": RequestKind.DISCLOSURE,
        "way": RequestWay.PHONE,
        "now": NOW,
    } | wishes
    return requests.open(make.session, make.vault, details=details, **values)  # type: ignore[arg-type]


def close(make: Make, request: RightsRequest, **wishes: object) -> None:
    values = {"state": RequestState.DONE, "reason": "写しをお渡しした", "identity": SEEN} | wishes
    requests.close(make.session, request, staff_id=None, now=NOW, **values)  # type: ignore[arg-type]


def test_the_clock_runs_for_fourteen_days_of_japan(make: Make) -> None:
    late_in_the_evening = in_japan(2026, 12, 1, 23, 59)

    request = asked(make, now=late_in_the_evening)

    assert request.due_on == date(2026, 12, 15)
    left = [requests.days_left(request, now=in_japan(2026, 12, day)) for day in (1, 8, 15, 16)]
    assert left == [14, 7, 0, -1]


def test_what_was_asked_is_kept_as_ciphertext_bound_to_its_request(make: Make) -> None:
    one, other = asked(make, "自宅の電話番号を消してほしい"), asked(make)

    assert requests.details(make.vault, one) == "自宅の電話番号を消してほしい"
    assert "自宅".encode() not in (one.details or b"")
    other.details = one.details
    with pytest.raises(vault.Spoiled):
        requests.details(make.vault, other)


def test_the_most_urgent_request_is_the_first_and_closed_ones_are_gone(make: Make) -> None:
    newer, older, done = (asked(make, now=NOW - timedelta(days=days)) for days in (1, 9, 20))
    close(make, done)

    assert requests.waiting(make.session) == [older, newer]
    assert requests.closed(make.session) == [done]


def test_one_persons_open_requests_are_found(make: Make) -> None:
    mine, _other = asked(make, member_pid="a" * 32), asked(make, member_pid="b" * 32)

    assert requests.waiting(make.session, member_pid="a" * 32) == [mine]


def test_a_request_is_closed_once(make: Make) -> None:
    request = asked(make)
    close(make, request, state=RequestState.REFUSED, reason="ご本人と確かめられなかった", identity="")

    with pytest.raises(requests.RequestClosed):
        close(make, request)

    assert (request.state, request.reason) == (RequestState.REFUSED, "ご本人と確かめられなかった")


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"reason": " "}, "reason"),
        ({"state": RequestState.REFUSED, "reason": "", "identity": ""}, "reason"),
        ({"identity": ""}, "identity"),
        ({"identity": "免許証 1234-5678-9012"}, "number"),
        ({"identity": "マイナンバーカード １２３４５６７８９０１２"}, "number"),
        ({"identity": "旅券 TK1234567"}, "number"),
    ],
)
def test_closing_needs_a_reason_and_an_identity_without_numbers(
    make: Make, session: Session, wishes: dict[str, object], why: str
) -> None:
    request = asked(make)

    with pytest.raises(requests.CloseRefused) as refused:
        close(make, request, **wishes)

    session.refresh(request)
    assert (refused.value.why, request.state) == (why, RequestState.OPEN)


def test_a_year_and_the_end_of_a_telephone_number_are_no_documents_number() -> None:
    assert not requests.holds_number("2026年12月1日、登録の電話の下4桁 1234 を伺った")
