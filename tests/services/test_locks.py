"""Whoever changes rows that others change too takes turns with them, in one order for all."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import locks
from models.announcements import AnnouncementState
from models.coupons import Coupon, CouponGrant
from models.members import Member
from models.pace import Pace
from models.requests import RequestKind, RightsRequest
from models.sendings import Sending, SendingKind, SendingState
from services import (
    announcements,
    closings,
    coupons,
    outcomes,
    pace,
    plans,
    points,
    progress,
    requests,
    reversals,
    sendings,
)
from services.calls import Answer, Kind
from services.settings import Choices
from tests.clock import NOW, Clock
from tests.databases import Store
from tests.desk import ANYTIME, Desk
from tests.makers import Make, unlocked


def is_held_up(store: Store, work: Callable[[Session], Any], *, by: Callable[[Session], Any]) -> bool:
    """Tell whether the work of one waits for the other's transaction; both are done afterwards."""

    def do() -> None:
        with store.sessions.begin() as session:
            work(session)

    with store.sessions.begin() as session:
        by(session)
        other = threading.Thread(target=do)
        other.start()
        other.join(0.3)
        was_held_up = other.is_alive()
    other.join()
    return was_held_up


@pytest.mark.parametrize("work", [closings.expire, closings.end_waiting, closings.finish])
def test_two_schedulers_end_things_one_after_the_other(store: Store, work: Callable[..., Any]) -> None:
    def end(session: Session, now: datetime = NOW) -> None:
        work(session, now=now)

    assert is_held_up(store, end, by=end)


def test_whoever_cancels_waits_for_the_scheduler(store: Store) -> None:
    with store.sessions.begin() as session:
        draft = Make(session, unlocked(session)).announcement().id

    def cancel(session: Session) -> None:
        announcements.cancel(session, announcements.find(session, draft), now=NOW)

    assert is_held_up(store, cancel, by=lambda session: closings.end_waiting(session, now=NOW))


def test_a_plan_puts_nobody_into_a_sending_that_ends_meanwhile(store: Store) -> None:
    with store.sessions.begin() as session:
        desk = Desk(session, Make(session, unlocked(session)), Clock())
        first, *others = desk.members(3)
        desk.schedule()
        plans.plan_slice(session, now=NOW, choices=ANYTIME, members=1)

    def erase(session: Session) -> None:
        Make(session, unlocked(session)).erase(session.get_one(Member, first.id))

    def plan(session: Session) -> None:
        Desk(session, Make(session, unlocked(session)), Clock()).plan()

    is_held_up(store, plan, by=erase)

    with store.sessions.begin() as session:
        carried = session.execute(select(Sending.state, Sending.carried).order_by(Sending.id)).all()
    assert carried == [(SendingState.CANCELLED, 0), (SendingState.WAITING, len(others))]


def test_points_are_taken_back_when_nobody_else_works_on_the_member(store: Store) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        member = make.member()
        entry = points.earn(session, member, yen=3000, cause="till:1", choices=Choices(), now=NOW)
        assert entry is not None

    def undo(session: Session) -> None:
        reversals.undo(session, entry.id, staff_id=None, reason="a", now=NOW)

    assert is_held_up(store, undo, by=lambda session: locks.person(session, member.person_key))


def test_coupons_for_everyone_are_handed_out_in_one_order(make: Make) -> None:
    made = [make.coupon(title).id for title in ("一", "二", "三")]
    make.session.execute(update(Coupon).where(Coupon.id == made[0]).values(granted=Coupon.granted))

    coupons.wallet(make.session, make.member(), now=NOW)

    grants = make.session.scalars(select(CouponGrant.coupon_id).order_by(CouponGrant.id))
    assert list(grants) == made


def test_a_late_answer_and_a_cancellation_do_not_wait_for_each_other(store: Store) -> None:
    with store.sessions.begin() as session:
        desk = Desk(session, Make(session, unlocked(session)), Clock(), ANYTIME)
        desk.members(1)
        announced = desk.announce().id
        claim = desk.claim()
        sendings.rescue(session, now=NOW + sendings.LEASE)

    def cancel() -> None:
        with store.sessions.begin() as session:
            announcements.cancel(session, announcements.find(session, announced), now=NOW)

    with ThreadPoolExecutor(1) as threads, store.sessions.begin() as session:
        session.get_one(Sending, claim.sending_id, with_for_update=True)
        cancelled = threads.submit(cancel)
        wait([cancelled], timeout=0.3)  # by now it has what it can lock
        outcomes.note(session, claim, Answer(Kind.ACCEPTED, "200"), now=NOW)

    refused = cancelled.exception()
    with store.readings.begin() as session:
        report = progress.show(session, announced, now=NOW)
    assert (report.accepted, report.waiting) == (1, 0)
    assert refused is None or isinstance(refused, announcements.AnnouncementMovedOn)
    assert report.state == (AnnouncementState.SENT if refused else AnnouncementState.CANCELLED)


def test_two_who_slow_the_channel_down_take_its_slots_in_one_order(store: Store) -> None:
    def slow_down() -> None:
        with store.sessions.begin() as session:
            pace.slow_down(session, by=timedelta(seconds=1), now=NOW)

    def take(session: Session, name: str) -> None:
        session.execute(select(Pace).where(Pace.name == name).with_for_update())

    slow_down()
    with ThreadPoolExecutor(1) as threads, store.sessions.begin() as session:
        take(session, SendingKind.PUSH)
        other = threads.submit(slow_down)
        wait([other], timeout=0.3)
        take(session, pace.SHARED)
    other.result()


def test_the_desk_waits_for_what_is_done_in_the_chat_before_it_touches_a_request(store: Store) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        member = make.member()
        number = make.request(member, kind=RequestKind.ERASURE).id

    def work(session: Session) -> None:
        requests.alone_with(session, session.get_one(RightsRequest, number))

    assert is_held_up(store, work, by=lambda session: locks.person(session, member.person_key))
