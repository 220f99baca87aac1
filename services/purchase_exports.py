"""Purchase exports: the ledger of all members between two moments, a page at a time, for the shop's books."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.members import Member
from models.points import PointsEntry
from models.shops import Shop
from services import copy_words, japan, purchases

PAGE = 2_000
"""Lines that are read at once."""
HEADINGS = ("日時", "会員番号", "こと", "ポイント", "金額（円）", "店舗", "レシート番号")


@dataclass(frozen=True)
class Page:
    """Some rows, and the number of the last of them; an empty page is the end."""

    rows: list[tuple[object, ...]]
    last: int


def pages(session: Session, *, since: datetime, until: datetime) -> Iterator[Page]:
    """Give all lines from `since` until before `until`, the oldest first."""
    after = 0
    while (page := _page(session, since, until, after)).rows:
        yield page
        after = page.last


def _page(session: Session, since: datetime, until: datetime, after: int) -> Page:
    lines = (
        select(
            *(PointsEntry.id, PointsEntry.created_at, Member.card_number, PointsEntry.kind),
            *(PointsEntry.amount, PointsEntry.yen, Shop.name, PointsEntry.cause),
        )
        .join(Member, Member.id == PointsEntry.member_id)
        .outerjoin(Shop, Shop.id == PointsEntry.shop_id)
        .where(PointsEntry.id > after, PointsEntry.created_at >= since, PointsEntry.created_at < until)
        .order_by(PointsEntry.id)
        .limit(PAGE)
    )
    found = session.execute(lines).all()
    return Page([_row(row) for row in found], found[-1].id if found else after)


def _row(row: Any) -> tuple[object, ...]:
    moment = row.created_at.astimezone(japan.ZONE).strftime("%Y-%m-%d %H:%M:%S")
    kind, receipt = copy_words.of(row.kind, "ja"), purchases.receipt_of(row.cause)
    return (moment, row.card_number, kind, row.amount, row.yen, row.name, receipt)
