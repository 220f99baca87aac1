"""Recipients: the people in a sending, read again before each attempt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import (
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from models import locks
from models.announcements import Announcement
from models.sendings import Delivery, Dropped, Sending, SendingState
from services import attempts, closings, courtesy, settings, standings
from services.settings import Choices
from services.vault import Spoiled, Vault

LIMITS = ("weekly_cap", "slow_until")
"""The shop's choices that leave less room than there was."""


class Recipient(NamedTuple):
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


@dataclass
class Standing:
    """Who in a sending may be written to now, and who may not: for good, by why; or not at this hour."""

    people: list[Recipient] = field(default_factory=list)
    """In the order of the body."""
    gone: dict[int, Dropped] = field(default_factory=dict)
    quiet: list[int] = field(default_factory=list)
    ends: set[time] = field(default_factory=set)
    """When quiet times of theirs end (Japan time)."""

    def leave_out(self, member_id: int, why: str, ends: Iterable[time | None]) -> None:
        """Note why somebody may not be written to."""
        if why == standings.QUIET:
            self.quiet.append(member_id)
            self.ends |= {end for end in ends if end is not None}
        else:
            self.gone[member_id] = Dropped(why)


def standing(
    session: Session,
    sendings: Sequence[Sending],
    announcement: Announcement | None,
    *,
    choices: Choices,
    now: datetime,
) -> dict[int, Standing]:
    """Read everybody in these again, with consent, friendship, topic, pause and hours, in one statement.

    The sendings are alike: of one announcement (or none), one purpose, and ambiguous or not.
    """
    found = {sending.id: Standing(ends={choices.quiet_until}) for sending in sendings}
    planned_at = min(sending.created_at for sending in sendings)
    given = courtesy.values(choices, now=now) | {"sendings": list(found), "planned_at": planned_at}
    is_stricter = settings.has_changed(session, LIMITS, since=planned_at)
    topic = {"topic": announcement.topic_id} if announcement is not None else {}
    shape = standings.shape_of(sendings[0], announcement, is_stricter=is_stricter)
    session.flush()
    # Past the ORM, which would take half as long again; these rows are nobody's objects.
    rows = session.connection().execute(standings.people(shape), given | topic)
    for number, member_id, pid, line_user_id, wrapped, why, *ends in rows:
        if why is None:
            found[number].people.append(Recipient(member_id, pid, line_user_id, wrapped))
        else:
            found[number].leave_out(member_id, why, ends)
    return found


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
    locks.name(session, closings.LOCK)
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
