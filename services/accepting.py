"""Accepting: what a yes writes into the ledger, and what stands beside it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.consents import Answer, Purpose
from models.members import Member
from models.notices import Notice
from services import consent, counts, refusals, seals, topics
from services.consent import Evidence


@dataclass(frozen=True)
class Yes:
    """A yes that counts: under which words, by which button, proven by what."""

    notice: Notice
    seal: seals.Seal
    token: str
    evidence: Evidence
    now: datetime


def unasked(session: Session, member: Member, purpose: Purpose, yes: Yes) -> None:
    """Open what may be sent unasked: everything with `announcements`, only expiry with `service`."""
    wanted = (Purpose.SERVICE,) if purpose == Purpose.SERVICE else consent.UNASKED
    for one in consent.UNASKED:
        verdict, reason = (
            (name(session, member, one), None) if one in wanted else refusals.name(session, member, one)
        )
        _write(session, member, one, verdict, yes, reason=reason)
    if purpose == Purpose.ANNOUNCEMENTS:
        news = topics.by_code(session, topics.NEWS)
        topics.want(session, member, news.id, is_wanted=True, now=yes.now)
    counts.add(session, f"accepted_{purpose}", source=member.source, now=yes.now)


def one(session: Session, member: Member, purpose: Purpose, yes: Yes) -> None:
    """Open one purpose that stands by itself, or the new terms of one that is open."""
    _write(session, member, purpose, name(session, member, purpose), yes)
    counts.add(session, f"accepted_{purpose}", source=member.source, now=yes.now)


def name(session: Session, member: Member, purpose: Purpose) -> Answer:
    """Name a yes: to what was open already it confirms, under the words of today."""
    return Answer.RECONFIRMED if consent.is_given(session, member, purpose) else Answer.GIVEN


def _write(
    session: Session,
    member: Member,
    purpose: Purpose,
    verdict: Answer,
    yes: Yes,
    *,
    reason: str | None = None,
) -> None:
    consent.record(
        session,
        member,
        purpose,
        verdict,
        evidence=yes.evidence,
        now=yes.now,
        notice=yes.notice,
        reason=reason,
        seal=yes.seal,
        token=yes.token,
    )
