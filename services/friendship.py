"""Friendship: friend-adds, blocks and returns, recorded as what they are, apart from consent."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.consents import Purpose
from models.members import Member
from services import consent, counts
from services.consent import Evidence, Question
from services.people import Person
from services.vault import Vault


@dataclass(frozen=True)
class Arrival:
    """What a friend-add was: somebody new (a question), a member who is back, or old news."""

    question: Question | None = None
    member: Member | None = None
    is_stale: bool = False


def follow(
    session: Session,
    vault: Vault,
    person: Person,
    *,
    evidence: Evidence,
    is_return: bool,
    language: str,
    source: str = "line",
    now: datetime,
) -> Arrival:
    """Take note of a friend-add. It opens nothing: a stranger is asked, a member is welcomed back.

    Who is added again had blocked or removed us, even where word of that never came: what is unasked ends.
    """
    if person.member is None:
        counts.add(session, "returned" if is_return else "followed", source=source, now=now)
        question = _first_question(
            session, vault, person, evidence=evidence, language=language, source=source, now=now
        )
        return Arrival(question=question)
    if _is_old_news(person.member, evidence.occurred_at):
        return Arrival(is_stale=True)
    counts.add(session, "returned", source=source, now=now)
    if any(consent.is_given(session, person.member, purpose) for purpose in consent.UNASKED):
        _withdraw(session, person.member, evidence=evidence, now=now)
    person.member.blocked_at = person.member.menu_id = None
    person.member.followed_at = person.member.friendship_at = evidence.occurred_at
    session.flush()
    return Arrival(member=person.member)


def _first_question(
    session: Session,
    vault: Vault,
    person: Person,
    *,
    evidence: Evidence,
    language: str,
    source: str,
    now: datetime,
) -> Question:
    counts.add(session, "asked_membership", source=source, now=now)
    return consent.ask(
        session,
        vault,
        person.person_key,
        Purpose.MEMBERSHIP,
        language=language,
        now=now,
        source=source,
        followed_at=evidence.occurred_at,
        follow_event_id=evidence.webhook_event_id,
    )


def _withdraw(session: Session, member: Member, *, evidence: Evidence, now: datetime) -> None:
    consent.withdraw(session, member, purposes=consent.UNASKED, reason="blocked", evidence=evidence, now=now)


def _is_old_news(member: Member, occurred_at: datetime) -> bool:
    return member.friendship_at is not None and occurred_at <= member.friendship_at


def block(session: Session, person: Person, *, evidence: Evidence, now: datetime) -> None:
    """Take note of a block: everything unasked is withdrawn; points and coupons stay."""
    counts.add(session, "blocked", now=now)
    member = person.member
    if member is None:
        return
    consent.withdraw(session, member, purposes=consent.UNASKED, reason="blocked", evidence=evidence, now=now)
    if member.friendship_at is None or member.friendship_at <= evidence.occurred_at:
        member.blocked_at = member.friendship_at = evidence.occurred_at
    session.flush()
