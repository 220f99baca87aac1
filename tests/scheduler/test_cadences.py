"""What came back is counted by the clock's own job, and a slowing down is told to the operator."""

from datetime import timedelta

import structlog

from models.members import Member
from scheduler import cadences as listening
from scheduler import jobs
from services import settings
from tests.bot.posting import Post
from tests.makers import Make


def test_too_many_stops_slow_the_shop_down_once_and_are_told(post: Post) -> None:
    post.people("一", "二", "三", "四", "五", "六")
    post.announce(people=6)
    post.deliver()
    jobs.tidy(post.store.sessions, post.clock)
    post.clock.advance(timedelta(minutes=5))
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        for member in session.query(Member).all():
            make.withdraw(member, at=post.clock())

    with structlog.testing.capture_logs() as lines:
        listening.listen(post.store.sessions, post.clock)
        post.clock.advance(timedelta(hours=2))
        listening.listen(post.store.sessions, post.clock)

    assert [line["event"] for line in lines] == ["slowed_down"]
    with post.store.readings.begin() as session:
        assert settings.read(session).is_slow(post.clock())
