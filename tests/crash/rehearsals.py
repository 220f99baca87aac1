"""A rehearsal before the runs: the parent does once what its children will do, so that they know it."""

import random
import tempfile
from pathlib import Path
from typing import Any

import bot.questions  # noqa: F401  # loaded once, here
from bot.answers import Answer, Kind
from bot.delivery import Delivery
from models import base
from scheduler import jobs
from services import vault
from services.errors import RuleError
from services.masters import Masters
from tests.crash import draws, founding, town
from tests.crash.worlds import World
from tests.makers import MASTER_KEY
from tests.statements import Memory


class Echo:
    """A wire that takes everything; no call is made."""

    def multicast(self, _body: bytes, **_more: Any) -> Answer:
        return Answer(Kind.ACCEPTED, "200", 200)

    push = multicast


def learn(url: str) -> None:
    """Let every engine made from now on know what this one has put into words."""
    memory = Memory()
    memory.learn(url)
    base._engine = memory.engine


def rehearse(url: str, kind: str) -> None:
    """Go through plan, delivery and the town's acts on a database of their own; leave no connection open."""
    sessions, readings = base.writing(url), base.reading(url)
    draw = draws.draw(0, 0, kind)
    with tempfile.TemporaryDirectory() as directory:
        world = World(Path(directory), draw.start)
        founding.announce(sessions, world, draw)
        _act(town.Town(sessions, world, draw, random.Random(0)))
        _deliver(sessions, readings, world)
    for made in (sessions, readings):
        made.engine.dispose()


def _act(somewhere: town.Town) -> None:
    for act in town.ACTS:
        try:
            act(somewhere)
        except RuleError:
            continue
    somewhere.look_round()


def _deliver(sessions: base.Sessions, readings: base.Sessions, world: World) -> None:
    with readings.begin() as session:
        opened = vault.unlock(session, Masters([MASTER_KEY]))
    echo: Any = Echo()
    delivery = Delivery(sessions, readings, lambda: opened, lambda: echo, world.now)
    world.jump(90)
    jobs.plan(sessions, world.now)
    delivery.is_anything_due()
    while delivery.deliver_one():
        pass
    jobs.tidy(sessions, world.now)
