"""What LINE tells from the day after: per unit, per day, and how many friends there are."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from simulator import RunningLine
from tests.simulator.api import TEXT, Api

DAY = 24 * 3600
LINKED = {
    "type": "template",
    "altText": "ご案内",
    "template": {
        "type": "buttons",
        "text": "くわしくは",
        "actions": [{"type": "uri", "label": "見る", "uri": "https://example.jp/a"}],
    },
}
CROWD = [f"U{number:032x}" for number in range(400)]


def day(back: int = 0) -> str:
    """So many days before today, in Japan."""
    return f"{datetime.fromtimestamp(time.time(), UTC) + timedelta(hours=9) - timedelta(days=back):%Y%m%d}"


def send(line: RunningLine, api: Api, unit: str = "goen_1", people: list[str] = CROWD) -> None:
    line.set(unknown_ids="deliver")
    answer = api.multicast(*people, customAggregationUnits=[unit], messages=[TEXT, LINKED])
    assert answer.status == 200


def statistics(api: Api, unit: str = "goen_1", first: str = "", last: str = "") -> dict[str, object]:
    asked = f"customAggregationUnit={unit}&from={first or day()}&to={last or day()}"
    found: dict[str, object] = api.get(f"/v2/bot/insight/message/event/aggregation?{asked}")
    return found


def test_openings_and_taps_are_told_the_next_day_and_not_before(line: RunningLine, api: Api) -> None:
    send(line, api)
    assert statistics(api)["overview"] == dict.fromkeys(
        ("uniqueImpression", "uniqueClick", "uniqueMediaPlayed", "uniqueMediaPlayed100Percent")
    )

    line.pass_time(DAY)

    told = statistics(api)
    overview, links = told["overview"], told["clicks"]
    assert isinstance(overview, dict)
    assert isinstance(links, list)
    assert 200 < overview["uniqueImpression"] < 300
    assert 30 < overview["uniqueClick"] < 100
    assert [(link["seq"], link["url"]) for link in links] == [(2, "https://example.jp/a")]


def test_nobody_sees_a_number_below_twenty(line: RunningLine, api: Api) -> None:
    send(line, api, people=CROWD[:19])
    line.pass_time(DAY)

    told = statistics(api)

    assert isinstance(told["overview"], dict)
    assert set(told["overview"].values()) == {None}


def test_a_unit_that_nobody_used_has_nothing_to_tell(line: RunningLine, api: Api) -> None:
    send(line, api)
    line.pass_time(DAY)

    assert statistics(api, unit="Goen_1")["messages"] == []


@pytest.mark.parametrize(
    "asked",
    [
        "from=20261201&to=20261201",
        "customAggregationUnit=a-b&from=20261201&to=20261201",
        "customAggregationUnit=a&from=20261201",
        "customAggregationUnit=a&from=2026-12-1&to=20261201",
        "customAggregationUnit=a&from=20261331&to=20261331",
        "customAggregationUnit=a&from=20261202&to=20261201",
        "customAggregationUnit=a&from=20261201&to=20270101",
    ],
)
def test_a_question_that_line_would_refuse_is_refused(api: Api, asked: str) -> None:
    assert api.call("GET", f"/v2/bot/insight/message/event/aggregation?{asked}").status == 400


def test_sixty_questions_an_hour_and_no_more(line: RunningLine, api: Api) -> None:
    asked = [api.call("GET", f"/v2/bot/insight/followers?date={day(1)}").status for _ in range(61)]

    assert asked == [200] * 60 + [429]


def test_units_of_the_month_are_counted_and_listed_by_pages(line: RunningLine, api: Api) -> None:
    for unit in ("goen_1", "goen_2", "goen_3"):
        send(line, api, unit=unit, people=CROWD[:1])

    assert api.get("/v2/bot/message/aggregation/info") == {"numOfCustomAggregationUnits": 3}
    first = api.get("/v2/bot/message/aggregation/list?limit=2")
    assert first["customAggregationUnits"] == ["goen_1", "goen_2"]
    assert api.get(f"/v2/bot/message/aggregation/list?limit=2&start={first['next']}") == {
        "customAggregationUnits": ["goen_3"]
    }


def test_a_unit_beyond_the_months_thousand_is_passed_over_without_a_word(line: RunningLine, api: Api) -> None:
    units = line.simulator.channel.units
    today = datetime.strptime(day(), "%Y%m%d").replace(tzinfo=UTC).date()
    for number in range(1000):
        units.add([f"u{number}"], [], [TEXT], day=today)

    send(line, api, unit="one_too_many")

    line.pass_time(DAY)
    assert statistics(api, unit="one_too_many")["messages"] == []


def test_the_days_messages_are_counted_by_the_way_they_went(line: RunningLine, api: Api) -> None:
    send(line, api)
    api.push(line.people("次郎").id)
    assert api.get(f"/v2/bot/message/delivery/multicast?date={day()}") == {"status": "unready"}

    line.pass_time(DAY)

    assert api.get(f"/v2/bot/message/delivery/multicast?date={day()}") == {"status": "ready", "success": 400}
    assert api.get(f"/v2/bot/message/delivery/push?date={day()}") == {"status": "unavailable_for_privacy"}
    told = api.get(f"/v2/bot/insight/message/delivery?date={day()}")
    assert told == {"status": "ready", "apiMulticast": 400, "apiPush": 1}
    assert api.get("/v2/bot/insight/message/delivery?date=20170101") == {"status": "out_of_service"}


def test_what_the_console_sends_reaches_every_friend_and_is_told_apart(line: RunningLine, api: Api) -> None:
    sent = api.call("POST", "/sim/console", {"text": "全員へ"})

    assert sent.json() == {"reached": 1}
    assert line.people("次郎").received() == [{"type": "text", "text": "全員へ"}]
    line.pass_time(DAY)
    told = api.get(f"/v2/bot/insight/message/delivery?date={day()}")
    assert told == {"status": "ready", "broadcast": 1}


def test_friends_and_blocks_are_counted(line: RunningLine, api: Api) -> None:
    line.people("花子").follow()
    line.people("花子").block()

    told = api.get(f"/v2/bot/insight/followers?date={day(1)}")

    assert told == {"status": "ready", "followers": 2, "targetedReaches": 1, "blocks": 1}
