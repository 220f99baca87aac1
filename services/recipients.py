"""Recipients: the people in a sending, read again before each attempt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, not_, null, or_, select, update
from sqlalchemy.orm import Session

from models import base
from models.announcements import Announcement
from models.keys import MemberKey
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from models.sendings import Delivery, Dropped, Sending, SendingState
from services import attempts, audiences, closings, consent, courtesy, safety
from services.courtesy import Accepted
from services.settings import Choices
from services.vault import Spoiled, Vault

QUIET = "quiet"


@dataclass(frozen=True)
class Recipient:
    """One person as the call needs them; the id is opened only while the body is written."""

    member_id: int
    pid: str
    line_user_id: bytes
    wrapped: bytes


class Unreadable(Exception):
    """The id of one recipient cannot be opened; the index is the body's."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


@dataclass(frozen=True)
class Standing:
    """Who in a sending may not be written to: for good, by why; or not at this hour."""

    gone: dict[int, Dropped]
    quiet: list[int]
    ends: set[time]
    """When quiet times of theirs end (Japan time)."""


def standing(
    session: Session, sending: Sending, announcement: Announcement | None, *, choices: Choices, now: datetime
) -> Standing:
    """Read consent, friendship, topic, pause and hours of everybody in it again, by one rule each."""
    reasons = _reasons(sending, announcement, choices, now)
    judged = _people(
        sending,
        Delivery.member_id,
        case(*reasons, else_=null()).label("why"),
        Notice.quiet_until,
        Preference.hours_from,
    ).subquery()
    rows = session.execute(select(judged).where(judged.c.why.is_not(None))).all()
    quiet = [row for row in rows if row.why == QUIET]
    gone = {row.member_id: Dropped(row.why) for row in rows if row.why != QUIET}
    return Standing(gone, [row.member_id for row in quiet], _ends(quiet, choices))


def drop(session: Session, sending: Sending, gone: dict[int, Dropped]) -> None:
    """Write the exceptions on their rows."""
    for why in set(gone.values()):
        members = [member_id for member_id, reason in gone.items() if reason == why]
        session.execute(_of(sending, members).values(dropped=why))
    sending.carried -= len(gone)


def move(session: Session, sending: Sending, members: Iterable[int], *, to: Sending) -> None:
    """Put these people in another sending."""
    moved = list(members)
    session.execute(_of(sending, moved).values(sending_id=to.id))
    sending.recipients -= len(moved)
    sending.carried -= len(moved)


def of(session: Session, sending: Sending) -> list[Recipient]:
    """Give those who are still in it, in the order of the body."""
    rows = session.execute(
        select(Member.id, Member.pid, Member.line_user_id, MemberKey.wrapped)
        .join(Delivery, Delivery.member_id == Member.id)
        .join(MemberKey, MemberKey.member_pid == Member.pid)
        .where(Delivery.sending_id == sending.id, Delivery.dropped.is_(None))
        .order_by(Member.id)
    )
    return [Recipient(*row) for row in rows]


def user_ids(vault: Vault, people: Iterable[Recipient]) -> list[str]:
    """Open the LINE user ids, in the order of the body; raise Unreadable."""
    return [_user_id(vault, person, index) for index, person in enumerate(people)]


def _user_id(vault: Vault, person: Recipient, index: int) -> str:
    try:
        return vault.open_with(person.wrapped, person.pid, "members.line_user_id", person.line_user_id)
    except Spoiled:
        raise Unreadable(index) from None


def refuse(session: Session, sending: Sending, member_id: int) -> None:
    """Drop the one whose id LINE does not take."""
    drop(session, sending, {member_id: Dropped.REFUSED})


def erase(session: Session, member_id: int, *, now: datetime) -> None:
    """Let nothing more be sent to somebody who is being erased, and wipe the letters to them.

    Deliveries stay as numbers. A call whose answer is still open is not touched: what LINE may know under
    its key ends as it must, for whoever is claimed next is looked for again.
    """
    base.lock(session, closings.LOCK)
    for sending in session.scalars(_to(member_id)):
        sending.letter = None
        if sending.state == SendingState.WAITING and not sending.is_ambiguous:
            _take_out(session, sending, member_id, now=now)
    session.flush()


def _take_out(session: Session, sending: Sending, member_id: int, *, now: datetime) -> None:
    drop(session, sending, {member_id: Dropped.ERASED})
    if sending.body_sha256 is not None:
        attempts.renew(sending)
    if sending.carried == 0:
        attempts.end(sending, SendingState.CANCELLED, now=now)


def _to(member_id: int) -> Any:
    """What waits for somebody, or was a letter to them; locked in the order of ids, as nobody else's is."""
    return (
        select(Sending)
        .join(Delivery, Delivery.sending_id == Sending.id)
        .where(Delivery.member_id == member_id, Delivery.dropped.is_(None))
        .where(or_(Sending.state == SendingState.WAITING, Sending.letter.is_not(None)))
        .order_by(Sending.id)
        .with_for_update(of=Sending)
        .execution_options(populate_existing=True)
    )


def _of(sending: Sending, members: list[int]) -> Any:
    return (
        update(Delivery)
        .where(Delivery.sending_id == sending.id, Delivery.member_id.in_(members))
        .execution_options(synchronize_session=False)
    )


def _people(sending: Sending, *columns: Any) -> Select[Any]:
    people = (
        select(*columns)
        .select_from(Delivery)
        .outerjoin(Member, Member.id == Delivery.member_id)
        .outerjoin(MemberKey, MemberKey.member_pid == Member.pid)
        .where(Delivery.sending_id == sending.id, Delivery.dropped.is_(None))
    )
    assert sending.purpose is not None, "a test sending has no people of its own"
    return audiences.with_wishes(people, sending.purpose)


def _reasons(
    sending: Sending, announcement: Announcement | None, choices: Choices, now: datetime
) -> list[tuple[ColumnElement[bool], str]]:
    """Why not, in order. Another consent than the planned one is no proof for this message."""
    assert sending.purpose is not None, "a test sending has no people of its own"
    covered = and_(
        consent.is_reachable(sending.purpose),
        courtesy.is_promised(sending.purpose),
        Accepted.entry_id == Delivery.consent_entry_id,
    )
    reasons: list[tuple[ColumnElement[bool], str]] = [
        (MemberKey.wrapped.is_(None), Dropped.ERASED.value),
        (not_(func.coalesce(covered, false())), Dropped.LEFT.value),
    ]
    if safety.waives_courtesy(sending, announcement):
        return reasons
    reasons.append((courtesy.is_paused(now), Dropped.LEFT.value))
    if announcement is not None:
        reasons.append((audiences.is_topic_off(announcement.topic_id), Dropped.LEFT.value))
    if announcement is not None and not sending.is_ambiguous:
        reasons.append((_had_enough(sending, choices, now), Dropped.CAP.value))
    return [*reasons, (courtesy.is_quiet(choices, now), QUIET)]


def _had_enough(sending: Sending, choices: Choices, now: datetime) -> ColumnElement[bool]:
    """Since the plan the shop may have lowered its cap, or the member chosen a slower rhythm."""
    over_cap = courtesy.is_over_cap(choices, now, besides=sending.id)
    return or_(over_cap, courtesy.is_over_rhythm(now, besides=sending.id))


def _ends(quiet: Iterable[Any], choices: Choices) -> set[time]:
    ends = {choices.quiet_until}
    for row in quiet:
        ends |= {end for end in (row.quiet_until, row.hours_from) if end is not None}
    return ends
