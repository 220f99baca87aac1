"""The named steps: told in their order, each before or after the commit that it names."""

from datetime import timedelta

import pytest

from models.sendings import SendingState
from scheduler import jobs
from services.steps import Step
from simulator.calls import words_hash
from tests.bot.posting import Crash, Post
from tests.desk import WORDS

EVERY_CASE = True


def test_every_step_of_plan_and_delivery_is_told_in_its_order(post: Post) -> None:
    told: list[Step] = []
    post.people("一郎")
    post.schedule()
    post.delivery.on_step = told.append

    jobs.plan(post.store.sessions, post.clock, on_step=told.append, people=1)
    post.deliver()

    assert told == list(Step)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Step.CLAIMED, SendingState.WAITING),
        (Step.INTENDED, SendingState.CALLING),
        (Step.SENT, SendingState.CALLING),
        (Step.NOTING, SendingState.CALLING),
        (Step.NOTED, SendingState.ACCEPTED),
    ],
)
def test_who_dies_at_a_step_leaves_what_was_committed(post: Post, step: Step, state: SendingState) -> None:
    post.people("一郎")
    post.announce()

    def die(taken: Step) -> None:
        if taken is step:
            raise Crash(step)

    post.delivery.on_step = die
    with pytest.raises(Crash):
        post.delivery.deliver_one()

    assert post.states() == {state: 1}


def tarry(post: Post, step: Step) -> None:
    if step is Step.INTENDED:
        post.clock.advance(seconds=0.5)


def test_a_claim_under_a_short_lease_begins_within_a_quarter_of_it(post: Post) -> None:
    post.people("一郎")
    post.announce()
    post.delivery.lease = timedelta(seconds=2)
    post.delivery.on_step = lambda step: tarry(post, step)

    post.deliver()

    assert post.arrived() == {}
    assert post.sendings()[0].answer == "too late"


def test_the_log_of_the_stand_in_tells_when_a_call_began_and_what_it_said(post: Post) -> None:
    post.people("一郎", "二郎")
    post.announce(people=1)
    post.line.fail("multicast", "slow", times=1, seconds=0.1)
    post.deliver()

    first, second = [call for call in post.line.calls if call.endpoint == "multicast"]

    assert first.at - first.began >= 100
    assert first.words_hash == second.words_hash == words_hash(WORDS["ja"])
    assert first.body_hash != second.body_hash
