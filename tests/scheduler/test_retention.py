"""The night's cleaning: from three o'clock, once, in slices."""

from sqlalchemy import select

from models.codes import CodeKind, MemberCode
from models.runs import JobRun
from scheduler import retention
from services import codes
from tests.bot.posting import Post
from tests.clock import in_japan
from tests.makers import Make


def test_the_night_is_cleaned_once_from_three_o_clock(post: Post) -> None:
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        for _ in range(3):
            codes.issue(session, post.vault, make.member(), CodeKind.SUPPORT, now=post.clock())
    post.clock.set(in_japan(2026, 12, 2, 2, 59))
    retention.clean(post.store.sessions, post.clock)
    with post.store.readings.begin() as session:
        assert session.get(JobRun, ("retention", post.clock().date())) is None

    post.clock.advance(minutes=1)
    for _ in range(2):
        retention.clean(post.store.sessions, post.clock, limit=2)

    with post.store.readings.begin() as session:
        assert session.scalars(select(MemberCode.id)).all() == []
        done = dict(session.execute(select(JobRun.name, JobRun.done)).all())
    assert (done["retention"], done["retention.codes"]) == (3, 3)
