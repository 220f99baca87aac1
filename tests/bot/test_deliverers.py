"""Deliveries that crash, race and stumble, and still reach everybody once."""

import inspect
import threading
import time

import pytest

from bot import tokens
from bot.crews import Crew
from bot.deliverers import Deliverers
from models.announcements import AnnouncementState as State
from models.sendings import SendingState
from services import sendings
from tests.bot.posting import Post, at_work

EVERY_CASE = True


@pytest.mark.parametrize("step", ["claimed", "called"])
def test_a_crash_at_any_step_is_made_good_and_nobody_gets_it_twice(post: Post, step: str) -> None:
    post.people("一郎", "二郎")
    post.announce(people=1)
    post.crash(step)
    post.deliver()
    assert post.states() == {SendingState.CALLING: 1, SendingState.ACCEPTED: 1}

    post.clock.advance(sendings.LEASE)
    post.tidy()
    post.deliver()

    assert post.arrived() == {"一郎": 1, "二郎": 1}
    assert post.report().state == State.SENT


def test_a_crash_before_the_claim_was_kept_leaves_no_trace(post: Post) -> None:
    post.people("一郎")
    post.announce()
    post.crash("claiming")
    assert post.states() == {SendingState.WAITING: 1}

    post.deliver()

    assert post.arrived() == {"一郎": 1}


def test_two_processes_at_once_send_each_message_once(post: Post) -> None:
    names = [f"客{number}" for number in range(24)]
    post.people(*names)
    post.announce(people=1)

    with at_work(post.another(), post.another()):
        post.line.wait_until(lambda: post.states() == {SendingState.ACCEPTED: 24}, timeout=60)

    post.tidy()
    assert post.arrived() == dict.fromkeys(names, 1)
    assert len(post.line.calls) == 24
    assert post.report().state == State.SENT


def test_two_planners_at_once_plan_everybody_once(post: Post) -> None:
    post.people(*[f"客{number}" for number in range(12)])
    post.schedule()
    planners = [threading.Thread(target=post.plan, kwargs={"members": 2}) for _ in range(2)]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join()

    assert post.report().planned == 12
    assert sum(sending.recipients for sending in post.sendings()) == 12


def test_a_slow_answer_does_not_hold_the_others_up(post: Post) -> None:
    post.people("一郎", "二郎", "三郎")
    post.line.fail("multicast", "slow", times=1, seconds=1.5)
    post.announce(people=1)

    with at_work(post.another()):
        others_went = {SendingState.ACCEPTED: 2, SendingState.CALLING: 1}
        post.line.wait_until(lambda: post.states() == others_went)

    assert post.states() == {SendingState.ACCEPTED: 3}, "stopping waits for the call under way"


def test_stopping_and_the_lease_outlast_a_call_that_takes_all_its_time() -> None:
    longest = sendings.BEGIN_WITHIN.total_seconds() + 3 * (tokens.CONNECT + tokens.READ)
    given = inspect.signature(Deliverers.stop).parameters["timeout"].default

    assert given > longest
    assert sendings.LEASE.total_seconds() > longest


def test_those_who_do_not_end_are_waited_for_together() -> None:
    stuck = threading.Event()

    def stick() -> None:
        stuck.wait()

    crew = Crew("stuck", work=stick, look=stick, look_every=0.01)
    crew.start(8)
    crew.nudge(8)
    begun = time.monotonic()

    crew.stop(0.2)

    assert time.monotonic() - begun < 1
    stuck.set()


def test_a_thread_outlives_what_goes_wrong_in_it(post: Post) -> None:
    post.people("一郎")
    post.announce()
    broken = post.another()
    broken.look_away = 1

    with at_work(broken, threads=1):
        post.line.wait_until(lambda: post.arrived() == {"一郎": 1})


def test_a_call_that_was_held_up_for_long_is_claimed_anew(post: Post) -> None:
    post.people("一郎")
    post.announce()
    stuck = post.delivery

    stuck.deliver_one(on_claim=lambda: stuck.nap(sendings.BEGIN_WITHIN.total_seconds()))
    assert post.line.calls == []
    assert [sending.is_ambiguous for sending in post.sendings()] == [False]
    post.clock.advance(minutes=2)
    post.deliver()

    assert post.arrived() == {"一郎": 1}
