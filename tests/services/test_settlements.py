"""What time does: points are confirmed after the time for returns, and their last day may move on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.members import Member
from services import lots, points, returns, settlements
from services.points import Expiring, Pending, Summary
from tests import points_truth
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, spend

WAITING = replace(CHOICES, return_days=7)
ROLLING = replace(CHOICES, points_expiry=lots.ROLLING)
RIPE = NOW + timedelta(days=8)


def summary(make: Make, member: Member, at: timedelta = timedelta()) -> Summary:
    make.session.expire_all()
    points_truth.check(make.session, now=NOW + at)
    return points.summary(make.session, member, now=NOW + at, choices=CHOICES)


@pytest.fixture
def buyer(make: Make) -> Member:
    """Somebody whose 30 points wait for the time for returns to end."""
    member = make.member()
    points.earn(make.session, member, yen=3000, cause="till:1", choices=WAITING, now=NOW)
    return member


def test_points_are_pending_until_the_time_for_returns_is_over(make: Make, buyer: Member) -> None:
    told = summary(make, buyer)

    assert (told.balance, told.pending) == (100, [Pending(30, date(2026, 12, 9))])
    with pytest.raises(points.PointsTooFew):
        spend(make, buyer, 101)


def test_they_are_confirmed_in_slices_and_once(make: Make, buyer: Member) -> None:
    early = RIPE - timedelta(days=1)
    assert settlements.confirm_slice(make.session, now=early) == 0

    assert [settlements.confirm_slice(make.session, now=RIPE, limit=1) for _ in range(2)] == [1, 0]

    told = summary(make, buyer, timedelta(days=8))
    assert (told.balance, told.pending) == (130, [])


def test_who_spends_before_the_scheduler_looks_has_them_too(make: Make, buyer: Member) -> None:
    points.spend(make.session, buyer, points=130, cause="s", choices=CHOICES, now=RIPE)

    assert points.balance(make.session, buyer, now=RIPE) == 0


def test_their_last_day_is_counted_from_the_day_they_can_be_used(make: Make) -> None:
    member = make.member()
    choices = replace(WAITING, return_days=40)
    points.earn(make.session, member, yen=3000, cause="till:1", choices=choices, now=NOW)

    assert lots.left(make.session, member, now=NOW)[-1].expires_at == points.expiry(
        NOW + timedelta(days=40), CHOICES.points_months
    )


def test_a_return_while_they_are_pending_takes_nothing_else(make: Make, buyer: Member) -> None:
    returns.take_back(make.session, "till:1", cause="r", choices=WAITING, now=NOW)

    told = summary(make, buyer)
    assert (told.balance, told.pending, told.owed) == (100, [], 0)


def test_pending_points_fill_what_is_owed_when_they_are_confirmed(make: Make, buyer: Member) -> None:
    points.earn(make.session, buyer, yen=2000, cause="till:2", choices=CHOICES, now=NOW)
    spend(make, buyer, 120)
    returns.take_back(make.session, "till:2", cause="r", choices=CHOICES, now=NOW)
    assert summary(make, buyer).owed == 20

    assert settlements.confirm_slice(make.session, now=RIPE) == 0
    assert settlements.settle_slice(make.session, now=RIPE) == 1

    told = summary(make, buyer, timedelta(days=8))
    assert (told.balance, told.owed) == (10, 0)


@pytest.mark.parametrize("visit", ["earn", "spend"])
def test_where_the_shop_chose_so_each_visit_moves_all_last_days(make: Make, visit: str) -> None:
    member, later = make.member(), NOW + timedelta(days=100)

    if visit == "earn":
        points.earn(make.session, member, yen=3000, cause="a", choices=ROLLING, now=later)
    else:
        points.spend(make.session, member, points=10, cause="a", choices=ROLLING, now=later)

    make.session.expire_all()
    left = 130 if visit == "earn" else 90
    told = points.summary(make.session, member, now=later, choices=ROLLING)
    assert told.expiring == [Expiring(left, date(2028, 3, 31))]


def test_what_expired_is_not_brought_back_by_a_visit(make: Make) -> None:
    member, later = make.member(), NOW + timedelta(days=400)

    points.earn(make.session, member, yen=3000, cause="a", choices=ROLLING, now=later)

    assert points.balance(make.session, member, now=later) == 30
    assert lots.expire_slice(make.session, now=later) == 1


def test_the_night_writes_many_lots_off_at_once_each_by_its_own_line(make: Make) -> None:
    members = [make.member() for _ in range(5)]
    later = NOW + timedelta(days=400)

    assert [points.expire_slice(make.session, now=later, limit=3) for _ in range(3)] == [3, 2, 0]

    for member in members:
        line = points.history(make.session, member)[0]
        assert (line.kind, line.amount, line.created_at) == ("expiry", -100, later)
    points_truth.check(make.session, now=later)
