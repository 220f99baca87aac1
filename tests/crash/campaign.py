"""One run of the campaign: a town, a stand-in for LINE, two delivery processes that die, and the verdict."""

import contextlib
import gc
import json
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models import base
from tests import folders
from tests.crash import checker, children, couriers, draws, exports, founding, platform, rehearsals, town
from tests.crash.children import DATABASE_AWAY, Child
from tests.crash.draws import Draw
from tests.crash.evidence import Evidence
from tests.crash.grounds import GROUNDS, Ground
from tests.crash.worlds import World

TICK = 0.01
KILLED = -9
IDLE = 0.02
"""How much less happens while nothing is called: else slow machines would see processes die at birth only."""
JUMPS = (0.3, 1, 2, 3, 5, 20, 70, 600, 3600)
"""Seconds."""
LONGEST = 20.0
"""Seconds of chaos at most, on a machine that has other things to do."""
WAYS = ("immediate", "immediate", "fast")
"""How the database's server is restarted: twice in three it crashes."""


@dataclass(frozen=True)
class Verdict:
    """What came of a run."""

    draw: Draw
    complaints: list[str]
    counts: Counter[str]
    directory: Path
    """What the run left; kept where there are complaints."""


@dataclass
class Field:
    """Makes runs, one after the other; a database of each kind is made when it is first asked for."""

    broken: bool = False
    _grounds: dict[str, Ground] = field(default_factory=dict)
    _directory: Path = field(default_factory=lambda: folders.quick("crash"))

    def run(self, draw: Draw) -> Verdict:
        ground, url = self._ground(draw.kind), ""
        directory = self._directory / f"run-{draw.number}"
        directory.mkdir()
        try:
            url = ground.copy()
            run = Run(
                draw, ground, url, World(directory, draw.start), self._roll(draw.kind), broken=self.broken
            )
            complaints = run.troubles() or run.judged()
            return Verdict(draw, complaints, run.counts, directory)
        finally:
            if url:
                ground.drop(url)

    def forget(self, verdict: Verdict) -> None:
        shutil.rmtree(verdict.directory)

    def close(self) -> None:
        for kind, ground in self._grounds.items():
            ground.close()
            self._roll(kind).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._directory.rmdir()  # what failed stays, to be looked at

    def _roll(self, kind: str) -> Path:
        return self._directory / f"{kind}.json"

    def _ground(self, kind: str) -> Ground:
        if kind not in self._grounds:
            ground = self._grounds[kind] = GROUNDS[kind](lambda url: self._settle(kind, url))
            self._rehearse(ground, kind)
        return self._grounds[kind]

    @staticmethod
    def _rehearse(ground: Ground, kind: str) -> None:
        url = ground.copy()
        rehearsals.learn(url)
        rehearsals.rehearse(url, kind)
        ground.drop(url)
        gc.collect()
        gc.freeze()  # children need not look through what their parent knows

    def _settle(self, kind: str, url: str) -> None:
        log = self._directory / "settling.log"
        child = children.fork(lambda: founding.settle(url, self._roll(kind)), log)
        if not child.wait(60) or child.code:
            raise RuntimeError(f"the town was not founded:\n{log.read_text()}")
        log.unlink()


