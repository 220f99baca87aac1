"""How proof ends: sendings three years after they went, then the ledger's lines that nothing rests on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from models import writes
from models.consents import Consent, ConsentEntry
from models.ledger import LedgerStub
from models.provisions import ProvidedPerson
from models.sendings import Delivery, Sending, SendingState
from services.retention_cuts import Cut, years_ago

PEOPLE = 2_500
"""Deliveries deleted in one transaction, which must stay under 200 ms."""
YEARS = 3
"""One rule for all: the longest time for which Japan's laws on unasked messages want the proof."""
_OPEN = (SendingState.WAITING, SendingState.CALLING)


def cut_sendings(session: Session, *, now: datetime, after: int, limit: int, **_more: object) -> Cut:
    """Delete what ended three years ago with all its deliveries, the oldest first."""
    rows = _oldest(session, now=now, after=after, limit=limit)
    read = _within(rows, PEOPLE)
    ended = [row.id for row in read if row.state not in _OPEN and row.went_at <= years_ago(now, YEARS)]
    session.execute(_quietly(delete(Delivery).where(Delivery.sending_id.in_(ended))))
    session.execute(_quietly(delete(Sending).where(Sending.id.in_(ended))))
    return Cut(len(ended), read[-1].id if read else after, is_last=len(read) == len(rows) < limit)


def _oldest(session: Session, *, now: datetime, after: int, limit: int) -> Sequence[Any]:
    """Read on in the order in which they were made, up to the first that is too young."""
    beyond = select(Sending.id).where(Sending.id > after, Sending.created_at > years_ago(now, YEARS))
    young = session.scalar(beyond.order_by(Sending.id).limit(1))
    went_at = func.coalesce(Sending.last_attempt_at, Sending.finished_at, Sending.created_at)
    old = select(Sending.id, Sending.recipients, Sending.state, went_at.label("went_at"))
    if young is not None:
        old = old.where(Sending.id < young)
    return session.execute(old.where(Sending.id > after).order_by(Sending.id).limit(limit)).all()


def _within(rows: Sequence[Any], people: int) -> Sequence[Any]:
    """Give the first of them, as many as hold so many people; one at least."""
    total = 0
    for count, row in enumerate(rows):
        total += row.recipients
        if total > people:
            return rows[: max(count, 1)]
    return rows


def cut_lines(session: Session, *, now: datetime, after: int, limit: int, **_more: object) -> Cut:
    """Let lines go that nothing rests on any more; their places and leaves stay, so that the tree does."""
    window = select(ConsentEntry.id, ConsentEntry.recorded_at).where(ConsentEntry.id > after)
    rows = session.execute(window.order_by(ConsentEntry.id).limit(limit)).all()
    old = [row.id for row in rows if row.recorded_at <= years_ago(now, YEARS)]
    if not old:
        return Cut(0, after, is_last=True)
    lines = select(ConsentEntry.id, ConsentEntry.leaf_sha256).where(ConsentEntry.id.between(old[0], old[-1]))
    over = session.execute(
        lines.where(ConsentEntry.recorded_at <= years_ago(now, YEARS), _is_over(now))
    ).all()
    stubs = [{"entry_id": row.id, "leaf_sha256": row.leaf_sha256, "removed_at": now} for row in over]
    if stubs:
        writes.insert_new(session, LedgerStub, stubs, ["entry_id"])
    gone = delete(ConsentEntry).where(ConsentEntry.id.in_([row.id for row in over]))
    session.execute(_quietly(gone))
    return Cut(len(over), old[-1], is_last=len(old) < limit)


def _is_over(now: datetime) -> ColumnElement[bool]:
    """No message and no handing over names it, it is nobody's present answer, and it ended long ago."""
    present = select(Consent.entry_id).where(Consent.entry_id == ConsentEntry.id)
    message = select(Delivery.sending_id).where(Delivery.consent_entry_id == ConsentEntry.id)
    handed = select(ProvidedPerson.member_pid).where(
        ProvidedPerson.member_pid == ConsentEntry.member_pid,
        ProvidedPerson.consent_entry_id == ConsentEntry.id,
    )
    return and_(not_(present.exists()), not_(message.exists()), not_(handed.exists()), _has_ended(now))


def _has_ended(now: datetime) -> ColumnElement[bool]:
    """A yes covers what happened until the next answer to the same question; that too is long ago."""
    later = aliased(ConsentEntry)
    answers = select(later.id).where(
        later.member_pid == ConsentEntry.member_pid,
        later.purpose == ConsentEntry.purpose,
        later.id > ConsentEntry.id,
    )
    long_ago = answers.where(later.recorded_at <= years_ago(now, YEARS))
    return or_(long_ago.exists(), not_(answers.exists()))


def _quietly(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
