"""Points that move to another account: what is pending, set aside or owed comes along."""

from dataclasses import replace

from models.members import Member
from services import point_reservations, points, returns, transfers
from tests import points_truth
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend


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
