"""Letters: sendings to one, unasked (an expiry notice) or to a member of staff (a test)."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, case, null, select
from sqlalchemy.orm import Session

from models import locks
from models.consents import Purpose
from models.members import Language, Member
from models.sendings import Delivery, Sending, SendingKind
from models.staff import Staff
from services import audiences, consent, courtesy, plans
from services.audiences import Excluded
from services.courtesy import Accepted
from services.errors import RuleError
from services.recipients import Recipient
from services.settings import Choices
from services.vault import Vault

COLUMN = "sendings.letter"
TEST_LIVES = timedelta(minutes=10)

Messages = Sequence[Mapping[str, Any]]


class MemberUnreachable(RuleError):
    """Consent or courtesy forbids this letter."""

    def __init__(self, reason: Excluded) -> None:
        super().__init__(reason)
        self.reason = reason


class StaffUnlinked(RuleError):
    """The member of staff has not linked a LINE account of their own."""


def letter(
    session: Session,
    vault: Vault,
    member: Member,
    *,
    purpose: Purpose,
    messages: Messages,
    valid_until: datetime,
    choices: Choices,
    now: datetime,
) -> Sending:
    """Post something personal to one member; raise MemberUnreachable. It waits for the right hour."""
    locks.name(session, plans.LOCK)
    entry_id = _covering(session, member, purpose, choices=choices, now=now)
    sending = _post(session, purpose, member.language, valid_until=valid_until, now=now)
    sending.letter = vault.seal(session, member.pid, COLUMN, _json(messages))
    delivery = Delivery(sending_id=sending.id, member_id=member.id, consent_entry_id=entry_id)
    session.add(delivery)
    session.flush()
    return sending


def test_send(session: Session, vault: Vault, staff: Staff, *, messages: Messages, now: datetime) -> Sending:
    """Send the words to the staff's own LINE account; raise StaffUnlinked. Counts for no cap."""
    if staff.line_user_id is None:
        raise StaffUnlinked
    sending = _post(session, None, staff.language, valid_until=now + TEST_LIVES, now=now)
    sending.staff_id = staff.id
    sending.letter = vault.seal_secret(_place(sending.id), _json(messages))
    session.flush()
    return sending


def read(vault: Vault, person: Recipient, letter: bytes) -> list[dict[str, Any]]:
    """Open what a letter says, with the key of its member."""
    words: list[dict[str, Any]] = json.loads(vault.open_with(person.wrapped, person.pid, COLUMN, letter))
    return words


def read_test(vault: Vault, sending_id: int, letter: bytes) -> list[dict[str, Any]]:
    """Open what a test says."""
    words: list[dict[str, Any]] = json.loads(vault.open_secret(_place(sending_id), letter))
    return words


def _covering(session: Session, member: Member, purpose: Purpose, *, choices: Choices, now: datetime) -> int:
    """Give the ledger line that covers the letter, or raise MemberUnreachable."""
    if purpose not in consent.UNASKED:
        raise MemberUnreachable(Excluded.NO_CONSENT)
    judged = _judged(purpose)
    given = courtesy.values(choices, now=now) | {"member": member.id}
    entry_id, why = session.execute(judged, given).one()
    if why is not None:
        raise MemberUnreachable(Excluded(why))
    found: int = entry_id
    return found


@cache
def _judged(purpose: Purpose) -> Select[Any]:
    """Judge one member: the ledger line that covers a letter, and why it may not be written (or NULL)."""
    reason = case(
        (
            ~and_(consent.has_given(purpose, answer=Accepted), courtesy.is_promised(purpose)),
            Excluded.NO_CONSENT,
        ),
        (~consent.is_reachable(purpose, answer=Accepted), Excluded.BLOCKED),
        (courtesy.is_paused(), Excluded.PAUSED),
        (courtesy.is_over_cap(courtesy.told()), Excluded.CAP),
        else_=null(),
    )
    judged = select(Accepted.entry_id, reason).select_from(Member)
    one = judged.where(Member.id == bindparam("member", type_=BigInteger))
    return audiences.with_wishes(one, purpose)


def _post(
    session: Session, purpose: Purpose | None, language: Language, *, valid_until: datetime, now: datetime
) -> Sending:
    sending = Sending(
        kind=SendingKind.PUSH,
        purpose=purpose,
        language=language,
        retry_key=str(uuid.uuid4()),
        recipients=1,
        carried=1,
        next_at=now,
        valid_until=valid_until,
        created_at=now,
    )
    session.add(sending)
    session.flush()
    return sending


def _json(messages: Messages) -> str:
    return json.dumps(list(messages), ensure_ascii=False)


def _place(sending_id: int) -> str:
    return f"{COLUMN}|{sending_id}"
