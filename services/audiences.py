"""Audiences: who may be written to now, and why the others may not."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from models.announcements import Announcement
from models.consents import Purpose
from models.members import Member
from models.notices import Notice
from models.preferences import Preference
from models.topics import MemberTopic
from services import consent, contents, courtesy, giveaways, safety, validity
from services.courtesy import Accepted, Told, Window
from services.settings import Choices

FIRST, LAST = (bindparam(name, type_=BigInteger) for name in ("first", "last"))
TOPIC = bindparam("topic", type_=BigInteger)
_SLICE = select(Member.id).where(Member.id >= FIRST).order_by(Member.id)
_LAST = select(func.max(_SLICE.limit(bindparam("members", type_=Integer)).subquery().c.id))


class Excluded(enum.StrEnum):
    """Why a member is left out, in the order in which the reasons are looked for."""

    NO_CONSENT = "no_consent"
    NOT_NAMED = "not_named"
    """The words they agreed to name no safety announcements."""
    BLOCKED = "blocked"
    TOPIC_OFF = "topic_off"
    PAUSED = "paused"
    RHYTHM = "rhythm"
    SLOWED = "slowed"
    """The shop writes half as often for a while, since too many had stopped or blocked."""
    CAP = "cap"
    HOURS = "hours"
    COUPON = "coupon"
    """They had as many copies of its coupon as one may, it is for other ranks, or there are none left."""


@dataclass(frozen=True)
class Audience:
    """How many an announcement would reach, and how many it would not, by their first reason."""

    reachable: int
    excluded: Mapping[str, int]


def of(session: Session, announcement: Announcement, *, choices: Choices, now: datetime) -> Audience:
    """Count as the plan would if it ran now, in one statement."""
    window = _window(announcement, now)
    counts = session.execute(_counts(_shape(announcement, window)), values(announcement, choices, now=now))
    by_reason: dict[str | None, int] = dict(counts.all())
    return Audience(by_reason.pop(None, 0), in_order(by_reason))


def in_order(by_reason: Mapping[str | None, int]) -> dict[str, int]:
    """Sort counts as the reasons are looked for, and leave out the zeros."""
    return {reason.value: by_reason[reason] for reason in Excluded if by_reason.get(reason)}


def next_members(
    session: Session, announcement: Announcement, *, choices: Choices, now: datetime, limit: int
) -> Sequence[Row[Any]]:
    """Judge those after the bookmark: id, language, the consent that covers them, and why not (or None)."""
    shape = _shape(announcement, _window(announcement, now))
    first = announcement.bookmark + 1
    last = session.scalar(_LAST, {"first": first, "members": limit})
    if last is None:
        return []
    given = values(announcement, choices, now=now) | {"first": first, "last": last}
    session.flush()
    return session.connection().execute(_between(shape), given).all()


def judged(announcement: Announcement, *, now: datetime) -> Select[Any]:
    """Judge every member: rows as `next_members` gives them; it is executed with `values`."""
    return _judged(_shape(announcement, _window(announcement, now)))


def values(announcement: Announcement, choices: Choices, *, now: datetime) -> dict[str, Any]:
    """Give what a statement over an announcement's audience is executed with."""
    window = _window(announcement, now)
    return courtesy.values(choices, now=now, window=window) | {
        "topic": announcement.topic_id,
        "coupon": contents.read(announcement.content or {}).coupon_id,
    }


@dataclass(frozen=True)
class _Shape:
    """All that the words of a statement depend on; the rest are its values."""

    is_safety: bool
    is_all_day: bool
    has_coupon: bool


def _shape(announcement: Announcement, window: Window) -> _Shape:
    has_coupon = contents.read(announcement.content or {}).coupon_id is not None
    return _Shape(bool(announcement.is_safety), window.is_all_day, has_coupon)


@cache
def _judged(shape: _Shape) -> Select[Any]:
    return with_wishes(_each(shape), safety.purpose_of(is_safety=shape.is_safety))


@cache
def _between(shape: _Shape) -> Select[Any]:
    """Judge a slice. Its bounds are told for every table, else PostgreSQL reads each from its beginning."""
    slice_of = _each(shape).where(Member.id.between(FIRST, LAST)).order_by(Member.id)
    return with_wishes(slice_of, safety.purpose_of(is_safety=shape.is_safety), is_slice=True)


