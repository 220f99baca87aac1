"""LINE is asked how many messages are left, and what it says is written down with its time."""

from datetime import timedelta

from models.quotas import Quota
from scheduler import quotas as asking
from services import quotas
from tests.bot.posting import Post
from tests.bot.wires import wire_to


def refresh(post: Post) -> None:
    asking.refresh(post.store.sessions, post.clock, lambda: wire_to(post.line))


def known(post: Post) -> quotas.Month | None:
    with post.store.readings.begin() as session:
        return quotas.month(session, now=post.clock())


def test_what_line_says_is_kept_with_its_time(post: Post) -> None:
    post.line.set(quota={"limit": 200, "used": 15})

    refresh(post)

    assert known(post) == quotas.Month(200, 15, 0, post.clock())


def test_a_limit_that_is_lifted_is_noticed(post: Post) -> None:
    post.line.set(quota={"limit": 200, "used": 0})
    refresh(post)
    post.line.set(quota={"limit": None, "used": 0})
    post.clock.advance(minutes=10)

    refresh(post)

    month = known(post)
    assert month is not None
    assert month.left() is None


def test_where_line_does_not_answer_the_next_look_asks_again(post: Post) -> None:
    post.line.fail("quota", "500", times=1)

    refresh(post)

    assert known(post) is None
    post.clock.set(post.clock() + timedelta(minutes=1))
    refresh(post)
    assert known(post) is not None


def test_two_processes_ask_once(post: Post) -> None:
    refresh(post)
    with post.store.readings.begin() as session:
        before = session.get_one(Quota, quotas.NAME).read_at
    post.clock.advance(seconds=20)

    refresh(post)

    with post.store.readings.begin() as session:
        assert session.get_one(Quota, quotas.NAME).read_at == before
