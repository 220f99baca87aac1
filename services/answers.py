"""Answers: what a tap on a consent button does, and what a word that stops does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks
from models.consents import Consent, Purpose
from models.members import AgeAnswer, Member
from models.notices import Notice
from services import (
    accepting,
    consent,
    counts,
    coupons,
    inbox,
    notices,
    people,
    purposes,
    refusals,
    seals,
    sendings,
    welcomes,
)
from services.accepting import Yes
from services.answer_outcomes import (
    Accepted,
    AgeAsked,
    AlreadyAccepted,
    AlreadyMember,
    AskedAgain,
    Declined,
    Joined,
    KeptAsBefore,
    LeaveAsked,
    MembershipRefused,
    NothingSent,
    Outcome,
    Refused,
    UnderAge,
)
from services.consent import Evidence, Question
from services.people import Person
from services.settings import Choices
from services.vault import Vault

__all__ = [
    "KEPT_OUT",
    "UNDER",
    "Accepted",
    "AgeAsked",
    "AlreadyAccepted",
    "AlreadyMember",
    "AskedAgain",
    "Declined",
    "Joined",
    "KeptAsBefore",
    "LeaveAsked",
    "MembershipRefused",
    "NothingSent",
    "Outcome",
    "Refused",
    "Tap",
    "UnderAge",
    "answer",
    "decline",
    "stop",
]

UNDER, UNDER_AGE = "under", "under_age"
"""The answer of somebody too young, and the nameless count of it."""
AGES = {answer.value: answer for answer in AgeAnswer}
KEPT_OUT = "declined"
"""The occasion at which a refusal is answered: all that tells of it while the inbox still knows."""


@dataclass(frozen=True)
class Tap:
    """A tap on a consent button, with all it takes to judge it."""

    person: Person
    purpose: Purpose
    is_yes: bool
    token: str
    language: str
    evidence: Evidence
    now: datetime
    age: str = ""
    """What was said of the age: an AgeAnswer, `under`, or nothing yet."""


def answer(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    """Take an answer for what it is. No and stop never need a valid seal; a stale yes is asked afresh."""
    member = tap.person.member
    if tap.purpose == Purpose.MEMBERSHIP:
        return _membership(session, vault, tap, choices=choices)
    if member is None:
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP) if tap.is_yes else NothingSent()
    if tap.is_yes:
        return _accept(session, vault, tap, member)
    return _refuse(session, member, tap) if tap.purpose in purposes.FURTHER else decline(session, member, tap)


def _membership(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    member = tap.person.member
    if member is not None:
        return _renew(session, vault, tap, member) or _as_member(session, tap, member)
    if tap.is_yes:
        return _join(session, vault, tap, choices=choices)
    counts.add(session, UNDER_AGE if tap.age == UNDER else "refused", now=tap.now)
    return UnderAge() if tap.age == UNDER else MembershipRefused()


def _join(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    good = _good_seal(session, vault, tap)
    if good is None:
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP)
    notice, seal = good
    if inbox.was_taken(session, tap.person.person_key, KEPT_OUT, since=seal.asked_at):
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP)
    age = AGES.get(tap.age) if choices.asks_age else None
    if choices.asks_age and age is None:
        counts.add(session, "asked_age", now=tap.now)
        return AgeAsked(tap.token, choices.minimum_age)
    member = people.join(
        session,
        vault,
        tap.person,
        notice=notice,
        seal=seal,
        token=tap.token,
        evidence=tap.evidence,
        now=tap.now,
        age=age,
    )
    user_id = tap.person.user_id
    welcome = welcomes.give(session, vault, member, user_id, choices=choices, now=tap.now)
    gifts = len(coupons.welcome(session, member, now=tap.now))
    return Joined(member, welcome, _ask(session, vault, tap, Purpose.ANNOUNCEMENTS, notice.language), gifts)


def _accept(session: Session, vault: Vault, tap: Tap, member: Member) -> Outcome:
    if consent.was_used(session, tap.token) and consent.is_given(session, member, tap.purpose):
        return AlreadyAccepted(tap.purpose)
    good = _good_seal(session, vault, tap)
    if good is None or _answered_since(session, member, tap.purpose, good[1]):
        return _ask_again(session, vault, tap, tap.purpose)
    yes = Yes(*good, tap.token, tap.evidence, tap.now)
    if tap.purpose in purposes.FURTHER:
        accepting.one(session, member, tap.purpose, yes)
        return Accepted(tap.purpose)
    is_narrowed = tap.purpose == Purpose.SERVICE and consent.is_given(session, member, Purpose.ANNOUNCEMENTS)
    accepting.unasked(session, member, tap.purpose, yes)
    return Accepted(tap.purpose, one_under_way=is_narrowed and sendings.is_open_for(session, member))


def _as_member(session: Session, tap: Tap, member: Member) -> Outcome:
    if tap.is_yes:
        return AlreadyMember(member)
    return LeaveAsked(people.belongings(session, member, now=tap.now))


def _renew(session: Session, vault: Vault, tap: Tap, member: Member) -> Outcome | None:
    """Take a member's answer to words that reach further; a no leaves the old yes as it was.

    It needs no valid seal, only to stand below that question and not below the one of joining.
    """
    seal = seals.read(vault, tap.person.person_key, tap.token)
    if seal is None or seal.asked_at < member.joined_at:
        return None
    if not purposes.is_outgrown(session, member, Purpose.MEMBERSHIP, now=tap.now):
        return None
    if not tap.is_yes:
        return KeptAsBefore()
    good = _good_seal(session, vault, tap)
    if good is None:
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP)
    accepting.one(session, member, Purpose.MEMBERSHIP, Yes(*good, tap.token, tap.evidence, tap.now))
    return Accepted(Purpose.MEMBERSHIP)


def _refuse(session: Session, member: Member, tap: Tap) -> Refused:
    """Write down a no to one further purpose."""
    refusals.write(session, member, (tap.purpose,), evidence=tap.evidence, now=tap.now)
    counts.add(session, f"declined_{tap.purpose}", source=member.source, now=tap.now)
    return Refused(tap.purpose)


def decline(session: Session, member: Member, tap: Tap) -> Declined:
    """Write down a no to everything unasked."""
    refusals.write(session, member, consent.UNASKED, evidence=tap.evidence, now=tap.now)
    counts.add(session, "declined", source=member.source, now=tap.now)
    return Declined(sendings.is_open_for(session, member))


def stop(
    session: Session,
    member: Member,
    *,
    purposes: tuple[Purpose, ...] = consent.UNASKED,
    evidence: Evidence,
    now: datetime,
) -> Declined | NothingSent:
    """Stop at once, without a question; the no is noted even where nothing is sent."""
    was_given = any(consent.is_given(session, member, purpose) for purpose in purposes)
    refusals.write(session, member, _all_that_stops(session, member, purposes), evidence=evidence, now=now)
    if was_given:
        counts.add(session, "stopped", source=member.source, now=now)
    is_open = sendings.is_open_for(session, member)
    return Declined(is_open) if was_given or is_open else NothingSent()


def _all_that_stops(session: Session, member: Member, purposes: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
    """The word that stops everything also ends the look at purchases, as its notice says."""
    analysed = purposes == consent.UNASKED and consent.is_given(session, member, Purpose.ANALYSIS)
    return (*purposes, Purpose.ANALYSIS) if analysed else purposes


def _good_seal(session: Session, vault: Vault, tap: Tap) -> tuple[Notice, seals.Seal] | None:
    """Give words and seal if the seal is this person's, in time, unused, and its words are in force."""
    seal = seals.read(vault, tap.person.person_key, tap.token)
    if seal is None or not seal.is_in_time(tap.now):
        return None
    locks.name(session, f"seal:{seals.fingerprint(tap.token)}")
    notice = session.get(Notice, seal.notice_id)
    if notice is None or notice.purpose != notices.asked_under(tap.purpose):
        return None
    if not notices.is_live(session, notice, now=tap.now) or consent.was_used(session, tap.token):
        return None
    return notice, seal


def _answered_since(session: Session, member: Member, purpose: Purpose, seal: seals.Seal) -> bool:
    newer = select(Consent.member_id).where(
        Consent.member_id == member.id,
        Consent.purpose.in_(consent.UNASKED if purpose in consent.UNASKED else (purpose,)),
        Consent.answered_at > seal.asked_at,
    )
    return session.scalar(newer.limit(1)) is not None


def _ask_again(session: Session, vault: Vault, tap: Tap, purpose: Purpose) -> AskedAgain:
    return AskedAgain(_ask(session, vault, tap, purpose, tap.language))


def _ask(session: Session, vault: Vault, tap: Tap, purpose: Purpose, language: str) -> Question:
    counts.add(session, f"asked_{purpose}", now=tap.now)
    return consent.ask(session, vault, tap.person.person_key, purpose, language=language, now=tap.now)
