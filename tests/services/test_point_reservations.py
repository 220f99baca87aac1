"""A till sets points aside, then takes them or lets them go, each exactly once."""

import threading
from datetime import timedelta

import pytest

from models.members import Member
from models.point_reservations import ReservationState
from models.points import PointsEntry
from services import lots, point_reservations, points, returns, settlements
from services.point_reservations import HELD_FOR, ReservationDiffers, ReservationOver, ReservationUnknown
from tests import points_truth
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked
from tests.services.tills import CHOICES, buy, spend

LATE = NOW + HELD_FOR


def reserve(make: Make, member: Member, wanted: int, cause: str = "pay:1") -> int:
    made = point_reservations.reserve(make.session, member, points=wanted, cause=cause, now=NOW)
    return made.points


def confirm(make: Make, cause: str = "pay:1", **times: timedelta) -> PointsEntry:
    at = NOW + times.get("after", timedelta())
    return point_reservations.confirm(make.session, cause, choices=CHOICES, now=at)


def balance(make: Make, member: Member) -> int:
    return points.balance(make.session, member, now=NOW)


def test_what_is_set_aside_cannot_be_spent_by_anybody_else(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)

    assert balance(make, member) == 30
    with pytest.raises(points.PointsTooFew):
        spend(make, member, 31)


def test_what_was_set_aside_is_taken_once(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)

    line = confirm(make)

    assert (line.amount, line.yen, line.cause) == (-70, 70, "pay:1")
    assert confirm(make, after=HELD_FOR * 3).id == line.id
    assert balance(make, member) == 30
    points_truth.check(make.session, now=NOW)


def test_what_is_let_go_can_be_used_again(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)

    for _ in range(2):
        state = point_reservations.cancel(make.session, "pay:1", now=NOW).state
        assert state == ReservationState.CANCELLED

    assert balance(make, member) == 100
    with pytest.raises(ReservationOver) as refusal:
        confirm(make)
    assert refusal.value.state == ReservationState.CANCELLED


def test_after_a_quarter_of_an_hour_it_is_let_go(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)

    with pytest.raises(ReservationOver) as refusal:
        confirm(make, after=HELD_FOR)

    assert refusal.value.state == ReservationState.LAPSED
    assert points.spend(make.session, member, points=100, cause="x", choices=CHOICES, now=LATE).amount == -100


def test_the_scheduler_lets_go_what_nobody_asks_about(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)

    assert settlements.settle_slice(make.session, now=NOW) == 0
    assert settlements.settle_slice(make.session, now=LATE) == 1

    make.session.expire_all()
    assert points.balance(make.session, member, now=LATE) == 100
    assert settlements.settle_slice(make.session, now=LATE) == 0


def test_a_reservation_holds_over_the_last_day_of_its_points(make: Make) -> None:
    member = make.member()
    end = points.expiry(NOW - timedelta(days=30), CHOICES.points_months)
    at = end - timedelta(minutes=5)
    point_reservations.reserve(make.session, member, points=100, cause="pay:1", now=at)

    after = end + timedelta(minutes=5)
    assert lots.expire_slice(make.session, now=after) == 0
    assert point_reservations.confirm(make.session, "pay:1", choices=CHOICES, now=after).amount == -100


def test_what_lapses_after_its_last_day_is_written_off(make: Make) -> None:
    member = make.member()
    end = points.expiry(NOW - timedelta(days=30), CHOICES.points_months)
    at = end - timedelta(minutes=5)
    point_reservations.reserve(make.session, member, points=60, cause="pay:1", now=at)
    later = end + timedelta(hours=3)

    assert lots.expire_slice(make.session, now=later) == 0
    settlements.settle_slice(make.session, now=later)
    assert lots.expire_slice(make.session, now=later) == 1

    make.session.expire_all()
    points_truth.check(make.session, now=later)


def test_the_same_name_is_the_same_reservation_and_no_other(make: Make) -> None:
    member = make.member()

    assert reserve(make, member, 70) == reserve(make, member, 70) == 70
    assert balance(make, member) == 30
    with pytest.raises(ReservationDiffers):
        reserve(make, member, 20)
    with pytest.raises(ReservationDiffers):
        reserve(make, make.member(), 70)


def test_what_was_confirmed_is_given_back_and_not_cancelled(make: Make) -> None:
    member = make.member()
    reserve(make, member, 70)
    confirm(make)

    with pytest.raises(ReservationOver):
        point_reservations.cancel(make.session, "pay:1", now=NOW)
    returns.give_back(make.session, "pay:1", cause="r", now=NOW)

    assert balance(make, member) == 100


@pytest.mark.parametrize("wanted", [0, -3])
def test_nothing_cannot_be_set_aside(make: Make, wanted: int) -> None:
    with pytest.raises(points.AmountRefused):
        reserve(make, make.member(), wanted)


def test_what_was_never_reserved_is_unknown(make: Make) -> None:
    with pytest.raises(ReservationUnknown):
        confirm(make)
    with pytest.raises(ReservationUnknown):
        point_reservations.cancel(make.session, "pay:1", now=NOW)


def test_the_oldest_points_are_set_aside_first(make: Make) -> None:
    member = make.member()
    buy(make, member, 5000)
    expected = points_truth.expected_uses(make.session, member, 120, now=NOW)

    reserve(make, member, 120)

    assert points_truth.uses(make.session, confirm(make)) == expected


def test_of_fifty_spends_at_once_exactly_as_many_win_as_there_are_points(store: Store) -> None:
    """Half of them are reservations, which take from the same purse."""
    with store.sessions.begin() as session:
        member_id = Make(session, unlocked(session)).member().id
    won: list[int] = []

    def one(number: int) -> None:
        with store.sessions.begin() as session:
            member, cause = session.get_one(Member, member_id), f"t:{number}"
            try:
                if number % 2:
                    points.spend(session, member, points=9, cause=cause, choices=CHOICES, now=NOW)
                else:
                    point_reservations.reserve(session, member, points=9, cause=cause, now=NOW)
            except points.PointsTooFew:
                session.rollback()
            else:
                won.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 11
    with store.readings.begin() as session:
        assert points.balance(session, session.get_one(Member, member_id), now=NOW) == 1
        points_truth.check(session, now=NOW)
