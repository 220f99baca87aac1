"""What time does to points is done without anybody coming by."""

from dataclasses import replace
from datetime import timedelta

from models.members import Member
from scheduler import points as job
from services import point_reservations, points
from tests.clock import NOW, Clock
from tests.databases import Store
from tests.makers import Make, unlocked
from tests.services.tills import CHOICES


def test_points_are_confirmed_and_what_a_till_forgot_goes_back(store: Store) -> None:
    clock = Clock()
    with store.sessions.begin() as session:
        member = Make(session, unlocked(session)).member()
        waiting = replace(CHOICES, return_days=3)
        points.earn(session, member, yen=3000, cause="a", choices=waiting, now=NOW)
        point_reservations.reserve(session, member, points=40, cause="b", now=NOW)

    assert _balance(store, member, clock) == 60
    clock.advance(timedelta(minutes=15))
    job.settle(store.sessions, clock)
    assert _balance(store, member, clock) == 100
    clock.advance(days=4)
    job.settle(store.sessions, clock)

    assert _balance(store, member, clock) == 130


def _balance(store: Store, member: Member, clock: Clock) -> int:
    with store.readings.begin() as session:
        return points.balance(session, member, now=clock())
