"""Points that move to another account: what is pending, set aside or owed comes along."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from models.members import Member
from services import bills, point_reservations, points, purchases, returns, transfers
from services.bills import Bill
from services.purchases import Sale
from tests import points_truth
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend

HOUR = timedelta(hours=1)


def move(make: Make, old: Member, new: Member) -> None:
    transfers.move(make.session, make.vault, old=old, new=new, evidence=make.evidence(NOW), now=NOW)
    points_truth.check(make.session, now=NOW)


def test_what_is_pending_or_set_aside_comes_along(make: Make) -> None:
    old, new = make.member(), make.member()
    waiting = replace(CHOICES, return_days=7)
    points.earn(make.session, old, yen=3000, cause="p", choices=waiting, now=NOW)
    buy(make, old, 2000)
    spend(make, old, 110)
    point_reservations.reserve(make.session, old, points=10, cause="h", now=NOW)

    move(make, old, new)

    told = points.summary(make.session, new, now=NOW, choices=CHOICES)
    assert (told.balance, [one.amount for one in told.pending]) == (110, [30])


def test_a_debt_is_not_left_behind(make: Make) -> None:
    old, new = make.member(), make.member()
    buy(make, old, 2000)
    spend(make, old, 120)
    returns.take_back(make.session, "till:1", cause="r", choices=CHOICES, now=NOW)

    move(make, old, new)

    assert points.balance(make.session, new, now=NOW) == 80


def test_what_the_shop_has_to_decide_it_decides_of_the_new_account(make: Make) -> None:
    old, new = make.member(), make.member()
    buy(make, old, 2000)
    spend(make, old, 120)
    undecided = replace(CHOICES, return_debt="staff")
    returns.take_back(make.session, "till:1", cause="r", choices=undecided, now=NOW)

    move(make, old, new)

    assert points.balance(make.session, new, now=NOW) == 100
    assert points.history(make.session, new)[0].amount == -20


def test_a_purchase_of_before_comes_back_by_its_receipt_and_counts_once(make: Make) -> None:
    old, new = make.member(), make.member()
    sale = Sale("r1", 3000)
    purchases.give(make.session, old, sale, choices=CHOICES, now=NOW)
    take_back: dict[str, Any] = {"choices": CHOICES, "now": NOW}
    returns.take_back(make.session, sale.cause, cause="part", yen=1000, **take_back)

    move(make, old, new)

    assert not purchases.give(make.session, new, sale, choices=CHOICES, now=NOW + HOUR).is_new
    assert returns.take_back(make.session, sale.cause, cause="part", yen=1000, **take_back).due == 10
    assert returns.take_back(make.session, sale.cause, cause="rest", **take_back).due == 20
    assert points.balance(make.session, new, now=NOW) == 100
    points_truth.check(make.session, now=NOW)


def test_what_paid_a_bill_of_before_is_given_back_to_the_new_account(make: Make) -> None:
    old, new = make.member(), make.member()
    buy(make, old, 3000)
    bill = Bill("b1")
    bills.reserve(make.session, old, bill, 20, now=NOW)
    bills.confirm(make.session, bill, choices=CHOICES, now=NOW)

    move(make, old, new)

    assert bills.confirm(make.session, bill, choices=CHOICES, now=NOW).member_id == new.id
    given = bills.give_back(make.session, bill, Bill("back"), points=None, now=NOW)
    assert (given.points, given.member_id) == (20, new.id)
    points_truth.check(make.session, now=NOW)
