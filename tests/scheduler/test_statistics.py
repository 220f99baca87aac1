"""Statistics: after a large plan or import PostgreSQL knows at once how many rows there are."""

import pytest
import sqlalchemy as sa

from models import statistics
from models.members import Member
from models.sendings import Delivery, Sending
from scheduler import jobs
from tests.bot.posting import Post

DATABASES = ("postgresql",)


def known(post: Post) -> dict[str, int]:
    """Give the rows that the database's planner reckons with; -1: it never counted."""
    tables = [table.__tablename__ for table in (Delivery, Sending, Member)]
    asked = sa.text("SELECT relname, reltuples FROM pg_class WHERE relname = ANY(:tables)")
    with post.store.readings.begin() as session:
        return {name: int(rows) for name, rows in session.execute(asked, {"tables": tables})}


@pytest.mark.parametrize(("many", "deliveries", "sendings"), [(3, 3, 1), (4, -1, -1)])
def test_a_large_plan_is_known_to_the_planner_before_its_first_call(
    post: Post, monkeypatch: pytest.MonkeyPatch, many: int, deliveries: int, sendings: int
) -> None:
    monkeypatch.setattr(statistics, "MANY", many)
    post.people("一郎", "二郎", "三郎")
    post.schedule()

    jobs.plan(post.store.sessions, post.clock, members=2)

    assert known(post) == {"deliveries": deliveries, "sendings": sendings, "members": -1}


def test_who_finds_a_table_taken_leaves_it(post: Post) -> None:
    with post.store.sessions.begin() as session:
        session.execute(sa.text("LOCK TABLE members IN SHARE MODE"))

        assert statistics.renew(post.store.sessions, statistics.MANY, Member)

    assert known(post)["members"] == -1
