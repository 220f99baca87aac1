"""Answers: what a tap on a consent button does, and what a word that stops does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import base
from models.consents import Answer, Consent, Purpose
from models.members import Member
from models.notices import Notice
from services import consent, counts, inbox, notices, people, points, refusals, seals, sendings, topics
from services.consent import Evidence, Question
from services.people import Belongings, Person
from services.settings import Choices
from services.vault import Vault

KEPT_OUT = "declined"
"""The occasion at which a refusal is answered: all that tells of it while the inbox still knows."""


@dataclass(frozen=True)
class Joined:
    """Somebody became a member; the next question follows."""

    member: Member
    welcome_points: int
    next: Question


@dataclass(frozen=True)
class AlreadyMember:
    """They are a member already."""

    member: Member


@dataclass(frozen=True)
class MembershipRefused:
    """They would rather not; nothing is kept."""


@dataclass(frozen=True)
class AskedAgain:
    """The button is too old, was used, or is for other words: the same question with a fresh one."""

    question: Question


@dataclass(frozen=True)
class Accepted:
    """They want to hear: everything (`announcements`), or word of expiring points only (`service`)."""

    purpose: Purpose
    one_under_way: bool = False
    """An announcement was still open when only expiry was chosen."""


@dataclass(frozen=True)
class AlreadyAccepted:
    """The identical tap again."""

    purpose: Purpose


@dataclass(frozen=True)
class Declined:
    """They would rather not hear; whatever came before is stopped."""

    one_under_way: bool


@dataclass(frozen=True)
class NothingSent:
    """Somebody stops what they do not get."""


@dataclass(frozen=True)
class LeaveAsked:
    """A member tapped *do not register*: that is the question of leaving, and erases nothing."""

    belongings: Belongings


Outcome = (
    Joined
    | AlreadyMember
    | MembershipRefused
    | AskedAgain
    | Accepted
    | AlreadyAccepted
    | Declined
    | NothingSent
    | LeaveAsked
)


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


def answer(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    """Take an answer for what it is. No and stop never need a valid seal; a stale yes is asked afresh."""
    member = tap.person.member
    if tap.purpose == Purpose.MEMBERSHIP:
        return _membership(session, vault, tap, choices=choices)
    if member is None:
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP) if tap.is_yes else NothingSent()
    return _accept(session, vault, tap, member) if tap.is_yes else decline(session, member, tap)


def _membership(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    member = tap.person.member
    if member is not None:
        if tap.is_yes:
            return AlreadyMember(member)
        return LeaveAsked(people.belongings(session, member, now=tap.now))
    if tap.is_yes:
        return _join(session, vault, tap, choices=choices)
    counts.add(session, "refused", now=tap.now)
    return MembershipRefused()


def _join(session: Session, vault: Vault, tap: Tap, *, choices: Choices) -> Outcome:
    good = _good_seal(session, vault, tap)
    if good is None:
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP)
    notice, seal = good
    if inbox.last_said(session, tap.person.person_key, KEPT_OUT, since=seal.asked_at):
        return _ask_again(session, vault, tap, Purpose.MEMBERSHIP)
    member = people.join(
        session,
        vault,
        tap.person,
        notice=notice,
        seal=seal,
        token=tap.token,
        evidence=tap.evidence,
        now=tap.now,
    )
    welcome = points.welcome(session, member, choices=choices, now=tap.now)
    return Joined(member, welcome, _ask(session, vault, tap, Purpose.ANNOUNCEMENTS, notice.language))


def _accept(session: Session, vault: Vault, tap: Tap, member: Member) -> Outcome:
    if consent.was_used(session, tap.token) and consent.is_given(session, member, tap.purpose):
        return AlreadyAccepted(tap.purpose)
    good = _good_seal(session, vault, tap)
    if good is None or _answered_since(session, member, good[1]):
        return _ask_again(session, vault, tap, tap.purpose)
    notice, seal = good
    is_narrowed = tap.purpose == Purpose.SERVICE and consent.is_given(session, member, Purpose.ANNOUNCEMENTS)
    wanted = (Purpose.SERVICE,) if tap.purpose == Purpose.SERVICE else consent.UNASKED
    for purpose in consent.UNASKED:
        verdict, reason = (
            (Answer.GIVEN, None) if purpose in wanted else refusals.name(session, member, purpose)
        )
        consent.record(
            session,
            member,
            purpose,
            verdict,
            evidence=tap.evidence,
            now=tap.now,
            notice=notice,
            reason=reason,
            seal=seal,
            token=tap.token,
        )
    if tap.purpose == Purpose.ANNOUNCEMENTS:
        news = topics.by_code(session, topics.NEWS)
        topics.want(session, member, news.id, is_wanted=True, now=tap.now)
    counts.add(session, f"accepted_{tap.purpose}", source=member.source, now=tap.now)
    return Accepted(tap.purpose, one_under_way=is_narrowed and sendings.is_open_for(session, member))


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
    refusals.write(session, member, purposes, evidence=evidence, now=now)
    if was_given:
        counts.add(session, "stopped", source=member.source, now=now)
    is_open = sendings.is_open_for(session, member)
    return Declined(is_open) if was_given or is_open else NothingSent()


def _good_seal(session: Session, vault: Vault, tap: Tap) -> tuple[Notice, seals.Seal] | None:
    """Give words and seal if the seal is this person's, in time, unused, and its words are in force."""
    seal = seals.read(vault, tap.person.person_key, tap.token)
    if seal is None or not seal.is_in_time(tap.now):
        return None
    base.lock(session, f"seal:{seals.fingerprint(tap.token)}")
    notice = session.get(Notice, seal.notice_id)
    if notice is None or notice.purpose != notices.asked_under(tap.purpose):
        return None
    if not notices.is_live(session, notice, now=tap.now) or consent.was_used(session, tap.token):
        return None
    return notice, seal


def _answered_since(session: Session, member: Member, seal: seals.Seal) -> bool:
    newer = select(Consent.member_id).where(
        Consent.member_id == member.id,
        Consent.purpose.in_(consent.UNASKED),
        Consent.answered_at > seal.asked_at,
    )
    return session.scalar(newer.limit(1)) is not None


def _ask_again(session: Session, vault: Vault, tap: Tap, purpose: Purpose) -> AskedAgain:
    return AskedAgain(_ask(session, vault, tap, purpose, tap.language))


def _ask(session: Session, vault: Vault, tap: Tap, purpose: Purpose, language: str) -> Question:
    counts.add(session, f"asked_{purpose}", now=tap.now)
    return consent.ask(session, vault, tap.person.person_key, purpose, language=language, now=tap.now)
