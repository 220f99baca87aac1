"""Rate limits and the monthly quota."""

from simulator import RunningLine
from tests.simulator.api import Api


def test_multicasts_beyond_200_a_second_are_refused(line: RunningLine, api: Api) -> None:
    line.set(rates={"multicast": [3, 3600]})
    friend = line.people("次郎")

    answers = [api.multicast(friend.id) for _ in range(4)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["message"] == "The API rate limit has been exceeded. Try again later."


def test_a_bucket_fills_up_again(line: RunningLine, api: Api) -> None:
    line.set(rates={"multicast": [1, 60]})
    friend = line.people("次郎")
    assert [api.multicast(friend.id).status for _ in range(2)] == [200, 429]

    line.pass_time(60)

    assert api.multicast(friend.id).status == 200


def test_each_endpoint_has_its_own_bucket(line: RunningLine, api: Api) -> None:
    line.set(rates={"multicast": [1, 3600]})
    friend = line.people("次郎")
    api.multicast(friend.id)

    assert api.multicast(friend.id).status == 429
    assert api.push(friend.id).status == 200


def test_lines_own_figures_hold_from_the_start(line: RunningLine) -> None:
    rates = line.simulator.channel.rates.table

    assert (rates["multicast"], rates["broadcast"], rates["loading"]) == ((200, 1), (60, 3600), (100, 1))


def test_broadcasts_are_refused_after_sixty(line: RunningLine, api: Api) -> None:
    body = {"messages": [{"type": "text", "text": "x"}]}
    statuses = [api.call("POST", "/v2/bot/message/broadcast", body).status for _ in range(61)]

    assert statuses == [200] * 60 + [429]


def test_the_quota_counts_the_people_reached_and_not_the_messages(line: RunningLine, api: Api) -> None:
    api.push(line.people("次郎").id, *[{"type": "text", "text": "x"}] * 5)
    api.multicast(line.people("次郎").id, line.people("太郎").id)

    assert api.get("/v2/bot/message/quota/consumption") == {"totalUsage": 2}


def test_a_call_beyond_the_quota_reaches_nobody(line: RunningLine, api: Api) -> None:
    line.set(quota=1)
    line.people("花子").follow()

    answer = api.multicast(line.people("次郎").id, line.people("花子").id)

    assert (answer.status, answer.json()["message"]) == (429, "You have reached your monthly limit.")
    assert line.accepted == []
    assert api.push(line.people("次郎").id).status == 200


def test_the_quota_is_told_as_line_tells_it(line: RunningLine, api: Api) -> None:
    assert api.get("/v2/bot/message/quota") == {"type": "none"}
    line.set(quota={"limit": 200, "used": 150})

    assert api.get("/v2/bot/message/quota") == {"type": "limited", "value": 200}
    assert api.get("/v2/bot/message/quota/consumption") == {"totalUsage": 150}
