"""The nightly look at ranks."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.members import Member
from models.runs import JobRun
from scheduler import tiers as jobs
from services import points
from services.settings import Choices
from tests.bot.posting import Post
from tests.clock import in_japan
from tests.makers import Make
from tests.services import ranks


def night(post: Post, *moment: int) -> None:
    post.clock.set(in_japan(*moment))
    jobs.see_to_tiers(post.store.sessions, post.clock)


def code(post: Post, member_id: int) -> str | None:
    with post.store.readings.begin() as session:
        return ranks.code(session, session.get_one(Member, member_id))


def test_nights_judge_by_new_rules_by_purchases_and_by_days_that_are_over(post: Post) -> None:
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        ids = [make.member().id for _ in range(2)]
        buy(session, ids[0], post)
        ranks.found(session)
    night(post, 2026, 12, 2, 3)
    assert [code(post, number) for number in ids] == ["silver", None]

    with post.store.sessions.begin() as session:
        buy(session, ids[1], post)
    night(post, 2026, 12, 2, 23)
    assert code(post, ids[1]) is None, "the night of this day is done"
    night(post, 2026, 12, 3, 3)
    assert code(post, ids[1]) == "silver"

    night(post, 2028, 1, 10, 3)
    assert [code(post, number) for number in ids] == [None, None]
    with post.store.readings.begin() as session:
        run = session.get_one(JobRun, ("tiers", date(2028, 1, 10)))
        assert run.finished_at is not None


def buy(session: Session, member_id: int, post: Post) -> None:
    """Buy where no door judges the rank."""
    member = session.get_one(Member, member_id)
    points.earn(
        session,
        member,
        yen=12_000,
        cause=f"till:{member_id}",
        choices=Choices(),
        now=post.clock.now - timedelta(hours=1),
    )
