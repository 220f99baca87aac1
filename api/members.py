"""A till asks who stands before it, and what they have."""

from api import cursors, problems, shapes
from api.calls import Call
from models.points import PointsEntry
from models.tiers import Tier
from services import entry_pages, points, tiers


def show(call: Call, asked: shapes.Whose) -> shapes.Cardholder:
    """Give what a till needs: never a name, never a LINE id."""
    member = call.member(asked)
    return shapes.Cardholder(
        card=member.card_number,
        balance=points.balance(call.session, member, now=call.now),
        rank=_rank(tiers.of(call.session, member)),
    )


def _rank(held: Tier | None) -> shapes.Rank | None:
    return shapes.Rank(code=held.code, name=held.name(problems.language())) if held is not None else None


def balance(call: Call, asked: shapes.Whose) -> shapes.Balance:
    found = points.summary(call.session, call.member(asked), now=call.now, choices=call.choices)
    return shapes.Balance(
        balance=found.balance,
        worth_yen=found.worth_yen,
        expiring=[shapes.Expiring(points=one.amount, last_day=one.last_day) for one in found.expiring],
    )


def lines(call: Call, asked: shapes.LinesAsked) -> shapes.Lines:
    """Give lines of the ledger, the newest first, a page at a time."""
    before, limit = cursors.read(asked.cursor), asked.limit
    found = entry_pages.page(call.session, call.member(asked), before=before, limit=limit + 1)
    shown = found[:limit]
    following = cursors.write(shown[-1].id) if len(found) > limit else None
    return shapes.Lines(lines=[_line(entry) for entry in shown], next=following)


def _line(entry: PointsEntry) -> shapes.Line:
    return shapes.Line(
        id=entry.id, kind=entry.kind.value, points=entry.amount, yen=entry.yen, at=entry.created_at
    )
