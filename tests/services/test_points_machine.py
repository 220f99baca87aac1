"""Whatever happens to points, in whatever order and at whatever time: they add up."""

import random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.makers import Make
from tests.points_world import World

OFTEN = ("earn", "spend", "reserve", "confirm", "cancel", "take_back", "give_back", "undo", "grant")
SOMETIMES = ("expire", "settle", "wait", "wait", "choose", "repeat", "decide", "join", "move", "erase")
PROFILE = settings(
    max_examples=7,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def machine(make: Make) -> type[RuleBasedStateMachine]:
    """A machine upon the test's own session; each example is undone before the next."""

    class Points(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.trial = make.session.begin_nested()

        @initialize(seed=st.integers(0, 2**32))
        def begin(self, seed: int) -> None:
            self.world = World(make, random.Random(seed))
            self.world.begin()

        @rule(deed=st.sampled_from(OFTEN * 2 + SOMETIMES))
        def act(self, deed: str) -> None:
            self.world.act(deed)

        def teardown(self) -> None:
            self.trial.rollback()
            make.session.expire_all()

    return Points


def test_points_add_up_whatever_happens(make: Make) -> None:
    run_state_machine_as_test(machine(make), settings=PROFILE)


def test_every_deed_of_the_world_is_done_by_the_machine(make: Make) -> None:
    assert set(OFTEN) | set(SOMETIMES) == World(make, random.Random(0)).deeds.keys()


def test_in_a_long_life_no_deed_is_refused_each_time(make: Make) -> None:
    world = World(make, random.Random(7))
    world.begin()

    for _ in range(400):
        world.act(world.chance.choice(OFTEN * 2 + SOMETIMES))
        if world.done.keys() == world.deeds.keys():
            break

    assert world.done.keys() == world.deeds.keys()
