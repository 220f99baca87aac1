"""Canaries: a large announcement goes to a few first, and halts where too many of them stop or block."""

import math
import uuid
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.canaries import Canary, CanaryState
from models.consents import Consent, Purpose
from models.sendings import Delivery, Sending, SendingState
from services import announcements, recipients, spreads
from services.settings import Choices

FROM, LEAST = 2_000, 200
"""From so many people on a few go first, and how many these are at least."""
WATCH = timedelta(minutes=30)
LIMIT, FEWEST = 0.01, 5
"""The share of stops and blocks that is too much, and how many there have to be before any share counts."""
Z = 1.6449
"""The normal distribution's 95th percentile."""
PAST = 10
"""So many earlier ones make the shop's own baseline."""
_ALIVE = (AnnouncementState.SENDING, AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA)
_OPEN = (CanaryState.GOING, CanaryState.WATCHING, CanaryState.HALTED)
_JUDGED = (CanaryState.PASSED, CanaryState.HALTED, CanaryState.RELEASED)


def begin(session: Session, announcement: Announcement, *, choices: Choices, now: datetime) -> None:
    """Once the plan is whole, hold back all but the first few; a recall waits for nobody."""
    goes = announcement.state in (AnnouncementState.SENDING, AnnouncementState.OUT_OF_QUOTA)
    if not goes or announcement.is_safety or not choices.canary_share or announcement.planned < FROM:
        return
    people = max(LEAST, math.ceil(announcement.planned * choices.canary_share / 100))
    _choose(session, announcement, people)
    mine = Sending.announcement_id == announcement.id
    _quietly(session, mine & Sending.is_canary.is_(False), next_at=Sending.valid_until)
    state = CanaryState.GOING
    session.add(Canary(announcement_id=announcement.id, state=state, people=people, begun_at=now))
    session.flush()


def of(session: Session, announcement: Announcement) -> Canary | None:
    """Give the first few of an announcement, where there are such."""
    return session.get(Canary, announcement.id)


def open_ones(session: Session) -> list[int]:
    """Name the announcements whose first few are still looked at."""
    found = select(Canary.announcement_id).join(Announcement, Announcement.id == Canary.announcement_id)
    return list(session.scalars(found.where(Canary.state.in_(_OPEN), Announcement.state.in_(_ALIVE))))


def step(session: Session, announcement_id: int, *, choices: Choices, now: datetime) -> CanaryState | None:
    """Go one step on where there is one: watch, judge, or let the rest go; None: somebody else is at it."""
    one = select(Canary).where(Canary.announcement_id == announcement_id, Canary.state.in_(_OPEN))
    locked = one.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    canary = session.scalar(locked)
    if canary is None:
        return None
    announcement = announcements.find(session, announcement_id)
    if canary.state == CanaryState.GOING and not _is_going(session, announcement, now):
        canary.state = CanaryState.WATCHING
        canary.watched_until = _end(announcement, canary, choices, now)
    elif canary.state == CanaryState.WATCHING and canary.watched_until and canary.watched_until <= now:
        _judge(session, announcement, canary, now)
    elif canary.state == CanaryState.HALTED and announcement.state == AnnouncementState.SENDING:
        _let_go(session, canary, CanaryState.RELEASED, now)
    session.flush()
    return canary.state


def lower_bound(stops: int, people: int) -> float:
    """Give the share that is surpassed with 95 % certainty: Wilson's score bound, one-sided.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), pages 209-212; without a correction for continuity.
    """
    if not people:
        return 0.0
    share, squared = stops / people, Z * Z
    spread = Z * math.sqrt(share * (1 - share) / people + squared / (4 * people * people))
    return max((share + squared / (2 * people) - spread) / (1 + squared / people), 0.0)


def is_too_much(stops: int, people: int, baseline: float) -> bool:
    """Tell whether so many of so many are more than chance, the limit and the shop's own habit explain."""
    return stops >= FEWEST and lower_bound(stops, people) > max(LIMIT, baseline)


def baseline(session: Session) -> float:
    """Give the share of stops and blocks among the first few of the shop's last announcements."""
    past = select(Canary.stops, Canary.people).where(Canary.state.in_(_JUDGED))
    last = past.order_by(Canary.begun_at.desc()).limit(PAST).subquery()
    stops, people = session.execute(select(func.sum(last.c.stops), func.sum(last.c.people))).one()
    return int(stops) / int(people) if people else 0.0


