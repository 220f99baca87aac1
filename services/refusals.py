"""A no, written down for what it is."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.consents import Answer, Purpose
from models.members import Member
from services import consent
from services.consent import Evidence


def write(
    session: Session, member: Member, purposes: Iterable[Purpose], *, evidence: Evidence, now: datetime
) -> None:
    """Note a no to each purpose, also where nothing was given: a yes tapped before may still come in."""
    for purpose in purposes:
        verdict, reason = name(session, member, purpose)
        consent.record(session, member, purpose, verdict, evidence=evidence, now=now, reason=reason)


def name(session: Session, member: Member, purpose: Purpose) -> tuple[Answer, str | None]:
    """Name a no, with its reason: what was given is withdrawn, all else is refused."""
    if consent.is_given(session, member, purpose):
        return Answer.WITHDRAWN, "stop"
    return Answer.REFUSED, None
