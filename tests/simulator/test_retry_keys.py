"""Retry keys: the same key within a day is the same call."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator import RunningLine
from tests.simulator.api import TEXT, Api


def test_a_key_used_again_is_answered_409_with_the_accepted_id_and_the_same_messages(
    line: RunningLine, api: Api
) -> None:
    friend, key = line.people("次郎"), str(uuid.uuid4())
    first = api.push(friend.id, key=key)
    again = api.push(friend.id, key=key)

    assert again.status == 409
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert again.json()["sentMessages"] == first.json()["sentMessages"]
    assert len(friend.received()) == 1
    assert "x-line-accepted-request-id" not in first.headers


def test_a_key_is_forgotten_after_a_day(line: RunningLine, api: Api) -> None:
    friend, key = line.people("次郎"), str(uuid.uuid4())
    api.multicast(friend.id, key=key)
    line.pass_time(24 * 3600 + 1)

    assert api.multicast(friend.id, key=key).status == 200
    assert len(friend.received()) == 2


def test_a_key_must_be_a_uuid(line: RunningLine, api: Api) -> None:
    assert api.push(line.people("次郎").id, key="campaign-1").status == 400
    assert line.accepted == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v2/bot/message/reply"),
        ("POST", "/v2/bot/message/validate/push"),
        ("GET", "/v2/bot/message/quota"),
    ],
)
def test_a_key_where_none_belongs_is_refused(line: RunningLine, api: Api, method: str, path: str) -> None:
    answer = api.call(method, path, {"messages": [TEXT]}, key=str(uuid.uuid4()))

    assert answer.status == 400
    assert "Retry-Key" in answer.json()["message"]


def test_a_refused_call_does_not_use_its_key_up(line: RunningLine, api: Api) -> None:
    friend, key = line.people("次郎"), str(uuid.uuid4())
    line.set(quota=0)
    assert api.push(friend.id, key=key).status == 429
    line.set(quota=10)

    assert api.push(friend.id, key=key).status == 200


def test_of_many_calls_at_once_with_one_key_only_one_is_accepted(line: RunningLine, api: Api) -> None:
    friend, key = line.people("次郎"), str(uuid.uuid4())
    with ThreadPoolExecutor(16) as callers:
        statuses = list(callers.map(lambda _: api.push(friend.id, key=key).status, range(64)))

    assert sorted(statuses) == [200] + [409] * 63
    assert len(friend.received()) == 1


def test_the_log_shows_a_key_reused_with_another_body(line: RunningLine, api: Api) -> None:
    friend, key = line.people("次郎"), str(uuid.uuid4())
    api.push(friend.id, key=key)
    api.push(friend.id, key=key)
    api.push(friend.id, {"type": "text", "text": "別の文"}, key=key)

    assert [call.other_body for call in line.calls] == [False, False, True]
    assert len({call.body_hash for call in line.calls}) == 2
