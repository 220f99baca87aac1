"""A delivery process of a run: plans, delivers and tidies, until it kills itself or is killed."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.answers import Answer, Kind
from bot.credentials import Credentials
from bot.deliverers import Deliverers
from bot.delivery import Delivery
from bot.line import Wire
from models import base, commits
from scheduler import jobs
from services import vault
from services.masters import Masters
from services.steps import Step
from simulator.settings import Options
from tests.crash import children
from tests.crash.draws import CONNECT, LEASE, READ, Doom, Draw
from tests.crash.worlds import World
from tests.makers import MASTER_KEY

LOOK_EVERY = 0.08
JOBS_EVERY = 0.16
SLICE = 17
"""Members of a slice, so that a plan has several."""


class MistakenWire(Wire):
    """Takes an unknown answer for a refusal that names somebody: what the campaign has to find."""

    def multicast(self, *given: Any, **more: Any) -> Answer:
        answer = super().multicast(*given, **more)
        if answer.kind is Kind.UNKNOWN:
            return replace(answer, kind=Kind.REJECTED, bad_index=0)
        return answer


@dataclass
class Fate:
    """Counts the steps of this process, and kills it at the drawn one."""

    doom: Doom | None
    world: World
    _taken: Counter[Step] = field(default_factory=Counter)
    _counting: Any = field(default_factory=threading.Lock)

    def __call__(self, step: Step) -> None:
        if step is Step.SENT:
            self.world.count_call()
        with self._counting:
            self._taken[step] += 1
            is_due = self.doom is not None and (step, self._taken[step]) == (self.doom.step, self.doom.times)
        if is_due and self.world.is_wild:
            self.world.write("killed", at=str(step))
            os.kill(os.getpid(), signal.SIGKILL)


def run(world: World, draw: Draw, slot: int, doom: Doom | None, url: str, line: str, *, broken: bool) -> int:
    """Work until killed, or until the parent is gone."""
    parent, fate = os.getppid(), Fate(doom, world)
    sessions, readings = base.writing(url), base.reading(url)
    try:
        with readings.begin() as session:
            opened = vault.unlock(session, Masters([MASTER_KEY]))
    except SQLAlchemyError:
        return children.DATABASE_AWAY
    wire = _wire(line, mistaken=broken)
    clock = world.clock_of(slot)
    delivery = Delivery(sessions, readings, lambda: opened, lambda: wire, clock, lease=LEASE, on_step=fate)
    Deliverers(delivery, look_every=LOOK_EVERY).start(3)
    while not children.is_orphan(parent):
        _try(lambda: jobs.plan(sessions, clock, on_step=fate, members=SLICE, people=draw.people))
        _try(lambda: jobs.tidy(sessions, clock))
        time.sleep(JOBS_EVERY)
    return 0


def _wire(line: str, *, mistaken: bool) -> Wire:
    options = Options()
    credentials = Credentials(options.channel_id, options.channel_secret, options.token)
    kind = MistakenWire if mistaken else Wire
    return kind(lambda: credentials, api_base=line, data_base=line, timeout=(CONNECT, READ))


def _try(job: Callable[[], None]) -> None:
    """Go on after a database that was away, as the scheduler does."""
    try:
        job()
    except (SQLAlchemyError, commits.GroupLost, commits.TurnNeverCame):
        time.sleep(0.05)
