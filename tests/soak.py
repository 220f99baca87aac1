"""Soak: a million random deeds with points on one database; prints how far it is, and the verdict."""

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from models import base
from tests.databases import migrate
from tests.makers import Make, unlocked
from tests.points_world import World

OFTEN = ("earn", "spend", "reserve", "confirm", "cancel", "take_back", "give_back", "undo", "grant", "repeat")
SELDOM = ("expire", "settle", "wait", "choose", "decide", "join", "join", "move", "erase")
DEEDS = OFTEN * 20 + SELDOM
PEOPLE, TOGETHER, REMEMBERED = 200, 250, 2_000
"""People at the beginning, deeds of one transaction, and old names that may be said again."""
LOOKS = 50
"""How often everything is added up on the way."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do so many deeds; 0 when everything added up each time that it was looked at."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="goen-soak-") as directory:
        url = asked.database or f"sqlite:///{Path(directory) / 'soak.db'}"
        migrate(url)
        sessions = base.writing(url)
        try:
            world = live(sessions, asked.operations, asked.seed)
        except AssertionError as wrong:
            _say(f"It does NOT add up (seed {asked.seed}): {wrong}")
            return 1
        finally:
            sessions.engine.dispose()
    _say(f"Everything added up: {sum(world.done.values()):,} of {asked.operations:,} deeds were not refused.")
    _say(", ".join(f"{name} {count:,}" for name, count in sorted(world.done.items())))
    return 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="an empty database; without it a SQLite file that goes afterwards")
    return parser.parse_args(arguments)


def live(sessions: base.Sessions, operations: int, seed: int, people: int = PEOPLE) -> World:
    """Let so many things happen, and add everything up now and then; an AssertionError says what is wrong."""
    numbers, begun = itertools.count(), time.monotonic()
    with sessions.begin() as session:
        world = World(Make(session, unlocked(session), _numbers=numbers), random.Random(seed))
        world.is_watched = False
        world.begin(people)
    for done in range(0, operations, TOGETHER):
        with sessions.begin() as session:
            world.make = Make(session, world.make.vault, _numbers=numbers)
            for _ in range(min(TOGETHER, operations - done)):
                world.act(world.chance.choice(DEEDS))
            if done % max(TOGETHER, operations // LOOKS // TOGETHER * TOGETHER) == 0:
                world.look()
                _say(f"{done:>9,} deeds, {len(world.pids)} people, {time.monotonic() - begun:,.0f} s")
        del world.causes[:-REMEMBERED]
    with sessions.begin() as session:
        world.make = Make(session, world.make.vault, _numbers=numbers)
        world.look()
    return world


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
