"""What chance decides about one run: everything is drawn from the seed and the number of the run."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.steps import Step
from tests.clock import in_japan

CONNECT, READ = 0.4, 0.4
"""Seconds that a call of the campaign waits for LINE."""
CALL_TIMEOUT = CONNECT + READ
LEASE = timedelta(seconds=1)
"""A call begins within a quarter of it."""
GRACE = 1.0
"""Seconds of the machine's time for which a process may be held up between its last look and its call."""
MOST_SKEW = 1.5
"""Seconds by which the clock of a delivery process may be wrong."""
TROUBLES = ("429_rate", "429_quota", "500", "500_after", "lost", "reset", "hang", "slow", "401", "bad_id")
LONG = READ + 0.25
"""How long a hang and a slow acceptance take: longer than the caller waits."""
STARTS = ((12, 0), (12, 0), (10, 30), (17, 59), (20, 59), (8, 59))
"""Japan time: most runs begin by day, some just before hours of quiet begin or end."""


@dataclass(frozen=True)
class Draw:
    """One run before it begins."""

    seed: int
    number: int
    kind: str
    start: float
    """Seconds since 1970 of the world's clock when the run begins."""
    calls: int
    """How many calls the chaos lasts; then all is calm, and what was begun is brought to its end."""
    people: int
    """Recipients of one sending at most."""
    weekly_cap: int
    announcements: int
    faults: list[dict[str, Any]]
    restarts: int

    @property
    def name(self) -> str:
        return f"{self.seed}/{self.number}"

    def dice(self, whose: str) -> random.Random:
        """Dice of one actor; what another throws does not change them."""
        return random.Random(f"{self.name} {whose}")


def draw(seed: int, number: int, kind: str) -> Draw:
    """Draw a run."""
    dice = random.Random(f"{seed}/{number}")
    return Draw(
        seed=seed,
        number=number,
        kind=kind,
        start=in_japan(2026, 12, 1, *dice.choice(STARTS)).timestamp() + dice.choice((0, 50)),
        calls=dice.randint(10, 24),
        people=dice.choice((1, 2, 2, 3, 3, 5)),
        weekly_cap=dice.choice((0, 1, 2, 2)),
        announcements=dice.choice((1, 2, 3)),
        faults=_faults(dice),
        restarts=dice.choice((0, 1)) if kind == "postgresql" else 0,
    )


def _faults(dice: random.Random) -> list[dict[str, Any]]:
    kinds = dice.sample(TROUBLES, dice.randint(2, 5))
    return [
        {
            "endpoint": dice.choice(("multicast", "multicast", "push", "*")),
            "kind": kind,
            "probability": dice.uniform(0.1, 0.4),
            "seed": dice.getrandbits(32),
            "seconds": LONG,
            "times": 4 if kind in {"401", "hang", "429_quota"} else 12,
        }
        for kind in kinds
    ]


@dataclass(frozen=True)
class Doom:
    """When a process kills itself: at a step, the so-manieth time it takes it."""

    step: Step
    times: int


def doom(dice: random.Random) -> Doom | None:
    """Draw how a process that begins will end; None: not by itself."""
    return Doom(dice.choice(list(Step)), dice.randint(1, 4)) if dice.random() < 0.85 else None
