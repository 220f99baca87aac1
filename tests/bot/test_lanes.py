"""Lanes take what came in, whoever crashed before, and never take anything twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from bot.lanes import Lanes
from bot.turns import Turn, Words
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge, serving, text
from tests.bot.letters import later
from tests.databases import Store


@pytest.fixture
def edge(store: Store, line: RunningLine) -> Iterator[Edge]:
    edge = Edge(store, line)
    yield edge
    edge.lanes.stop()


def wait_until(condition: Callable[[], bool], timeout: float = 10) -> None:
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.01)


def is_settled(edge: Edge) -> bool:
    return not {"waiting", "worded", "saying"} & set(edge.states())


def test_what_came_in_before_the_lanes_ran_is_found_by_a_sweep(edge: Edge, line: RunningLine) -> None:
    asked = line.people("花子").say("おはよう")
    edge.record([asked])

    edge.lanes.start(2)

    wait_until(lambda: is_settled(edge))
    assert line.people("花子").received() == [text("はい、おはよう")]


def test_an_event_is_answered_at_once_when_the_lanes_are_nudged(edge: Edge, line: RunningLine) -> None:
    edge.lanes = Lanes(edge.dispatcher(), edge.replies(), sweep_every=600)
    with serving(edge, lanes=2):
        line.people("花子").say("おはよう")
        line.wait_for_reply("花子")

    assert line.people("花子").received() == [text("はい、おはよう")]


def test_two_sets_of_lanes_answer_every_event_once_and_each_person_in_order(edge: Edge) -> None:
    people = [f"Uperson{number}" for number in range(5)]
    events = [
        letters.message(f"{person}の{number}", user=person, at=later(number))
        for number in range(8)
        for person in people
    ]
    edge.record(events)
    others = edge.more_lanes()

    edge.lanes.start(4)
    others.start(4)
    wait_until(lambda: is_settled(edge))
    others.stop()

    heard = edge.bot.heard
    assert Counter(heard).most_common(1)[0][1] == 1
    assert len(heard) == len(events)
    for person in people:
        assert [said for said in heard if said.startswith(person)] == [f"{person}の{n}" for n in range(8)]


def test_two_events_of_one_person_are_never_dealt_with_at_the_same_time(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most = [0], [0]
    lock = threading.Lock()

    def slow(_turn: Turn) -> Words:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.02)
        with lock:
            inside[0] -= 1
        return []

    monkeypatch.setattr(edge.bot, "echo", slow)
    edge.record([letters.message(str(number), at=later(number)) for number in range(6)])
    others = edge.more_lanes()
    others.start(4)
    wait_until(lambda: is_settled(edge))
    others.stop()

    assert most == [1]


def test_one_bad_event_delays_nobody_else_and_is_answered_in_the_end(edge: Edge, line: RunningLine) -> None:
    edge.bot.stumbles["壊す"] = 99
    with serving(edge):
        line.people("花子").say("壊す")
        line.people("太郎").say("おはよう")
        line.wait_for_reply("太郎", timeout=4)
        answers = line.wait_for_reply("花子", timeout=30)

    assert line.people("太郎").received() == [text("はい、おはよう")]
    assert answers[0]["text"].startswith("受付番号 ")
    assert sorted(edge.states()) == ["done", "poisoned"]


def test_a_lane_outlives_a_database_that_is_away_for_a_while(
    edge: Edge, line: RunningLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge.record([line.people("花子").say("おはよう")])
    with monkeypatch.context() as away:
        away.setattr(edge.store.sessions, "begin", _away)
        edge.lanes.start(2)
        edge.lanes.nudge(2)
        time.sleep(0.3)
        assert edge.bot.heard == []

    wait_until(lambda: is_settled(edge))
    assert line.people("花子").received() == [text("はい、おはよう")]


def _away() -> None:
    raise OSError("the database is away")


def test_events_in_any_order_and_twice_are_answered_once_each(edge: Edge, line: RunningLine) -> None:
    line.set(duplicates=True, reorder=True)
    with serving(edge):
        for number in range(4):
            line.people("花子").say(str(number))
        line.wait_for_webhooks()
        line.wait_for_reply("花子", 4)
        wait_until(lambda: is_settled(edge))

    assert sorted(edge.bot.heard) == ["0", "1", "2", "3"]
    assert len(line.people("花子").received()) == 4


def test_what_line_could_not_deliver_comes_again_and_is_answered(edge: Edge, line: RunningLine) -> None:
    line.set(redelivery=True)
    real, failures = edge.record, [2]

    def recording(events: list[object]) -> list[str]:
        if failures[0]:
            failures[0] -= 1
            raise OSError("the database is down")
        return real(events)

    edge.record = recording  # type: ignore[method-assign,assignment]
    with serving(edge):
        line.people("花子").say("おはよう")
        line.wait_for_reply("花子")

    assert [delivery.status for delivery in line.deliveries] == [500, 500, 200]
    assert edge.bot.heard == ["おはよう"]


def test_looking_for_what_waits_disturbs_nobody_who_writes(edge: Edge) -> None:
    with edge.store.sessions.begin():
        assert not edge.dispatcher().is_anything_waiting()
