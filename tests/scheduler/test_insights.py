"""Asking LINE afterwards: over real HTTP, slowly, each question once a day, never inside a transaction."""

import time
from datetime import timedelta

from sqlalchemy import select

from models.insights import DailyInsight, UnitInsight
from scheduler import insights
from services import pace
from tests.bot.posting import Post
from tests.clock import in_japan


def send(post: Post, *, crowd: int = 0) -> None:
    """Let an announcement go out, at LINE's end to so many more under the same unit."""
    post.people("一郎")
    post.announce()
    post.deliver()
    align(post)
    units = post.line.simulator.channel.units
    people = [f"U{number:032x}" for number in range(crowd)]
    link = {"type": "button", "action": {"type": "uri", "uri": "https://example.jp/a"}}
    units.add([unit(post)], people, [link], day=in_japan(2026, 12, 1).date())


def unit(post: Post) -> str:
    return f"goen_20261201_{post.announcement_id}"


def align(post: Post) -> None:
    """Let LINE's clock show what ours shows."""
    post.line.set(ahead=post.clock.now.timestamp() - time.time())


def pass_to(post: Post, day: int, hour: int) -> None:
    post.clock.set(in_japan(2026, 12, day, hour))
    align(post)


def ask(post: Post, times: int = 1) -> None:
    """Let so many slots pass, each with a look."""
    for _ in range(times):
        insights.ask(post.store.sessions, post.clock, post.delivery.wire)
        post.clock.advance(pace.QUESTION_EVERY)


def told(post: Post) -> UnitInsight:
    with post.store.readings.begin() as session:
        return session.get_one(UnitInsight, post.announcement_id)


def asked(post: Post) -> list[str]:
    return [call.endpoint for call in post.line.calls if call.endpoint.startswith("insight")]


def test_calls_carry_the_unit_of_their_announcement(post: Post) -> None:
    send(post)

    names = post.line.simulator.channel.units.of_month(post.clock.now.date())
    assert unit(post) in names


def test_openings_are_known_the_next_morning(post: Post) -> None:
    send(post, crowd=400)
    pass_to(post, 2, 1)
    ask(post)
    assert asked(post) == []

    pass_to(post, 2, 2)
    ask(post, 2)

    found = told(post)
    assert found.opened is not None
    assert 200 < found.opened < 300
    assert [link["url"] for link in found.links] == ["https://example.jp/a"]
    assert found.through == in_japan(2026, 12, 1).date()


def test_fewer_than_twenty_are_not_told(post: Post) -> None:
    send(post)
    pass_to(post, 2, 2)

    ask(post, 2)

    found = told(post)
    assert (found.opened, found.tapped) == (None, None)
    assert found.told_at is not None


def test_each_question_is_put_once_a_day_and_ends_after_a_fortnight(post: Post) -> None:
    send(post)
    pass_to(post, 2, 2)
    ask(post, 5)
    assert asked(post).count("insight/unit") == 1

    for day in range(3, 25):
        pass_to(post, day, 2)
        ask(post, 2)

    assert asked(post).count("insight/unit") == 15
    assert told(post).next_at is None


def test_two_looks_at_once_put_one_question(post: Post) -> None:
    send(post)
    pass_to(post, 2, 2)

    for _ in range(10):
        insights.ask(post.store.sessions, post.clock, post.delivery.wire)

    assert len(asked(post)) == len({"insight/delivery", "insight/followers"})


def test_a_question_without_an_answer_is_put_again_in_an_hour(post: Post) -> None:
    send(post, crowd=400)
    pass_to(post, 2, 2)
    post.line.fail("insight/unit", "500", times=1)
    ask(post, 3)
    assert told(post).told_at is None

    post.clock.advance(hours=1)
    ask(post)

    assert told(post).opened is not None


def test_a_day_is_told_with_all_its_ways_and_its_friends(post: Post) -> None:
    send(post)
    post.line.simulator.channel.tallies.add_of_console(in_japan(2026, 12, 1).date(), "broadcast", 30)
    pass_to(post, 2, 2)

    ask(post)

    with post.store.readings.begin() as session:
        day = session.scalars(select(DailyInsight)).one()
    assert day.sent["broadcast"] == 30
    assert (day.multicasts, day.followers) == (None, 2)


def test_a_day_that_line_has_not_counted_is_asked_for_again_and_then_let_go(post: Post) -> None:
    pass_to(post, 2, 2)
    post.line.set(ahead=0)  # LINE still is in November, and has not counted December

    for hour in range(3, 20):
        post.clock.set(in_japan(2026, 12, 2, hour))
        ask(post)
    post.clock.set(in_japan(2026, 12, 2, 2) + timedelta(days=4))
    ask(post, 8)

    with post.store.readings.begin() as session:
        first = session.get_one(DailyInsight, in_japan(2026, 12, 1).date())
    assert (first.told_at, first.next_at) == (None, None)
