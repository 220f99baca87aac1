"""Whoever changes rows that others change too takes turns with them, in one order for all."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import base
from models.coupons import Coupon, CouponGrant
from services import announcements, closings, coupons, points, reversals
from services.settings import Choices
from tests.clock import NOW
from tests.databases import Store
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


def test_points_are_taken_back_when_nobody_else_works_on_the_member(store: Store) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        member = make.member()
        entry = points.earn(session, member, yen=3000, cause="till:1", choices=Choices(), now=NOW)
        assert entry is not None

    def undo(session: Session) -> None:
        reversals.undo(session, entry.id, staff_id=None, reason="a", now=NOW)

    assert is_held_up(store, undo, by=lambda session: base.lock_person(session, member.person_key))


def test_coupons_for_everyone_are_handed_out_in_one_order(make: Make) -> None:
    made = [make.coupon(title).id for title in ("一", "二", "三")]
    make.session.execute(update(Coupon).where(Coupon.id == made[0]).values(granted=Coupon.granted))

    coupons.wallet(make.session, make.member(), now=NOW)

    grants = make.session.scalars(select(CouponGrant.coupon_id).order_by(CouponGrant.id))
    assert list(grants) == made
