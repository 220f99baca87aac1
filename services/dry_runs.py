"""Dry runs: who would get an announcement now, who would not and why, and what it would cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.members import Language, Member
from services import audiences, costs, japan, quotas
from services.audiences import Audience
from services.costs import Estimate
from services.quotas import Month
from services.settings import Choices

QUOTA = "quota"
"""More people than messages: nobody gets it, rather than some."""
SAMPLE = 5


@dataclass(frozen=True)
class Figures:
    """What was counted at one moment, for one topic."""

    audience: Audience
    month: Month | None
    letters: int
    """Letters of service to be expected until the month ends."""
    scheduled: int
    """Other announcements that will go out before it does."""
    counted_at: datetime


@dataclass(frozen=True)
class Reach:
    """What an announcement would come to."""

    reachable: int
    excluded: Mapping[str, int]
    estimate: Estimate
    counted_at: datetime


@dataclass(frozen=True)
class Somebody:
    """One of the people judged, told so that nobody is recognised."""

    since: int
    """The year in which they joined."""
    language: Language
    reason: str | None
    """Why not; None: they would get it."""


def count(session: Session, announcement: Announcement, *, choices: Choices, now: datetime) -> Figures:
    """Judge every member as the plan would, and look at the month."""
    audience = audiences.of(session, announcement, choices=choices, now=now)
    letters = costs.letters_ahead(session, now=now, choices=choices)
    scheduled = costs.scheduled_ahead(session, now=now)
    return Figures(audience, quotas.month(session, now=now), letters, scheduled, now)


def reach(figures: Figures, *, choices: Choices, is_safety: bool = False) -> Reach:
    """Say what the figures mean: with fewer messages than people, nobody would get it."""
    people = figures.audience.reachable
    estimate = costs.estimate(
        people,
        figures.month,
        letters=figures.letters,
        scheduled=figures.scheduled,
        choices=choices,
        is_safety=is_safety,
    )
    if not estimate.is_too_much:
        return Reach(people, figures.audience.excluded, estimate, figures.counted_at)
    return Reach(0, {**figures.audience.excluded, QUOTA: people}, estimate, figures.counted_at)


def sample(
    session: Session, announcement: Announcement, *, choices: Choices, now: datetime
) -> list[Somebody]:
    """Give a few of all members, far from each other, others at another second."""
    judged = audiences.judged(announcement, now=now).add_columns(Member.joined_at)
    given = audiences.values(announcement, choices, now=now)
    first, last = session.execute(select(func.min(Member.id), func.max(Member.id))).one()
    found: dict[int, Somebody] = {}
    for number in range(SAMPLE if first is not None else 0):
        at = first + int((last - first) * (number + now.second / 60) / SAMPLE)
        unseen = judged.where(Member.id >= max(at, *found, first), Member.id.not_in(found))
        row = session.execute(unseen.order_by(Member.id).limit(1), given).first()
        if row is not None:
            found[row.id] = Somebody(japan.day(row.joined_at).year, Language(row.language), row.reason)
    return list(found.values())
