"""The look at the first few: one transaction for each, and a halt is told to the operator."""

from datetime import timedelta

import pytest
import structlog

from models.canaries import Canary, CanaryState
from models.members import Member
from scheduler import canaries as watching
from services import canaries
from tests.bot.posting import Post
from tests.makers import Make


def test_the_first_few_are_watched_judged_and_a_halt_is_told(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canaries, "FROM", 6)
    monkeypatch.setattr(canaries, "LEAST", 5)
    post.people("一", "二", "三", "四", "五", "六")
    post.announce(people=5)
    post.deliver()
    watching.watch(post.store.sessions, post.clock)
    first = [name for name, count in post.arrived().items() if count]
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        for member in session.query(Member).all():
            make.withdraw(member, at=post.clock())
    post.clock.advance(timedelta(minutes=31))

    with structlog.testing.capture_logs() as lines:
        watching.watch(post.store.sessions, post.clock)

    assert len(first) == 5
    assert [line["event"] for line in lines] == ["canary_halted"]
    with post.store.readings.begin() as session:
        assert session.query(Canary).one().state == CanaryState.HALTED
