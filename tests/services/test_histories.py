"""A member's last lines, and what of them may still come back."""

from dataclasses import replace

from services import histories, returns, reversals
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend


def test_each_line_is_named_for_what_it_was(make: Make) -> None:
    member = make.member()
    buy(make, member, 3000)
    spend(make, member, 130)
    returns.take_back(
        make.session, "till:1", cause="r", choices=replace(CHOICES, return_debt="floor"), now=NOW
    )

    told = [(line.kind, line.points) for line in histories.last(make.session, member)]

    assert told == [
        *(("let_off", 30), ("returned", -30), ("spend", -130)),
        *(("purchase", 30), ("welcome", 100)),
    ]


def test_what_may_still_come_back_is_listed_with_how_much_of_it(make: Make) -> None:
    member = make.member()
    undone = buy(make, member, 1000, "till:0")
    reversals.undo(make.session, undone.id, staff_id=None, reason="a", now=NOW)
    buy(make, member, 3000)
    buy(make, member, 2000, "till:2")
    spend(make, member, 50)
    returns.take_back(make.session, "till:1", cause="r:1", yen=500, choices=CHOICES, now=NOW)
    returns.take_back(make.session, "till:2", cause="r:2", choices=CHOICES, now=NOW)
    returns.give_back(make.session, "till:spend", cause="r:3", points=20, now=NOW)

    left = [(one.entry.cause, one.left) for one in histories.returnable(make.session, member)]

    assert left == [("till:spend", 30), ("till:1", 2500)]
