"""Jobs: each does what is due and nothing else."""

import itertools
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import select

from models.announcements import AnnouncementState as State
from models.runs import JobRun
from models.sendings import SendingState
from scheduler import clock as ticking
from scheduler import jobs
from services import points, runs
from shelf import Shelf
from tests.bot.posting import Post
from tests.clock import in_japan
from tests.databases import Store
from tests.makers import Make


def test_what_is_due_is_planned_delivered_and_finished(post: Post) -> None:
    post.people("一郎")
    post.schedule()

    jobs.plan(post.store.sessions, post.clock)
    post.deliver()
    jobs.tidy(post.store.sessions, post.clock)

    assert post.arrived() == {"一郎": 1}
    assert post.report().state == State.SENT


def test_tidying_opens_what_a_dead_process_left(post: Post) -> None:
    post.people("一郎")
    post.announce()
    post.crash("claimed")
    post.deliver()
    post.clock.advance(minutes=2)

    jobs.tidy(post.store.sessions, post.clock)

    assert post.states() == {SendingState.WAITING: 1}


def test_points_expire_in_the_night_once(post: Post) -> None:
    with post.store.sessions.begin() as session:
        member = Make(session, post.vault).member()
    post.clock.set(in_japan(2028, 1, 1, 2, 59))
    jobs.night(post.store.sessions, post.clock)
    assert nights(post.store) == set()

    post.clock.advance(minutes=1)
    for _ in range(2):
        jobs.night(post.store.sessions, post.clock)

    assert nights(post.store) == {"points", "requests", "gift_marks"}
    with post.store.readings.begin() as session:
        kinds = [entry.kind for entry in points.history(session, member)]
    assert kinds == ["expiry", "welcome"]


def test_a_night_that_lasts_past_midnight_ends_the_day_it_began(post: Post) -> None:
    begun = in_japan(2026, 12, 1, 23, 59)
    moments = itertools.chain([begun] * 2, itertools.repeat(begun + timedelta(minutes=2)))

    jobs.night(post.store.sessions, lambda: next(moments))

    assert nights(post.store) == {"points", "requests", "gift_marks"}


def test_the_night_reminds_of_requests_that_near_their_day(post: Post) -> None:
    with post.store.sessions.begin() as session:
        request = Make(session, post.vault).request(now=post.clock())
    post.clock.advance(days=7, hours=20)

    with structlog.testing.capture_logs() as lines:
        jobs.night(post.store.sessions, post.clock)

    told = {"event": "request_due", "request": request.id, "days_left": 6, "log_level": "warning"}
    assert [line for line in lines if line["event"] == "request_due"] == [told]


def test_a_scheduler_gives_a_sign_of_life(post: Post) -> None:
    jobs.beat(post.store.sessions, post.clock)

    with post.store.readings.begin() as session:
        assert runs.last_beat(session) == post.clock.now


def test_who_wrote_is_forgotten_without_anything_to_forget(post: Post) -> None:
    jobs.forget(post.store.sessions, post.clock)


def test_every_job_ticks_at_once_and_then_in_its_own_time(post: Post, tmp_path: Path) -> None:
    wire = post.delivery.wire
    scheduler = ticking.ticking(
        post.store.sessions, post.clock, lambda: post.vault, Shelf(tmp_path), lambda: 0, wire=wire
    )
    intervals = {job.id: job.trigger.interval for job in scheduler.get_jobs()}

    assert intervals["plan"] == timedelta(seconds=1)
    assert intervals["night"] == timedelta(minutes=10)
    assert {job.next_run_time for job in scheduler.get_jobs()} == {post.clock.now}


def nights(store: Store) -> set[str]:
    with store.readings.begin() as session:
        return set(session.scalars(select(JobRun.name).where(JobRun.finished_at.is_not(None))))
