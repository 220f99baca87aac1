"""Fifty at once: of the last coupon, the last copy and the last points exactly what there is."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.coupon_uses import CouponUse, UseState
from models.coupons import Coupon, CouponGrant, OfferWay
from models.members import Member
from services import coupon_uses, coupons, exchanges, points
from services.errors import RuleError
from services.settings import Choices
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked

FIFTY = range(50)
Work = Callable[[Session, int], object]


def at_once(store: Store, work: Work) -> int:
    """Let fifty do it at the same moment, each in a transaction of their own; give how many could."""
    gate = threading.Barrier(len(FIFTY))

    def one(number: int) -> bool:
        gate.wait()
        try:
            with store.sessions.begin() as session:
                work(session, number)
        except RuleError:
            return False
        return True

    with ThreadPoolExecutor(len(FIFTY)) as threads:
        return sum(threads.map(one, FIFTY))


def prepared(store: Store, prepare: Callable[[Make], tuple[int, str]]) -> tuple[int, str]:
    with store.sessions.begin() as session:
        return prepare(Make(session, unlocked(session)))


def one_copy(make: Make) -> tuple[int, str]:
    copy = make.held(make.member())
    return copy.id, copy.code


def live_uses(store: Store) -> int:
    with store.readings.begin() as session:
        used = select(func.count()).where(CouponUse.state == UseState.USED)
        return session.scalar(used) or 0


def test_one_coupon_is_used_by_one_of_fifty_tills(store: Store) -> None:
    _, code = prepared(store, one_copy)

    could = at_once(
        store, lambda session, number: coupon_uses.use(session, code, cause=f"till:{number}", now=NOW)
    )

    assert (could, live_uses(store)) == (1, 1)


def test_one_coupon_is_set_aside_by_one_of_fifty_tills(store: Store) -> None:
    _, code = prepared(store, one_copy)

    could = at_once(
        store, lambda session, number: coupon_uses.reserve(session, code, cause=f"till:{number}", now=NOW)
    )

    assert could == 1


def test_fifty_repeats_of_one_use_are_one_use(store: Store) -> None:
    _, code = prepared(store, one_copy)

    could = at_once(store, lambda session, _: coupon_uses.use(session, code, cause="till", now=NOW))

    assert (could, live_uses(store)) == (50, 1)


def test_of_the_last_copies_fifty_members_are_given_exactly_those(store: Store) -> None:
    members: list[int] = []

    def prepare(make: Make) -> tuple[int, str]:
        members.extend(make.member().id for _ in FIFTY)
        return make.coupon(for_everyone=False, stock=3).id, ""

    offer, _ = prepared(store, prepare)

    could = at_once(
        store,
        lambda session, number: coupons.grant(
            session, session.get_one(Coupon, offer), session.get_one(Member, members[number]), now=NOW
        ),
    )

    with store.readings.begin() as session:
        held = session.scalar(select(func.count()).select_from(CouponGrant))
        counted = session.get_one(Coupon, offer).granted
    assert (could, held, counted) == (3, 3, 3)


def test_points_for_one_coupon_are_given_for_one_by_fifty_taps(store: Store) -> None:
    members: list[int] = []

    def prepare(make: Make) -> tuple[int, str]:
        members.append(make.member().id)
        return make.coupon(way=OfferWay.EXCHANGE, points=80, per_member=50).id, ""

    offer, _ = prepared(store, prepare)

    def tap(session: Session, number: int) -> None:
        member = session.get_one(Member, members[0])
        exchanges.exchange(session, member, offer, cost=80, once=str(number), choices=Choices(), now=NOW)

    could = at_once(store, tap)

    with store.readings.begin() as session:
        left = points.balance(session, session.get_one(Member, members[0]), now=NOW)
        held = session.scalar(select(func.count()).select_from(CouponGrant))
    assert (could, left, held) == (1, 20, 1)
