"""The fault panel: each kind does what it says, as often as it says."""

import time
import uuid

import pytest
import urllib3
from urllib3.exceptions import HTTPError

from simulator import RunningLine
from tests.simulator.api import Api


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("429_rate", 429, "rate limit"),
        ("429_quota", 429, "monthly limit"),
        ("500", 500, "Internal server error"),
        ("401", 401, "Authentication failed"),
        ("403", 403, "not available"),
        ("409", 409, "already accepted"),
        ("bad_id", 400, "to[0]"),
    ],
)
def test_a_refusing_fault_answers_so_and_nothing_is_accepted(
    line: RunningLine, api: Api, kind: str, status: int, words: str
) -> None:
    line.fail("multicast", kind, times=1)
    friend = line.people("次郎")

    answer = api.multicast(friend.id)

    assert (answer.status, words in answer.json()["message"]) == (status, True)
    assert "x-line-request-id" in answer.headers
    assert line.accepted == []
    assert api.multicast(friend.id).status == 200


def test_a_500_after_acceptance_has_been_delivered(line: RunningLine, api: Api) -> None:
    line.fail("push", "500_after", times=1)
    friend, key = line.people("次郎"), str(uuid.uuid4())

    assert api.push(friend.id, key=key).status == 500
    assert api.push(friend.id, key=key).status == 409
    assert len(friend.received()) == 1


def test_a_lost_answer_has_been_delivered(line: RunningLine, api: Api) -> None:
    line.fail("push", "lost", times=1)
    friend, key = line.people("次郎"), str(uuid.uuid4())

    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.push(friend.id, key=key)

    assert [(call.status, call.accepted) for call in line.calls] == [(None, True)]
    assert api.push(friend.id, key=key).status == 409


@pytest.mark.parametrize("kind", ["reset", "hang"])
def test_a_connection_that_breaks_has_accepted_nothing(line: RunningLine, api: Api, kind: str) -> None:
    line.fail("push", kind, times=1, seconds=0.05)

    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.push(line.people("次郎").id)

    assert line.accepted == []


def test_a_hang_outlasts_the_callers_patience(line: RunningLine, api: Api) -> None:
    line.fail("push", "hang", times=1, seconds=1)
    body = {"to": line.people("次郎").id, "messages": [{"type": "text", "text": "x"}]}

    with pytest.raises(urllib3.exceptions.ReadTimeoutError):
        api.call("POST", "/v2/bot/message/push", body, timeout=0.1)

    assert line.accepted == []


def test_a_slow_call_is_accepted_though_its_caller_has_gone(line: RunningLine, api: Api) -> None:
    line.fail("push", "slow", times=1, seconds=0.3)
    body = {"to": line.people("次郎").id, "messages": [{"type": "text", "text": "x"}]}
    started = time.monotonic()

    with pytest.raises(HTTPError):
        api.call("POST", "/v2/bot/message/push", body, timeout=0.1)
    line.wait_until(lambda: len(line.accepted) == 1)

    assert time.monotonic() - started >= 0.3


def test_a_bad_id_names_the_wanted_person(line: RunningLine, api: Api) -> None:
    line.people("花子").follow()
    line.fail("multicast", "bad_id", user=line.people("花子").id)

    answer = api.multicast(line.people("次郎").id, line.people("花子").id)

    assert "to[1]" in answer.json()["message"]


def test_a_fault_strikes_only_its_endpoint_until_cleared(line: RunningLine, api: Api) -> None:
    line.fail("multicast", "500")
    friend = line.people("次郎")

    assert [api.multicast(friend.id).status for _ in range(3)] == [500] * 3
    assert api.push(friend.id).status == 200
    line.faults.clear()
    assert api.multicast(friend.id).status == 200


def test_a_star_strikes_everywhere(line: RunningLine, api: Api) -> None:
    line.fail("*", "403")

    assert api.push(line.people("次郎").id).status == 403
    assert api.call("GET", "/v2/bot/info").status == 403


def test_the_same_seed_strikes_the_same_calls(line: RunningLine, api: Api) -> None:
    def statuses() -> list[int]:
        line.faults.clear()
        line.fail("push", "500", probability=0.5, seed=7)
        return [api.push(line.people("次郎").id).status for _ in range(20)]

    first = statuses()

    assert first == statuses()
    assert set(first) == {200, 500}


def test_the_panel_is_set_and_shown_over_http(line: RunningLine, api: Api) -> None:
    rules = [{"endpoint": "push", "kind": "429_rate", "times": 2}, {"endpoint": "*", "kind": "500"}]
    shown = api.call("PUT", "/sim/faults", {"faults": rules}).json()["faults"]

    assert [(rule["endpoint"], rule["kind"], rule["times"]) for rule in shown] == [
        ("push", "429_rate", 2),
        ("*", "500", None),
    ]
    assert api.call("PUT", "/sim/faults", {"faults": shown}).status == 200
    assert api.push(line.people("次郎").id).status == 429


def test_a_wrong_rule_is_refused_and_the_panel_stays(line: RunningLine, api: Api) -> None:
    line.fail("push", "500")

    answer = api.call("PUT", "/sim/faults", {"faults": [{"endpoint": "push", "kind": "earthquake"}]})

    assert answer.status == 400
    assert len(api.get("/sim/faults")["faults"]) == 1
