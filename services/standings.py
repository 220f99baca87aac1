"""Standings: the one statement that reads again whether people in sendings may be written to."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from models.announcements import Announcement
from models.base import Instant
from models.consents import Purpose
from models.keys import MemberKey
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from models.sendings import Delivery, Dropped, Sending
from services import audiences, consent, courtesy, safety
from services.courtesy import Accepted

QUIET = "quiet"
PLANNED = bindparam("planned_at", type_=Instant())


@dataclass(frozen=True)
class Shape:
    """All that the words of a statement depend on; the rest are its values."""

    purpose: Purpose
    waives_courtesy: bool
    has_topic: bool
    is_ambiguous: bool
    is_stricter: bool
    """The shop changed a limit since the plan."""


def shape_of(sending: Sending, announcement: Announcement | None, *, is_stricter: bool) -> Shape:
    assert sending.purpose is not None, "a test sending has no people of its own"
    waives = safety.waives_courtesy(sending, announcement)
    is_of_many = announcement is not None
    return Shape(sending.purpose, waives, is_of_many, bool(sending.is_ambiguous), is_stricter)


@cache
def people(shape: Shape) -> Select[Any]:
    """Everybody in some sendings who was not dropped, what a call needs of them, and why not (or NULL)."""
    people = (
        select(
            Delivery.sending_id,
            Delivery.member_id,
            Member.pid,
            Member.line_user_id,
            MemberKey.wrapped,
            case(*_reasons(shape), else_=null()).label("why"),
            Notice.quiet_until,
            Preference.hours_from,
        )
        .select_from(Delivery)
        .outerjoin(Member, Member.id == Delivery.member_id)
        .outerjoin(MemberKey, MemberKey.member_pid == Member.pid)
        .where(Delivery.sending_id.in_(bindparam("sendings", expanding=True)), Delivery.dropped.is_(None))
        .order_by(Delivery.sending_id, Delivery.member_id)
    )
    return audiences.with_wishes(people, shape.purpose)


def _reasons(shape: Shape) -> list[tuple[ColumnElement[bool], str]]:
    """Why not, in order. Another consent than the planned one is no proof for this message."""
    covered = and_(
        consent.is_reachable(shape.purpose, answer=Accepted),
        courtesy.is_promised(shape.purpose),
        Accepted.entry_id == Delivery.consent_entry_id,
    )
    reasons: list[tuple[ColumnElement[bool], str]] = [
        (MemberKey.wrapped.is_(None), Dropped.ERASED.value),
        (not_(func.coalesce(covered, false())), Dropped.LEFT.value),
    ]
    if shape.waives_courtesy:
        return reasons
    reasons.append((courtesy.is_paused(), Dropped.LEFT.value))
    if shape.has_topic:
        reasons.append((audiences.is_topic_off(), Dropped.LEFT.value))
    if shape.has_topic and not shape.is_ambiguous:
        reasons.append((_had_enough(is_stricter=shape.is_stricter), Dropped.CAP.value))
    return [*reasons, (courtesy.is_quiet(), QUIET)]


def _had_enough(*, is_stricter: bool) -> ColumnElement[bool]:
    """Since the plan the shop may have changed its limits, the member a rhythm, or a letter may have come.

    Nothing else can fill up what had room then: plans count what waits. A letter does so too, but by the
    words that cover letters; those that cover announcements may promise less.
    """
    told = courtesy.told(besides=Delivery.__table__.c.sending_id)
    over_cap = courtesy.is_over_cap(told)
    chosen = case((Preference.changed_at >= PLANNED, courtesy.is_over_rhythm(told)), else_=false())
    if is_stricter:
        return or_(chosen, over_cap, courtesy.is_slowed(told))
    return or_(chosen, case((_has_letters(), over_cap), else_=false()))


def _has_letters() -> ColumnElement[bool]:
    letter = aliased(Delivery)
    return exists().where(letter.member_id == Member.id, letter.announcement_id.is_(None))
