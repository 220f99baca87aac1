"""Returns on any day: a purchase's own points first, then the others, then what the shop chose."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.members import Member
from models.point_returns import DebtState, PointsDebt, PointsReturn
from services import debts, lots, points, returns, reversals
from services.returns import PurchaseUnknown, ReturnedAlready
from tests import points_truth
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend, total_of_entries

NEXT_WEEK = NOW + timedelta(days=7)
MONTHS = timedelta(days=420)


def take_back(make: Make, purchase: str = "till:1", cause: str = "r:1", **further: Any) -> PointsReturn:
    wishes: dict[str, Any] = {"choices": CHOICES, "now": NEXT_WEEK, **further}
    return returns.take_back(make.session, purchase, cause=cause, **wishes)


def balance(make: Make, member: Member) -> int:
    make.session.expire_all()
    points_truth.check(make.session, now=NEXT_WEEK)
    return points.balance(make.session, member, now=NEXT_WEEK)


def debt_of(make: Make, made: PointsReturn) -> PointsDebt:
    make.session.expire_all()
    return make.session.get_one(PointsDebt, made.entry_id)


@pytest.fixture
def spender(make: Make) -> Member:
    """Somebody who bought for 30 points, and spent all they had."""
    member = make.member()
    buy(make, member, 3000)
    spend(make, member, 130)
    return member


def test_a_purchase_that_comes_back_takes_its_own_points_along(make: Make) -> None:
    member = make.member()
    buy(make, member, 3000)

    assert take_back(make).due == 30
    assert balance(make, member) == 100


def test_the_same_return_counts_once(make: Make) -> None:
    member = make.member()
    buy(make, member, 3000)

    assert take_back(make).id == take_back(make).id
    assert balance(make, member) == 100
    with pytest.raises(ReturnedAlready):
        take_back(make, cause="r:2")


def test_part_of_a_purchase_takes_its_share_and_the_rest_keeps_it_rounded_up(make: Make) -> None:
    member = make.member()
    buy(make, member, 3280)

    first = take_back(make, yen=280)
    assert (first.due, balance(make, member)) == (2, 130)
    assert take_back(make, cause="r:2", yen=3000).due == 30
    assert balance(make, member) == 100


def test_a_part_too_small_for_a_point_moves_none_and_is_remembered(make: Make) -> None:
    member = make.member()
    buy(make, member, 3299)

    made = take_back(make, yen=50)

    assert (made.due, made.entry_id, balance(make, member)) == (0, None, 132)
    with pytest.raises(points.AmountRefused) as refusal:
        take_back(make, cause="r:2", yen=3280)
    assert refusal.value.limit == 3249


def test_what_is_spent_of_it_is_taken_from_what_else_there_is(make: Make) -> None:
    member = make.member()
    buy(make, member, 3000)
    spend(make, member, 120)
    buy(make, member, 5000, "till:2")

    take_back(make)

    assert balance(make, member) == 30


def test_what_is_missing_is_owed_and_the_next_points_fill_it(make: Make, spender: Member) -> None:
    made = take_back(make)
    assert (balance(make, spender), total_of_entries(make.session, spender)) == (0, -30)
    assert debts.owed(make.session, spender) == 30

    points.earn(make.session, spender, yen=2000, cause="n:1", choices=CHOICES, now=NEXT_WEEK)
    assert (balance(make, spender), debts.owed(make.session, spender)) == (0, 10)
    points.earn(make.session, spender, yen=2000, cause="n:2", choices=CHOICES, now=NEXT_WEEK)

    assert (balance(make, spender), debts.owed(make.session, spender)) == (10, 0)
    assert debt_of(make, made).state == DebtState.PAID
    with pytest.raises(points.PointsTooFew):
        points.spend(make.session, spender, points=11, cause="s", choices=CHOICES, now=NEXT_WEEK)


def test_what_fills_a_debt_may_come_back_itself(make: Make, spender: Member) -> None:
    take_back(make)
    points.earn(make.session, spender, yen=5000, cause="n:1", choices=CHOICES, now=NEXT_WEEK)

    take_back(make, "n:1", "r:2")

    assert (balance(make, spender), debts.owed(make.session, spender)) == (0, 30)


def test_a_shop_may_forgive_what_is_missing_and_it_is_written_down(make: Make, spender: Member) -> None:
    made = take_back(make, choices=replace(CHOICES, return_debt="floor"))

    assert (balance(make, spender), total_of_entries(make.session, spender)) == (0, 0)
    debt = debt_of(make, made)
    assert (debt.state, debt.amount, debt.remaining) == (DebtState.FORGIVEN, 30, 0)
    assert [entry.amount for entry in points.history(make.session, spender, limit=2)] == [30, -30]


@pytest.mark.parametrize("is_forgiven", [True, False])
def test_a_shop_may_decide_each_time(make: Make, spender: Member, is_forgiven: bool) -> None:
    made = take_back(make, choices=replace(CHOICES, return_debt="staff"))
    points.earn(make.session, spender, yen=2000, cause="n:1", choices=CHOICES, now=NEXT_WEEK)
    assert balance(make, spender) == 20
    [waiting] = debts.waiting(make.session)
    by = make.staff().id

    if is_forgiven:
        debts.forgive(make.session, waiting.entry_id, staff_id=by, reason="常連の方", now=NEXT_WEEK)
    else:
        debts.charge(make.session, waiting.entry_id, staff_id=by, now=NEXT_WEEK)

    assert balance(make, spender) == (20 if is_forgiven else 0)
    assert debts.owed(make.session, spender) == (0 if is_forgiven else 10)
    assert debt_of(make, made).decided_by == by
    with pytest.raises(debts.DebtDecided):
        debts.charge(make.session, waiting.entry_id, staff_id=by, now=NEXT_WEEK)


def test_to_decide_about_nothing_is_refused(make: Make) -> None:
    with pytest.raises(debts.DebtDecided):
        debts.charge(make.session, 999, staff_id=make.staff().id, now=NOW)


def test_points_that_expired_are_not_taken_twice(make: Make) -> None:
    member = make.member()
    buy(make, member, 3000)
    later = NOW + MONTHS
    lots.expire_slice(make.session, now=later)
    points.earn(make.session, member, yen=9000, cause="n:1", choices=CHOICES, now=later)

    first = take_back(make, yen=1000, now=later)
    second = take_back(make, cause="r:2", now=later)

    assert [(one.due, one.entry_id) for one in (first, second)] == [(10, None), (20, None)]
    assert points.balance(make.session, member, now=later) == 90


def test_a_return_of_what_was_undone_is_refused_and_the_other_way_round(make: Make) -> None:
    member = make.member()
    first, second = buy(make, member, 3000), buy(make, member, 3000, "till:2")
    reversals.undo(make.session, first.id, staff_id=None, reason="a", now=NOW)
    with pytest.raises(ReturnedAlready):
        take_back(make, now=NOW)

    take_back(make, "till:2", yen=100, now=NOW)
    with pytest.raises(reversals.AlreadyUndone):
        reversals.undo(make.session, second.id, staff_id=None, reason="a", now=NOW)
    assert reversals.last_of_today(make.session, member, now=NOW) == []


@pytest.mark.parametrize("name", ["nothing", "till:spend"])
def test_only_purchases_are_taken_back(make: Make, name: str) -> None:
    spend(make, make.member(), 10)

    with pytest.raises(PurchaseUnknown):
        take_back(make, name)


def test_points_that_paid_are_given_back_in_parts(make: Make) -> None:
    member = make.member()
    buy(make, member, 5000)
    line = spend(make, member, 120)

    for cause, wanted in (("g:1", 30), ("g:1", 30), ("g:2", 40)):
        returns.give_back(make.session, line.cause, cause=cause, points=wanted, now=NEXT_WEEK)
    assert balance(make, member) == 100
    with pytest.raises(points.AmountRefused):
        returns.give_back(make.session, line.cause, cause="g:3", points=51, now=NEXT_WEEK)
    returns.give_back(make.session, line.cause, cause="g:3", now=NEXT_WEEK)

    assert balance(make, member) == 150
    with pytest.raises(ReturnedAlready):
        returns.give_back(make.session, line.cause, cause="g:4", now=NEXT_WEEK)


def test_points_given_back_after_their_last_day_are_good_until_the_end_of_next_month(make: Make) -> None:
    member = make.member()
    line = spend(make, member, 60)
    later = NOW + MONTHS
    lots.expire_slice(make.session, now=later)

    returns.give_back(make.session, line.cause, cause="g:1", now=later)

    points_truth.check(make.session, now=later)
    [told] = points.summary(make.session, member, now=later, choices=CHOICES).expiring
    assert (told.amount, told.last_day.isoformat()) == (60, "2028-02-29")


def test_points_given_back_fill_what_is_owed(make: Make, spender: Member) -> None:
    take_back(make)

    returns.give_back(make.session, "till:spend", cause="g:1", points=50, now=NEXT_WEEK)

    assert (balance(make, spender), debts.owed(make.session, spender)) == (20, 0)


def test_letting_somebody_off_is_nothing_that_the_counter_undoes(make: Make, spender: Member) -> None:
    take_back(make, choices=replace(CHOICES, return_debt="floor"), now=NOW)
    line = points.history(make.session, spender)[0]

    with pytest.raises(reversals.EntryUnknown):
        reversals.undo(make.session, line.id, staff_id=None, reason="a", now=NOW)
