"""Settings, the reset, and the logs that a checker reads."""

from typing import Any

import pytest

from simulator import RunningLine
from tests.simulator.api import TEXT, Api


def test_settings_change_only_what_is_named(line: RunningLine, api: Api) -> None:
    state = api.call("PUT", "/sim/settings", {"duplicates": True, "quota": 5}).json()

    assert (state["settings"]["duplicates"], state["settings"]["redelivery"]) == (True, True)
    assert state["quota"] == {"limit": 5, "used": 0}
    assert api.call("PUT", "/sim/settings", {"webhook": ""}).json()["webhook"] is None
    assert api.call("PUT", "/sim/settings", {"quota": None}).json()["quota"]["limit"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"unknown_ids": "perhaps"},
        {"weather": "rain"},
        {"webhook": "ftp://x"},
        {"rates": {"push": [1]}},
        {"rates": 5},
        {"redelivery": "yes"},
        {"quota": -1},
        {"quota": "many"},
    ],
)
def test_wrong_settings_are_refused(line: RunningLine, api: Api, body: Any) -> None:
    assert api.call("PUT", "/sim/settings", body).status == 400


def test_a_reset_forgets_everything(line: RunningLine, api: Api) -> None:
    line.people("次郎").say("こんにちは")
    api.push(line.people("次郎").id)
    line.fail("push", "500")
    line.set(quota=1, unknown_ids="refuse")

    state = api.call("POST", "/sim/reset", {}).json()

    assert (state["faults"], state["quota"]) == ([], {"limit": None, "used": 0})
    assert state["settings"]["unknown_ids"] == "silent"
    assert line.people("次郎").talk() == []
    assert line.calls == []
    assert line.accepted == []


def test_the_log_names_every_call_and_what_it_reached(line: RunningLine, api: Api) -> None:
    key = "123e4567-e89b-12d3-a456-426614174000"
    jiro, taro = line.people("次郎").id, line.people("太郎").id
    answer = api.multicast(jiro, taro, key=key)
    api.push("nobody")

    calls = api.get("/sim/calls")["calls"]

    assert [(call["endpoint"], call["status"], call["accepted"]) for call in calls] == [
        ("multicast", 200, True),
        ("push", 400, False),
    ]
    assert (calls[0]["ids"], calls[0]["retryKey"]) == ([jiro, taro], key)
    assert calls[0]["requestId"] == answer.headers["x-line-request-id"]
    rows = api.get(f"/sim/accepted?person={jiro}")["accepted"]
    assert [(row["person"], row["retryKey"], row["messages"]) for row in rows] == [(jiro, key, 1)]
    assert api.get(f"/sim/accepted?person={taro}")["accepted"] == []
    assert len(api.get("/sim/calls?endpoint=push&last=5")["calls"]) == 1


def test_raw_events_can_be_sent_over_http(line: RunningLine, api: Api) -> None:
    sent = api.call("POST", "/sim/raw", {"events": [{"type": "odd"}]}).json()

    assert (sent["status"], sent["error"]) == (None, "could_not_connect")
    assert api.get("/sim/webhooks")["deliveries"] == [sent]


def test_the_log_keeps_the_latest_calls_and_drops_the_oldest(
    line: RunningLine, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.limits.KEPT_CALLS", 3)
    for number in range(5):
        api.push(line.people("次郎").id, {**TEXT, "text": str(number)})

    assert len(line.calls) == 3
    assert len(line.people("次郎").received()) == 5


def test_the_log_keeps_no_more_recipients_than_it_should(
    line: RunningLine, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.limits.KEPT_RECIPIENTS", 5)
    line.set(unknown_ids="deliver")
    for _ in range(3):
        api.multicast(*[f"U{number:032x}" for number in range(2)])

    assert [len(call.to) for call in line.calls] == [2, 2]


def test_old_tokens_are_dropped_beyond_a_number(
    line: RunningLine, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.limits.KEPT_TOKENS", 2)
    tokens = [line.people("花子").say("x")["replyToken"] for _ in range(3)]

    assert [api.reply(token).status for token in tokens] == [400, 200, 200]