@dataclass
class Run:
    """The parent of one run's processes; it has no thread and no connection of its own."""

    draw: Draw
    ground: Ground
    url: str
    world: World
    roll: Path
    broken: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    _children: list[Child] = field(default_factory=list)
    _restarts: list[int] = field(default_factory=list)
    """After how many calls the database's server is restarted."""
    _line: Child = field(init=False)
    _seen: int = 0
    """How many calls there were at the last look."""

    def troubles(self) -> list[str]:
        """Make the run; give what kept it from coming to its end."""
        with self._ended(), self._platform() as line:
            found = self._short("founding", self._announce)
            found = found or self._live(line)
        return found or self._short(
            "export", lambda: exports.write(self.world, self.draw, self.url, self.roll)
        )

    def judged(self) -> list[str]:
        """Let the checker judge what the run left."""
        evidence = self.evidence()
        self._count(evidence)
        return checker.complaints(evidence)

    def evidence(self) -> Evidence:
        return checker.read(self.world.directory / platform.LOG, self.world.directory / exports.FILE)

    def _announce(self) -> int:
        return founding.announce(base.writing(self.url), self.world, self.draw)

    def _live(self, line: str) -> list[str]:
        """Let two processes deliver and die while the town lives; then let all come to rest."""
        dice = self.draw.dice("fate")
        self._restarts = [dice.randint(3, 20) for _ in range(self.draw.restarts)]
        towns = self._fork("town", lambda: town.run(self.world, self.draw, self.url))
        slots = [self._courier(slot, line, dice) for slot in (0, 1)]
        begun, troubles = time.monotonic(), []
        while not towns.has_ended():
            time.sleep(TICK)
            if self.world.is_wild:
                self._rage(slots, dice, time.monotonic() - begun)
            troubles += self._raise_the_dead(slots, line, dice)
        return troubles + (["the town never came to rest"] if towns.code else [])

    def _rage(self, slots: list[Child], dice: random.Random, passed: float) -> None:
        """Kill, set clocks wrong, let time jump, crash the server; end when the time is over."""
        happened, self._seen = self.world.calls - self._seen, self.world.calls
        chance = 1 if happened else IDLE
        if dice.random() < 0.12 * chance:
            time.sleep(dice.uniform(0, 0.03))
            dice.choice(slots).kill()
            self.world.write("killed", at="random")
        if dice.random() < 0.2 * chance:
            self.world.skew(dice.choice((0, 1)), dice.uniform(-draws.MOST_SKEW, draws.MOST_SKEW))
        if dice.random() < 0.2 * chance:
            self.world.jump(dice.choice(JUMPS))
        if self._restarts and self.world.calls > self._restarts[0]:
            self._restarts.pop(0)
            self.ground.restart(dice.choice(WAYS))
            self.counts["restarts"] += 1
        if self.world.calls > self.draw.calls or passed > LONGEST:
            self.world.calm()

    def _raise_the_dead(self, slots: list[Child], line: str, dice: random.Random) -> list[str]:
        troubles = []
        for slot, child in enumerate(slots):
            if child.has_ended():
                if child.code not in (KILLED, DATABASE_AWAY):
                    troubles.append(f"a delivery process ended with {child.code}")
                slots[slot] = self._courier(slot, line, dice)
        return troubles

    def _courier(self, slot: int, line: str, dice: random.Random) -> Child:
        doom = draws.doom(dice)
        return self._fork(
            f"courier-{slot}",
            lambda: couriers.run(self.world, self.draw, slot, doom, self.url, line, broken=self.broken),
        )

    def _short(self, name: str, work: Callable[[], int]) -> list[str]:
        child = self._fork(name, work)
        return [] if child.wait(30) and child.code == 0 else [f"{name} ended with {child.code}"]

    def _fork(self, name: str, work: Callable[[], int]) -> Child:
        child = children.fork(work, self.world.directory / f"{name}.log")
        self._children.append(child)
        return child

    @contextlib.contextmanager
    def _platform(self) -> Iterator[str]:
        """Run the stand-in for LINE, and give its address; leaving writes its log."""
        ids = [row["user_id"] for row in json.loads(self.roll.read_text())]
        door, inside = os.pipe()
        self._line = self._fork("line", lambda: platform.run(self.world, self.draw, ids, inside))
        os.close(inside)
        with os.fdopen(door) as said:
            address = said.readline().strip()
        if not address:
            raise RuntimeError(f"the stand-in did not start: {self.world.directory}/line.log")
        yield address
        for child in self._children:
            if child is not self._line:
                child.kill()
        self._line.ask_to_end()
        if not self._line.wait(20):
            raise RuntimeError("the stand-in did not end")

    @contextlib.contextmanager
    def _ended(self) -> Iterator[None]:
        """Leave no process behind."""
        try:
            yield
        finally:
            for child in self._children:
                child.kill()

    def _count(self, evidence: Evidence) -> None:
        """Count what the run was made of, so that nobody takes a quiet one for a hard one."""
        self.counts["calls"] = len(evidence.calls)
        self.counts["accepted"] = len(evidence.accepted)
        self.counts["people reached"] = sum(len(call["ids"]) for call in evidence.accepted)
        self.counts.update(f"killed {line['at']}" for line in evidence.journal("killed"))
        self.counts.update(line["how"] for line in evidence.journal("left"))
        self.counts.update(f"fault {call['fault']}" for call in evidence.calls if call["fault"])
        self.counts["409"] = sum(call["status"] == 409 for call in evidence.calls)
        self.counts["time jumps"] = len(evidence.journal("jump")) - 1
        for row in evidence.export["deliveries"]:
            self.counts[f"person {row['dropped'] or 'not dropped'}"] += 1
        self.counts.update(f"sending {row['state']}" for row in evidence.export["sendings"])
