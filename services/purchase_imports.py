"""Purchase imports: a file's receipts become points in slices; the same file again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import crowds
from models.members import Member
from models.point_returns import DebtState, PointsDebt
from models.points import PointsEntry
from services import purchase_rows, purchases, shops, tiers
from services.purchase_files import Fault, Line
from services.purchase_rows import Due, Terms
from services.settings import Choices

SLICE = 250
"""Lines of one transaction, which then lasts well under 200 ms."""


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


def slices(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a file into what one transaction takes."""
    yield from (lines[start : start + SLICE] for start in range(0, len(lines), SLICE))


def rehearse(session: Session, lines: Sequence[Line], *, choices: Choices, now: datetime) -> Counted:
    """Tell what would become of these lines, and change nothing; caps by day and month are not foreseen."""
    members = _members(session, lines)
    counted, due = _sorted(session, lines, members, purchase_rows.terms(session, choices=choices, now=now))
    counted.new, counted.points = len(due), sum(one.points for one in due)
    return counted


def take(session: Session, lines: Sequence[Line], *, choices: Choices, now: datetime) -> Counted:
    """Give the points of these lines, each receipt once, by the ranks that their members hold now.

    Ranks are judged by them in the night (`tier_nights.moved`), which costs a file nothing.
    """
    crowds.lock_people(session, (member.person_key for member in _members(session, lines).values()))
    members = _members(session, lines)  # whoever was erased meanwhile is nobody's customer any more
    terms = purchase_rows.terms(session, choices=choices, now=now)
    counted, due = _sorted(session, lines, members, terms)
    special = _special(session, due, terms)
    plain = [one for one in due if one.member.id not in special]
    counted.points = purchase_rows.write(session, plain, terms=terms, now=now)
    for one in due:
        if one.member.id in special:
            given = purchases.give(session, one.member, one.line.sale, choices=choices, now=now)
            counted.points += given.points
    counted.new = len(due)
    return counted


def _members(session: Session, lines: Sequence[Line]) -> dict[str, Member]:
    cards = {line.card for line in lines}
    found = session.scalars(select(Member).where(Member.card_number.in_(cards)))
    return {member.card_number: member for member in found}


def _sorted(
    session: Session, lines: Sequence[Line], members: dict[str, Member], terms: Terms
) -> tuple[Counted, list[Due]]:
    """Part the lines into those that count and the others."""
    known = _known(session, lines)
    ranks = tiers.of_many(session, [member.id for member in members.values()])
    branches = {shop.id for shop in shops.active(session)} | {None}
    counted, due = Counted(), []
    for line in lines:
        member, before = members.get(line.card), known.get(line.sale.cause)
        if member is None or line.sale.shop_id not in branches:
            counted.faults.append(Fault(line.number, "shop" if member else "member"))
        elif before is None:
            due.append(Due(line, member, terms.points(line.sale, ranks.get(member.id))))
        elif before == (member.id, line.sale.yen):
            counted.known += 1
        else:
            counted.faults.append(Fault(line.number, "differs"))
    return counted, due


def _known(session: Session, lines: Sequence[Line]) -> dict[str, tuple[int, int | None]]:
    causes = [line.sale.cause for line in lines]
    found = select(PointsEntry.cause, PointsEntry.member_id, PointsEntry.yen)
    rows = session.execute(found.where(PointsEntry.cause.in_(causes)))
    return {cause: (member_id, yen) for cause, member_id, yen in rows}


def _special(session: Session, due: Sequence[Due], terms: Terms) -> set[int]:
    """Tell whose purchases have to be given one by one: what they get depends on what they had."""
    everybody = {one.member.id for one in due}
    if not terms.is_plain:
        return everybody
    owing = select(PointsDebt.member_id).where(PointsDebt.state == DebtState.OPEN)
    return set(session.scalars(owing.where(PointsDebt.member_id.in_(everybody))))
