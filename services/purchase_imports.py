"""Purchase imports: a file's receipts become points in slices; the same file again changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from models import base
from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot
from services import japan, points, shops
from services.purchase_files import Fault, Line
from services.settings import Choices

SLICE = 500
"""Lines of one transaction: at most a tenth of a second."""


@dataclass
class Counted:
    """What became of lines: how many count now, how many counted before, and what is wrong with the rest."""

    new: int = 0
    known: int = 0
    points: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, other: "Counted") -> None:
        self.new += other.new
        self.known += other.known
        self.points += other.points
        self.faults += other.faults


@dataclass(frozen=True)
class _Due:
    """A line that counts, and whose it is."""

    line: Line
    member_id: int
    points: int


def slices(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a file into what one transaction takes."""
    yield from (lines[start : start + SLICE] for start in range(0, len(lines), SLICE))


def rehearse(session: Session, lines: Sequence[Line], *, choices: Choices) -> Counted:
    """Tell what would become of these lines, and change nothing."""
    counted, due = _sorted(session, lines, choices, is_rehearsal=True)
    counted.new, counted.points = len(due), sum(one.points for one in due)
    return counted


def take(session: Session, lines: Sequence[Line], *, choices: Choices, now: datetime) -> Counted:
    """Give the points of these lines, each receipt once; whoever gives them at the same time gives them once.

    Nobody's ledger is locked: lines are only added to it, and the receipt's name decides.
    """
    counted, due = _sorted(session, lines, choices)
    made = _write([one for one in due if one.points], session, choices=choices, now=now)
    _note(session, {one.member_id for one in due}, now=now)
    too_late = [one for one in due if one.points and one.line.sale.cause not in made]
    counted.new, counted.known = len(due) - len(too_late), counted.known + len(too_late)
    counted.points = sum(one.points for one in due if one not in too_late)
    return counted


def _sorted(
    session: Session, lines: Sequence[Line], choices: Choices, *, is_rehearsal: bool = False
) -> tuple[Counted, list[_Due]]:
    """Part the lines into those that count and the others."""
    members, known = _members(session, lines, is_rehearsal=is_rehearsal), _known(session, lines)
    branches = {shop.id for shop in shops.active(session)}
    counted, due = Counted(), []
    for line in lines:
        member_id, before = members.get(line.card), known.get(line.sale.cause)
        if member_id is None or line.sale.shop_id not in branches | {None}:
            counted.faults.append(Fault(line.number, "shop" if member_id else "member"))
        elif before is None:
            due.append(_Due(line, member_id, points.earned_for(line.sale.yen, choices)))
        elif before == (member_id, line.sale.yen):
            counted.known += 1
        else:
            counted.faults.append(Fault(line.number, "differs"))
    return counted, due


def _members(session: Session, lines: Sequence[Line], *, is_rehearsal: bool) -> dict[str, int]:
    """Find whose cards these are; in earnest nobody of them is erased until the transaction ends."""
    cards = {line.card for line in lines}
    found = select(Member.card_number, Member.id).where(Member.card_number.in_(cards))
    if not is_rehearsal:
        found = found.with_for_update(read=True, key_share=True)
    return dict(session.execute(found).all())


def _known(session: Session, lines: Sequence[Line]) -> dict[str, tuple[int, int | None]]:
    causes = [line.sale.cause for line in lines]
    found = select(PointsEntry.cause, PointsEntry.member_id, PointsEntry.yen)
    rows = session.execute(found.where(PointsEntry.cause.in_(causes)))
    return {cause: (member_id, yen) for cause, member_id, yen in rows}


def _write(due: Sequence[_Due], session: Session, *, choices: Choices, now: datetime) -> set[str]:
    """Add the ledger's lines with their lots, and give the causes of those that are new."""
    if not due:
        return set()
    made = set(base.insert_new(session, PointsEntry, [_entry(one, now) for one in due], ["cause"]))
    entries = select(PointsEntry.cause, PointsEntry.id).where(PointsEntry.cause.in_(made))
    numbers = dict(session.execute(entries).all())
    end = points.expiry(now, choices.points_months)
    session.execute(insert(PointsLot), list(_lots(due, numbers, end)))
    return made


def _entry(one: _Due, now: datetime) -> dict[str, Any]:
    return {
        "member_id": one.member_id,
        "kind": EntryKind.PURCHASE,
        "amount": one.points,
        "cause": one.line.sale.cause,
        "yen": one.line.sale.yen,
        "shop_id": one.line.sale.shop_id,
        "created_at": now,
    }


def _lots(due: Iterable[_Due], numbers: dict[str, int], end: datetime) -> Iterator[dict[str, Any]]:
    for one in due:
        if (entry_id := numbers.get(one.line.sale.cause)) is not None:
            amount = {"granted": one.points, "remaining": one.points}
            yield {"member_id": one.member_id, "entry_id": entry_id, "expires_at": end, **amount}


def _note(session: Session, member_ids: set[int], *, now: datetime) -> None:
    """Remember that these members were here, as `presence.note` does for one."""
    today = japan.start_of(japan.day(now))
    unseen = or_(
        Member.last_seen_at.is_(None), Member.last_seen_at < today, Member.sleep_told_at.is_not(None)
    )
    seen = update(Member).where(Member.id.in_(member_ids), unseen)
    quietly = seen.values(last_seen_at=today, sleep_told_at=None)
    session.execute(quietly.execution_options(synchronize_session=False))
