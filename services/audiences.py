"""Audiences: who may be written to now, and why the others may not."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, null, select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from models.topics import MemberTopic
from services import consent, courtesy, giveaways, safety, validity
from services.courtesy import Accepted, Window
from services.settings import Choices


class Excluded(enum.StrEnum):
    """Why a member is left out, in the order in which the reasons are looked for."""

    NO_CONSENT = "no_consent"
    NOT_NAMED = "not_named"
    """The words they agreed to name no safety announcements."""
    BLOCKED = "blocked"
    TOPIC_OFF = "topic_off"
    PAUSED = "paused"
    RHYTHM = "rhythm"
    CAP = "cap"
    HOURS = "hours"
    COUPON = "coupon"
    """They have had as many copies of its coupon as one may have, or there are none left."""


@dataclass(frozen=True)
class Audience:
    """How many an announcement would reach, and how many it would not, by their first reason."""

    reachable: int
    excluded: Mapping[str, int]


def of(session: Session, announcement: Announcement, *, choices: Choices, now: datetime) -> Audience:
    """Count as the plan would if it ran now, in one statement."""
    judged = judge(announcement, choices=choices, now=now).subquery()
    counts = select(judged.c.reason, func.count()).group_by(judged.c.reason)
    by_reason: dict[str | None, int] = dict(session.execute(counts).all())
    return Audience(by_reason.pop(None, 0), in_order(by_reason))


def in_order(by_reason: Mapping[str | None, int]) -> dict[str, int]:
    """Sort counts as the reasons are looked for, and leave out the zeros."""
    return {reason.value: by_reason[reason] for reason in Excluded if by_reason.get(reason)}


def judge(announcement: Announcement, *, choices: Choices, now: datetime) -> Select[Any]:
    """Judge every member: rows of id, language, the consent that covers them, and why not (or NULL)."""
    window = _window(announcement, now)
    reasons = _of_safety() if announcement.is_safety else _reasons(announcement, window, choices, now)
    judged = select(
        Member.id, Member.language, Accepted.entry_id, case(*reasons, else_=null()).label("reason")
    )
    return with_wishes(judged.select_from(Member), safety.purpose(announcement))


def with_wishes(statement: Select[Any], purpose: Purpose) -> Select[Any]:
    """Join what courtesy looks at: the member's answer, the notice it was given under, the preferences."""
    covers = and_(Accepted.member_id == Member.id, Accepted.purpose == purpose)
    return (
        statement.outerjoin(Accepted, covers)
        .outerjoin(Notice, Notice.id == Accepted.notice_id)
        .outerjoin(Preference, Preference.member_id == Member.id)
    )


def is_topic_off(topic_id: int) -> ColumnElement[bool]:
    """The member does not want to hear about this; no row means yes."""
    return (
        select(literal(1))
        .where(
            MemberTopic.member_id == Member.id,
            MemberTopic.topic_id == topic_id,
            MemberTopic.is_wanted.is_(False),
        )
        .correlate(Member)
        .exists()
    )


def _window(announcement: Announcement, now: datetime) -> Window:
    opens = max(now, announcement.scheduled_at or now)
    return Window(opens, announcement.valid_until or validity.default_end(opens))


def _reasons(
    announcement: Announcement, window: Window, choices: Choices, now: datetime
) -> list[tuple[ColumnElement[bool], str]]:
    return [
        (
            not_(and_(consent.has_given(Purpose.ANNOUNCEMENTS), courtesy.is_promised(Purpose.ANNOUNCEMENTS))),
            Excluded.NO_CONSENT,
        ),
        (not_(consent.is_reachable(Purpose.ANNOUNCEMENTS)), Excluded.BLOCKED),
        (is_topic_off(announcement.topic_id), Excluded.TOPIC_OFF),
        (courtesy.is_paused(now), Excluded.PAUSED),
        (courtesy.is_over_rhythm(now), Excluded.RHYTHM),
        (courtesy.is_over_cap(choices, now), Excluded.CAP),
        (courtesy.is_closed(choices, window), Excluded.HOURS),
        (giveaways.has_enough(announcement.content), Excluded.COUPON),
    ]


def _of_safety() -> list[tuple[ColumnElement[bool], str]]:
    """Consent alone counts: the yes to membership, under words that name safety announcements."""
    return [
        (not_(consent.has_given(Purpose.MEMBERSHIP)), Excluded.NO_CONSENT),
        (not_(courtesy.is_promised(Purpose.MEMBERSHIP)), Excluded.NOT_NAMED),
        (not_(consent.is_reachable(Purpose.MEMBERSHIP)), Excluded.BLOCKED),
    ]
