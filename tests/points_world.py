"""A world for points: everything that can happen to them, at any time, and what must then be true."""

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.members import Member
from models.point_grants import PointsGrantState
from models.point_reservations import PointsReservation
from models.points import EntryKind, PointsEntry
from models.staff import Staff
from services import (
    counts,
    debts,
    erasing,
    grants,
    lots,
    people,
    point_reservations,
    points,
    returns,
    reversals,
    settlements,
    transfers,
)
from services.errors import RuleError
from services.settings import Choices
from tests import points_truth
from tests.clock import NOW
from tests.makers import Make

LAPSES = (
    timedelta(minutes=5),
    timedelta(hours=20),
    timedelta(days=8),
    timedelta(days=40),
    timedelta(days=200),
)
CHOICES = tuple(
    Choices(return_days=days, points_expiry=way, return_debt=debt, grant_limit=500, points_months=6)
    for days in (0, 7)
    for way in ("fixed", "rolling")
    for debt in ("debt", "floor", "staff")
)


@dataclass
class World:
    """People and their points on an open session; a chance decides what happens."""

    make: Make
    chance: random.Random
    now: datetime = NOW
    choices: Choices = CHOICES[0]
    done: dict[str, int] = field(default_factory=dict)
    """How often each thing was done, refusals apart."""
    names: Any = field(default_factory=itertools.count)
    causes: list[tuple[str, int]] = field(default_factory=list)
    """Earlier deeds by their names, to be tried again."""
    pids: list[str] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    is_watched: bool = True
    """Whether everything is added up after each deed."""

    def begin(self, people_there: int = 3) -> None:
        self.staff = [self.make.staff().id for _ in range(2)]
        for _ in range(people_there):
            self.join()

    @property
    def deeds(self) -> dict[str, Callable[[], None]]:
        """What can happen, by its name."""
        named = (
            self.earn,
            self.spend,
            self.reserve,
            self.confirm,
            self.cancel,
            self.take_back,
            self.give_back,
        )
        more = (self.undo, self.grant, self.expire, self.settle, self.wait, self.choose, self.repeat)
        rare = (self.decide, self.join, self.move, self.erase)
        return {deed.__name__: deed for deed in (*named, *more, *rare)}

    def act(self, name: str) -> None:
        """Let one thing happen; a refusal leaves everything as it was."""
        try:
            with self.make.session.begin_nested():
                self.deeds[name]()
        except RuleError:
            self.make.session.expire_all()
        else:
            self.done[name] = self.done.get(name, 0) + 1
        if self.is_watched:
            self.look()

    def look(self) -> None:
        """Fail unless everything adds up, and one of the people is shown what they have."""
        points_truth.check(self.make.session, now=self.now)
        points_truth.check_shown(self.make.session, self.somebody(), now=self.now)

    def somebody(self) -> Member:
        pid = self.chance.choice(self.pids)
        return self.make.session.scalars(select(Member).where(Member.pid == pid)).one()

    def cause(self, kind: str) -> str:
        return f"{kind}:{next(self.names)}"

    def join(self) -> None:
        self.pids.append(self.make.member(at=self.now - timedelta(minutes=1)).pid)

    def earn(self) -> None:
        member, yen, cause = (
            self.somebody(),
            self.chance.choice((90, 1_000, 3_280, 50_000)),
            self.cause("buy"),
        )
        wishes: dict[str, Any] = {"choices": self.choices, "now": self.now}
        made = points.earn(self.make.session, member, yen=yen, cause=cause, **wishes)
        if made is not None:
            self.causes.append((cause, made.id))

    def spend(self) -> None:
        member, cause = self.somebody(), self.cause("use")
        wanted, session = self.chance.randint(1, 120), self.make.session
        settlements.settle(session, member, now=self.now)
        expected = points_truth.expected_uses(session, member, wanted, now=self.now)
        made = points.spend(session, member, points=wanted, cause=cause, choices=self.choices, now=self.now)
        assert points_truth.uses(session, made) == expected
        self.causes.append((cause, made.id))

    def repeat(self) -> None:
        """Say an old thing again: the same line is the answer, and nothing moves."""
        if not self.causes:
            return
        cause, line = self.chance.choice(self.causes)
        entry = self.make.session.get(PointsEntry, line)
        if entry is None or entry.cause != cause:  # it went with its member, and SQLite gives ids again
            return
        member = self.make.session.get_one(Member, entry.member_id)
        args: dict[str, Any] = {"cause": cause, "choices": self.choices, "now": self.now}
        if entry.kind == EntryKind.PURCHASE:
            again = points.earn(self.make.session, member, yen=entry.yen or 0, **args)
        else:
            again = points.spend(self.make.session, member, points=-entry.amount, **args)
        assert again is not None
        assert again.id == line

    def reserve(self) -> None:
        wanted, cause = self.chance.randint(1, 80), self.cause("hold")
        session, who = self.make.session, self.somebody()
        point_reservations.reserve(session, who, points=wanted, cause=cause, now=self.now)

    def _reservation(self) -> str:
        newest = select(PointsReservation.cause).order_by(PointsReservation.id.desc()).limit(6)
        return self.chance.choice(list(self.make.session.scalars(newest)) or ["none"])

    def confirm(self) -> None:
        cause = self._reservation()
        made = point_reservations.confirm(self.make.session, cause, choices=self.choices, now=self.now)
        assert made.cause == cause

    def cancel(self) -> None:
        point_reservations.cancel(self.make.session, self._reservation(), now=self.now)

    def _line(self, kind: EntryKind) -> PointsEntry | None:
        lines = select(PointsEntry).where(PointsEntry.kind == kind).order_by(PointsEntry.id.desc()).limit(12)
        found = self.make.session.scalars(lines).all()
        return self.chance.choice(found) if found else None

    def take_back(self) -> None:
        line = self._line(EntryKind.PURCHASE)
        if line is not None:
            yen = self.chance.choice((None, 500, (line.yen or 2) // 2))
            args: dict[str, Any] = {"choices": self.choices, "now": self.now, "yen": yen}
            returns.take_back(self.make.session, line.cause, cause=self.cause("back"), **args)

    def give_back(self) -> None:
        line = self._line(EntryKind.SPEND)
        if line is not None:
            wanted = self.chance.choice((None, 3, -line.amount // 2))
            cause = self.cause("repay")
            returns.give_back(self.make.session, line.cause, cause=cause, points=wanted, now=self.now)

    def undo(self) -> None:
        line = self._line(self.chance.choice((EntryKind.PURCHASE, EntryKind.SPEND, EntryKind.GRANT)))
        if line is not None:
            reversals.undo(self.make.session, line.id, staff_id=None, reason="test", now=self.now)

    def grant(self) -> None:
        asker, second = (self.make.session.get_one(Staff, number) for number in self.staff)
        session, vault = self.make.session, self.make.vault
        args: dict[str, Any] = {"choices": self.choices, "now": self.now}
        said = {"reason": "r", "note": "", "cause": self.cause("gift"), "by": asker, **args}
        wanted = self.chance.choice((10, 400, 900))
        made = grants.give(session, vault, self.somebody(), points_given=wanted, **said)
        if made.state == PointsGrantState.WAITING:
            grants.approve(session, vault, made, by=second, **args)

    def decide(self) -> None:
        for debt in debts.waiting(self.make.session):
            number, by = debt.entry_id, self.staff[0]
            if self.chance.random() < 0.5:
                debts.charge(self.make.session, number, staff_id=by, now=self.now)
            else:
                debts.forgive(self.make.session, number, staff_id=by, reason="r", now=self.now)

    def expire(self) -> None:
        lots.expire_slice(self.make.session, now=self.now, limit=self.chance.choice((2, 500)))

    def settle(self) -> None:
        settlements.confirm_slice(self.make.session, now=self.now)
        settlements.settle_slice(self.make.session, now=self.now)

    def wait(self) -> None:
        self.now += self.chance.choice(LAPSES)

    def choose(self) -> None:
        self.choices = replace(self.chance.choice(CHOICES))

    def move(self) -> None:
        """Take everything along to another account; what was there of both is there afterwards."""
        old, new = self.somebody(), self.somebody()
        before = points_truth.worth(self.make.session, old, now=self.now)
        there = points_truth.worth(self.make.session, new, now=self.now)
        said: dict[str, Any] = {"evidence": self.make.evidence(self.now), "now": self.now}
        moved = transfers.move(self.make.session, self.make.vault, old=old, new=new, **said)
        self.pids.remove(old.pid)
        left = before + there - points_truth.worth(self.make.session, new, now=self.now)
        assert left == 0 or moved.is_gift_left

    def erase(self) -> None:
        """Let somebody leave: what they had is counted as forfeited."""
        if len(self.pids) < 3:
            return
        member, session = self.somebody(), self.make.session
        lost = people.belongings(session, member, now=self.now).points
        before = counts.ever(session).get("points_forfeited", 0)
        assert lost == points_truth.had(session, member, now=self.now)
        self.make.erase(member, cause=erasing.Cause.LEFT, at=self.now)
        self.pids.remove(member.pid)
        assert counts.ever(session).get("points_forfeited", 0) == before + lost
