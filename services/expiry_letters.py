"""Letters about expiry: one a month and member, for all that expires soon, only where they allow it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import locks, writes
from models.consents import Purpose
from models.expiry_letters import ExpiryLetter
from models.members import Member
from services import expiry_dues, japan, letters
from services.expiry_dues import Ahead
from services.letters import Messages
from services.settings import Choices
from services.vault import Vault

LIVES = timedelta(days=7)

Words = Callable[[Member, Ahead], Messages]
"""Writes the letter: to whom, and what expires."""


def write(
    session: Session, vault: Vault, member_id: int, *, words: Words, choices: Choices, now: datetime
) -> bool:
    """Write this month's letter to somebody, where it is still due; tell whether it was.

    Raise MemberUnreachable where consent or courtesy forbids it now: the transaction must be undone then,
    so that another night of the month may try again.
    """
    person_key = session.scalar(select(Member.person_key).where(Member.id == member_id))
    if person_key is None:
        return False
    locks.person(session, person_key)
    member = session.get_one(Member, member_id, populate_existing=True)
    ahead = expiry_dues.of(session, member, now=now)
    if ahead.total < choices.expiry_letter_from or not _claim(session, member, now=now):
        return False
    first_end = japan.end_of(ahead.expiring[0].last_day)
    letters.letter(
        session,
        vault,
        member,
        purpose=Purpose.SERVICE,
        messages=words(member, ahead),
        valid_until=min(now + LIVES, first_end),
        choices=choices,
        now=now,
    )
    return True


def _claim(session: Session, member: Member, *, now: datetime) -> bool:
    """Take this month's letter for this member; False: it was written."""
    month = expiry_dues.month(now)
    row = {"member_id": member.id, "month": month, "written_at": now}
    if writes.insert_new(session, ExpiryLetter, [row], ["member_id"]):
        return True
    older = update(ExpiryLetter).where(ExpiryLetter.member_id == member.id, ExpiryLetter.month < month)
    taken = older.values(month=month, written_at=now).returning(ExpiryLetter.member_id)
    return session.scalar(taken) is not None
