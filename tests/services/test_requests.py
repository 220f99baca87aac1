"""Requests to whoever keeps the data: a clock of fourteen days, and an answer with a reason."""

from datetime import date, timedelta

import pytest

from models.requests import RequestState, RightsRequest
from services import requests, vault
from tests.clock import NOW, in_japan
from tests.makers import Make

SEEN = "運転免許証をご提示いただいた"


def close(make: Make, request: RightsRequest, **wishes: object) -> None:
    values = {"state": RequestState.DONE, "reason": "写しをお渡しした", "identity": SEEN} | wishes
    requests.close(make.session, request, staff_id=None, now=NOW, **values)  # type: ignore[arg-type]


def test_the_clock_runs_for_fourteen_days_of_japan(make: Make) -> None:
    late_in_the_evening = in_japan(2026, 12, 1, 23, 59)

    request = make.request(now=late_in_the_evening)

    assert request.due_on == date(2026, 12, 15)
    left = [requests.days_left(request, now=in_japan(2026, 12, day)) for day in (1, 8, 15, 16)]
    assert left == [14, 7, 0, -1]


def test_what_was_asked_is_kept_as_ciphertext_bound_to_its_request(make: Make) -> None:
    one, other = make.request(details="自宅の電話番号を消してほしい"), make.request()

    assert requests.details(make.vault, one) == "自宅の電話番号を消してほしい"
    assert "自宅".encode() not in (one.details or b"")
    other.details = one.details
    with pytest.raises(vault.Spoiled):
        requests.details(make.vault, other)


def test_the_most_urgent_request_is_the_first_and_closed_ones_are_gone(make: Make) -> None:
    newer, older, done = (make.request(now=NOW - timedelta(days=days)) for days in (1, 9, 20))
    close(make, done)

    assert requests.waiting(make.session) == [older, newer]
    assert requests.closed(make.session) == [done]


def test_one_persons_open_requests_are_found(make: Make) -> None:
    mine, _other = make.request(member_pid="a" * 32), make.request(member_pid="b" * 32)

    assert requests.waiting(make.session, member_pid="a" * 32) == [mine]


def test_a_request_is_closed_once(make: Make) -> None:
    request = make.request()
    close(make, request, state=RequestState.REFUSED, reason="ご本人と確かめられなかった", identity="")

    with pytest.raises(requests.RequestClosed):
        close(make, request)

    assert (request.state, request.reason) == (RequestState.REFUSED, "ご本人と確かめられなかった")


BROKEN: tuple[tuple[dict[str, object], str], ...] = (
    ({"reason": " "}, "reason"),
    ({"state": RequestState.REFUSED, "reason": "", "identity": ""}, "reason"),
    ({"identity": ""}, "identity"),
    ({"identity": "免許証 1234-5678-9012"}, "number"),
    ({"identity": "マイナンバーカード １２３４５６７８９０１２"}, "number"),
    ({"identity": "旅券 TK1234567"}, "number"),
)


def test_closing_needs_a_reason_and_an_identity_without_numbers(make: Make) -> None:
    request = make.request()

    for wishes, why in BROKEN:
        with pytest.raises(requests.CloseRefused) as refused:
            close(make, request, **wishes)
        assert refused.value.why == why

    make.session.refresh(request)
    assert request.state == RequestState.OPEN


def test_a_year_and_the_end_of_a_telephone_number_are_no_documents_number() -> None:
    assert not requests.holds_number("2026年12月1日、登録の電話の下4桁 1234 を伺った")


def test_a_reminder_comes_at_seven_three_and_one_days_and_when_it_is_too_late(make: Make) -> None:
    request = make.request()

    reminded = [
        [one.id for one in requests.remind(make.session, now=NOW + timedelta(days=days))]
        for days in range(18)
    ]

    assert [days for days, found in enumerate(reminded) if found == [request.id]] == [7, 11, 13, 15]


def test_a_night_that_was_missed_does_not_lose_a_reminder(make: Make) -> None:
    request = make.request()

    requests.remind(make.session, now=NOW + timedelta(days=12))

    assert request.reminded == 3
    assert requests.remind(make.session, now=NOW + timedelta(days=12)) == []


def test_what_is_closed_is_not_urgent_and_not_overdue(make: Make) -> None:
    open_one, done = make.request(), make.request()
    close(make, done)
    later = NOW + timedelta(days=15)

    assert requests.urgent(make.session, now=NOW) == []
    assert (requests.urgent(make.session, now=later), requests.overdue(make.session, now=later)) == (
        [open_one],
        1,
    )


def test_what_was_asked_is_wiped_a_year_after_it_was_closed(make: Make) -> None:
    done, still_open = make.request(), make.request()
    close(make, done)

    a_year = NOW + timedelta(days=365)
    assert requests.forget(make.session, now=a_year - timedelta(seconds=1)) == 0
    assert requests.forget(make.session, now=a_year) == 1

    make.session.refresh(done)
    assert (requests.details(make.vault, done), requests.details(make.vault, still_open)) == (
        "",
        "ポイントの履歴を見たい",
    )
