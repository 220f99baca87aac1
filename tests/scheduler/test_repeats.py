"""Repeats are filled by whoever looks, and pause by themselves where no copy can be made."""

from datetime import time, timedelta

from sqlalchemy import func, select

from models.repeats import Repeat, RepeatDate, Turn
from models.staff import Staff
from scheduler import repeats as jobs
from services import repeats
from services.repeats import Rhythm
from tests.bot.posting import Post
from tests.desk import CONTENT, WORDS
from tests.makers import Make


def begin(post: Post) -> int:
    rhythm = Rhythm(Turn.WEEKLY, 4, time(18), time(20))
    with post.store.sessions.begin() as session:
        make = Make(session, post.vault)
        draft = make.announcement(content=CONTENT)
        made = repeats.begin(
            session,
            draft,
            rhythm,
            messages_by_language=WORDS,
            approved_by=make.staff(),
            now=post.clock.now,
        )
        return made.id


def count(post: Post) -> int:
    with post.store.readings.begin() as session:
        return session.scalar(select(func.count()).select_from(RepeatDate)) or 0


def test_the_next_dates_are_made_as_time_goes(post: Post) -> None:
    begin(post)
    assert count(post) == 2

    post.clock.advance(timedelta(days=7))
    for _ in range(2):
        jobs.come_round(post.store.sessions, post.clock)

    assert count(post) == 3


def test_a_rule_whose_approver_may_not_send_any_more_pauses_and_says_why(post: Post) -> None:
    number = begin(post)
    with post.store.sessions.begin() as session:
        session.scalars(select(Staff)).one().may_send = False
    post.clock.advance(timedelta(days=7))

    jobs.come_round(post.store.sessions, post.clock)

    with post.store.readings.begin() as session:
        found = session.get_one(Repeat, number)
    assert (found.is_paused, found.fault) == (True, "MayNotSend")
    assert count(post) == 2
