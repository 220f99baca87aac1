"""Push, multicast, reply: what is accepted, and whom it reaches."""

import pytest

from simulator import RunningLine
from tests.simulator.api import TEXT, Api, faults_of


def test_a_push_appears_on_the_phone_of_a_friend(line: RunningLine, api: Api) -> None:
    answer = api.push(line.people("次郎").id)

    assert answer.status == 200
    assert len(answer.json()["sentMessages"]) == 1
    assert line.people("次郎").received() == [TEXT]


def test_every_answer_carries_a_request_id_of_its_own(line: RunningLine, api: Api) -> None:
    ids = {api.push(line.people("次郎").id).headers["x-line-request-id"] for _ in range(3)}

    assert len(ids) == 3


def test_who_is_no_friend_or_has_blocked_gets_nothing_though_the_call_is_accepted(
    line: RunningLine, api: Api
) -> None:
    stranger, blocker, friend = line.people("太郎"), line.people("花子"), line.people("次郎")
    blocker.follow()
    blocker.block()

    assert api.multicast(stranger.id, blocker.id, friend.id).status == 200

    assert [row["person"] for row in line.accepted] == [friend.id]
    assert stranger.received() == blocker.received() == []


def test_a_stranger_who_wrote_is_reached_for_seven_days(line: RunningLine, api: Api) -> None:
    stranger = line.people("太郎")
    stranger.say("こんにちは")
    api.push(stranger.id)
    line.pass_time(7 * 24 * 3600 + 1)
    api.push(stranger.id)

    assert len(stranger.received()) == 1


def test_a_deleted_account_is_not_reached(line: RunningLine, api: Api) -> None:
    line.people("次郎").delete_account()

    assert api.push(line.people("次郎").id).status == 200
    assert line.accepted == []


def test_an_unknown_id_is_passed_over_by_a_multicast_and_refused_by_a_push(
    line: RunningLine, api: Api
) -> None:
    unknown = "U" + "0" * 32

    assert api.multicast(unknown, line.people("次郎").id).status == 200
    assert api.push(unknown).status == 400
    assert len(line.accepted) == 1


def test_an_unknown_id_can_be_made_to_refuse_the_whole_multicast(line: RunningLine, api: Api) -> None:
    line.set(unknown_ids="refuse")

    answer = api.multicast(line.people("次郎").id, "U" + "0" * 32)

    assert answer.status == 400
    assert "to[1]" in answer.json()["message"]
    assert line.accepted == []


def test_unknown_ids_can_be_counted_as_reached(line: RunningLine, api: Api) -> None:
    line.set(unknown_ids="deliver")
    crowd = [f"U{number:032x}" for number in range(500)]

    assert api.multicast(*crowd).status == 200
    assert api.get("/v2/bot/message/quota/consumption") == {"totalUsage": 500}
    assert set(api.get("/sim/accepted?counts=1")["counts"]) == set(crowd)


def test_an_id_of_no_shape_names_its_place(line: RunningLine, api: Api) -> None:
    answer = api.multicast(line.people("次郎").id, "somebody")

    assert answer.status == 400
    assert "to[1]" in answer.json()["message"]


def test_somebody_named_twice_is_written_to_once(line: RunningLine, api: Api) -> None:
    friend = line.people("次郎")
    api.multicast(friend.id, friend.id)

    assert len(friend.received()) == 1


def test_a_silent_message_is_known_as_such(line: RunningLine, api: Api) -> None:
    api.push(line.people("次郎").id, notificationDisabled=True)

    assert [entry.silent for entry in line.people("次郎").talk()] == [True]


def test_a_call_without_a_good_token_is_refused(line: RunningLine, api: Api) -> None:
    answer = api.call("GET", "/v2/bot/info", token="wrong")

    assert answer.status == 401
    assert "Authentication failed" in answer.json()["message"]