def _choose(session: Session, announcement: Announcement, people: int) -> None:
    """Mark sendings in the order of their keys, which is by chance, until so many people are in them."""
    mine = select(Sending).where(Sending.announcement_id == announcement.id)
    for sending in session.scalars(mine.order_by(Sending.retry_key).limit(people)):
        if people <= 0:
            return
        if sending.carried > people:
            _part(session, sending, keep=people)
        sending.is_canary = True
        people -= sending.carried
    session.flush()


def _part(session: Session, sending: Sending, *, keep: int) -> None:
    """Leave so many people in it, and put the others into a sending of their own."""
    members = select(Delivery.member_id).where(Delivery.sending_id == sending.id).order_by(Delivery.member_id)
    others = list(session.scalars(members.offset(keep)))
    same = ("announcement_id", "kind", "purpose", "language", "next_at", "valid_until", "created_at")
    rest = Sending(**{name: getattr(sending, name) for name in same})
    rest.retry_key, rest.recipients, rest.carried = str(uuid.uuid4()), len(others), len(others)
    session.add(rest)
    session.flush()
    recipients.move(session, sending, others, to=rest)


def _is_going(session: Session, announcement: Announcement, now: datetime) -> bool:
    """Some of the first calls are still to be made; one that waits for its people's own hours is not."""
    soon = and_(Sending.state == SendingState.WAITING, Sending.next_at <= now + timedelta(minutes=10))
    mine = select(Sending.id).where(Sending.announcement_id == announcement.id, Sending.is_canary)
    return session.scalar(mine.where(or_(soon, Sending.state == SendingState.CALLING)).limit(1)) is not None


def _end(announcement: Announcement, canary: Canary, choices: Choices, now: datetime) -> datetime:
    """Watch for half an hour, or less where the rest could not be told any more before the last moment."""
    minutes = (
        (announcement.planned - canary.people) / choices.pace_per_minute if choices.pace_per_minute else 0
    )
    last = announcement.valid_until or now + WATCH
    return max(min(now + WATCH, last - timedelta(minutes=minutes + 1)), now)


def _judge(session: Session, announcement: Announcement, canary: Canary, now: datetime) -> None:
    usual = baseline(session)
    canary.people, canary.stops = _counted(session, announcement, canary)
    if not is_too_much(canary.stops, canary.people, usual):
        _let_go(session, canary, CanaryState.PASSED, now)
        return
    canary.state = CanaryState.HALTED
    if announcement.state == AnnouncementState.SENDING:
        announcements.pause(session, announcement, now=now)


def _counted(session: Session, announcement: Announcement, canary: Canary) -> tuple[int, int]:
    """Count whom it reached, and who of them has stopped, blocked or left since."""
    answer = and_(Consent.member_id == Delivery.member_id, Consent.purpose == Purpose.ANNOUNCEMENTS)
    stopped = or_(
        Consent.member_id.is_(None),
        and_(Consent.is_given.is_(False), Consent.answered_at >= canary.begun_at),
    )
    row = session.execute(
        select(func.count(), func.count().filter(stopped))
        .select_from(Delivery)
        .join(Sending, Sending.id == Delivery.sending_id)
        .outerjoin(Consent, answer)
        .where(Sending.announcement_id == announcement.id, Sending.is_canary, Delivery.dropped.is_(None))
        .where(Sending.state.in_((SendingState.ACCEPTED, SendingState.UNKNOWN)))
    ).one()
    return int(row[0]), int(row[1])


def _let_go(session: Session, canary: Canary, state: CanaryState, now: datetime) -> None:
    """Make the rest due, over the time that was chosen for all of it."""
    held = and_(
        Sending.announcement_id == canary.announcement_id,
        Sending.state == SendingState.WAITING,
        Sending.is_canary.is_(False),
        Sending.next_at >= Sending.valid_until,
    )
    _quietly(session, held, next_at=now)
    spreads.lay(session, session.get_one(Announcement, canary.announcement_id), now=now)
    canary.state = state


def _quietly(session: Session, condition: object, **values: object) -> None:
    session.execute(
        update(Sending)
        .where(condition)  # type: ignore[arg-type]  # it is one
        .values(**values)
        .execution_options(synchronize_session=False)
    )