def _each(shape: _Shape) -> Select[Any]:
    """Judge each member by what is looked up for them."""
    return _members(_of_safety() if shape.is_safety else _reasons(shape, courtesy.told(), is_topic_off()))


def _members(reasons: Sequence[tuple[ColumnElement[bool], str]]) -> Select[Any]:
    return select(
        Member.id,
        type_coerce(Member.language, String).label("language"),
        Accepted.entry_id,
        case(*reasons, else_=null()).label("reason"),
    ).select_from(Member)


@cache
def _counts(shape: _Shape) -> Select[Any]:
    each = (_judged(shape) if shape.is_safety else _judged_in_one_go(shape)).subquery()
    return select(each.c.reason, func.count()).group_by(each.c.reason)


def _judged_in_one_go(shape: _Shape) -> Select[Any]:
    """Judge everybody by what is joined: looking each up costs more, and PostgreSQL shares it with nobody."""
    told, off = courtesy.told_to_all(), aliased(MemberTopic)
    members = _members(_reasons(shape, courtesy.read(told), off.member_id.is_not(None)))
    is_theirs = and_(off.member_id == Member.id, off.topic_id == TOPIC, off.is_wanted.is_(False))
    everybody = with_wishes(members, Purpose.ANNOUNCEMENTS).outerjoin(off, is_theirs)
    return everybody.outerjoin(told, told.c.member_id == Member.id)


def with_wishes(statement: Select[Any], purpose: Purpose, *, is_slice: bool = False) -> Select[Any]:
    """Join what courtesy looks at: the member's answer, the notice it was given under, the preferences.

    A slice has only members from `first` to `last`.
    """
    covers = and_(Accepted.member_id == Member.id, Accepted.purpose == purpose)
    wishes = Preference.member_id == Member.id
    if is_slice:
        covers = and_(covers, Accepted.member_id.between(FIRST, LAST))
        wishes = and_(wishes, Preference.member_id.between(FIRST, LAST))
    return (
        statement.outerjoin(Accepted, covers)
        .outerjoin(Notice, Notice.id == Accepted.notice_id)
        .outerjoin(Preference, wishes)
    )


def is_topic_off() -> ColumnElement[bool]:
    """The member does not want to hear about the `topic` that is given; no row means yes."""
    return (
        select(literal(1))
        .where(
            MemberTopic.member_id == Member.id,
            MemberTopic.topic_id == TOPIC,
            MemberTopic.is_wanted.is_(False),
        )
        .correlate(Member)
        .exists()
    )


def _window(announcement: Announcement, now: datetime) -> Window:
    opens = max(now, announcement.scheduled_at or now)
    return Window(opens, announcement.valid_until or validity.default_end(opens))


def _has_given(purpose: Purpose) -> ColumnElement[bool]:
    return consent.has_given(purpose, answer=Accepted)


def _reasons(shape: _Shape, told: Told, is_off: ColumnElement[bool]) -> list[tuple[ColumnElement[bool], str]]:
    return [
        (
            not_(and_(_has_given(Purpose.ANNOUNCEMENTS), courtesy.is_promised(Purpose.ANNOUNCEMENTS))),
            Excluded.NO_CONSENT,
        ),
        (not_(consent.is_reachable(Purpose.ANNOUNCEMENTS, answer=Accepted)), Excluded.BLOCKED),
        (is_off, Excluded.TOPIC_OFF),
        (courtesy.is_paused(), Excluded.PAUSED),
        (courtesy.is_over_rhythm(told), Excluded.RHYTHM),
        (courtesy.is_slowed(told), Excluded.SLOWED),
        (courtesy.is_over_cap(told), Excluded.CAP),
        (courtesy.is_closed(is_all_day=shape.is_all_day), Excluded.HOURS),
        *([(_wants_no_coupon(), Excluded.COUPON)] if shape.has_coupon else []),
    ]


def _wants_no_coupon() -> ColumnElement[bool]:
    return or_(giveaways.has_enough(), giveaways.is_for_others())


def _of_safety() -> list[tuple[ColumnElement[bool], str]]:
    """Consent alone counts: the yes to membership, under words that name safety announcements."""
    return [
        (not_(_has_given(Purpose.MEMBERSHIP)), Excluded.NO_CONSENT),
        (not_(courtesy.is_promised(Purpose.MEMBERSHIP)), Excluded.NOT_NAMED),
        (not_(consent.is_reachable(Purpose.MEMBERSHIP, answer=Accepted)), Excluded.BLOCKED),
    ]