def test_a_stateless_token_is_good_for_fifteen_minutes(line: RunningLine, api: Api) -> None:
    form = f"grant_type=client_credentials&client_id={line.channel_id}&client_secret={line.channel_secret}"
    issued = api.call("POST", "/oauth2/v3/token", form.encode()).json()

    assert (issued["token_type"], issued["expires_in"]) == ("Bearer", 900)
    assert api.call("GET", "/v2/bot/info", token=issued["access_token"]).status == 200
    line.pass_time(901)
    assert api.call("GET", "/v2/bot/info", token=issued["access_token"]).status == 401


@pytest.mark.parametrize(
    "form",
    [
        "grant_type=client_credentials&client_id=1&client_secret=2",
        "grant_type=password",
        "",
    ],
)
def test_a_token_is_issued_only_to_the_channel(line: RunningLine, api: Api, form: str) -> None:
    assert api.call("POST", "/oauth2/v3/token", form.encode()).status == 400


@pytest.mark.parametrize(
    ("body", "property_"),
    [
        ({"messages": [TEXT]}, "to"),
        ({"to": "U" + "0" * 32}, "messages"),
        ({"to": "U" + "0" * 32, "messages": []}, "messages"),
        ({"to": "U" + "0" * 32, "messages": [TEXT] * 6}, "messages"),
        ({"to": "U" + "0" * 32, "messages": [TEXT], "surprise": 1}, "surprise"),
        ({"to": "U" + "0" * 32, "messages": [TEXT], "notificationDisabled": "yes"}, "notificationDisabled"),
        (
            {"to": "U" + "0" * 32, "messages": [TEXT], "customAggregationUnits": ["a", "b"]},
            "customAggregationUnits",
        ),
        (
            {"to": "U" + "0" * 32, "messages": [TEXT], "customAggregationUnits": ["a-b"]},
            "customAggregationUnits[0]",
        ),
    ],
)
def test_a_body_of_the_wrong_shape_is_refused_naming_the_property(
    line: RunningLine, api: Api, body: object, property_: str
) -> None:
    assert property_ in faults_of(api.call("POST", "/v2/bot/message/push", body))


def test_more_than_500_recipients_are_refused(line: RunningLine, api: Api) -> None:
    crowd = [f"U{number:032x}" for number in range(501)]

    assert faults_of(api.multicast(*crowd)) == {"to": "Size must be between 1 and 500"}


def test_a_body_over_two_megabytes_is_refused(line: RunningLine, api: Api) -> None:
    assert api.call("POST", "/v2/bot/message/push", b"{" + b" " * 2_000_000 + b"}").status == 413


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff"])
def test_what_is_no_json_object_is_refused(line: RunningLine, api: Api, body: bytes) -> None:
    assert api.call("POST", "/v2/bot/message/push", body).status == 400


def test_broadcast_and_narrowcast_are_seen_in_the_log(line: RunningLine, api: Api) -> None:
    assert api.call("POST", "/v2/bot/message/broadcast", {"messages": [TEXT]}).status == 200
    assert api.call("POST", "/v2/bot/message/narrowcast", {"messages": [TEXT]}).status == 202

    assert [call.endpoint for call in line.calls] == ["broadcast", "narrowcast"]
    assert [row["person"] for row in line.accepted] == [line.people("次郎").id] * 2


def test_an_unknown_address_is_not_found(line: RunningLine, api: Api) -> None:
    assert api.call("GET", "/v2/bot/nothing").status == 404
    assert api.call("POST", "//v2/bot/message/push", {}).status == 404
    assert [call.endpoint for call in line.calls] == ["unknown", "unknown"]


def test_a_body_that_is_not_declared_as_json_is_refused(line: RunningLine, api: Api) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = {"to": line.people("次郎").id, "messages": [TEXT]}

    assert api.call("POST", "/v2/bot/message/push", body, headers=form).status == 415


def test_a_message_of_endless_boxes_is_refused(line: RunningLine, api: Api) -> None:
    box = '{"type":"box","layout":"vertical","contents":['
    deep = '{"messages":[{"type":"flex","altText":"x","contents":{"type":"bubble","body":'
    body = deep + box * 400 + "]}" * 400 + "}}]}"

    assert api.call("POST", "/v2/bot/message/validate/push", body.encode()).status == 400
