"""What staff take back the same day."""

from datetime import date, timedelta

import pytest

from services import points, reversals
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend, total_of_entries


def test_undoing_a_purchase_takes_back_its_own_points(make: Make) -> None:
    member = make.member()
    entry = buy(make, member, 3000)

    reversals.undo(make.session, entry.id, staff_id=None, reason="打ち間違い", now=NOW)

    assert points.balance(make.session, member, now=NOW) == 100
    assert total_of_entries(make.session, member) == 100


def test_undoing_a_use_gives_the_points_back_with_their_own_last_day(make: Make) -> None:
    member = make.member()
    entry = spend(make, member, 60)

    reversals.undo(make.session, entry.id, staff_id=None, reason="お客様のご都合", now=NOW)

    make.session.expire_all()
    assert points.summary(make.session, member, now=NOW, choices=CHOICES).expiring == [
        points.Expiring(100, date(2027, 11, 30))
    ]


def test_the_same_line_is_undone_once(make: Make) -> None:
    entry = buy(make, make.member(), 3000)
    reversals.undo(make.session, entry.id, staff_id=None, reason="a", now=NOW)

    with pytest.raises(reversals.AlreadyUndone):
        reversals.undo(make.session, entry.id, staff_id=None, reason="a", now=NOW)


def test_only_what_was_done_today_is_undone(make: Make) -> None:
    entry = buy(make, make.member(), 3000)

    with pytest.raises(reversals.TooLateToUndo):
        reversals.undo(make.session, entry.id, staff_id=None, reason="a", now=NOW + timedelta(days=1))


def test_points_that_are_spent_are_not_taken_back(make: Make) -> None:
    member = make.member()
    entry = buy(make, member, 3000)
    spend(make, member, 110)

    with pytest.raises(reversals.PointsAlreadySpent):
        reversals.undo(make.session, entry.id, staff_id=None, reason="a", now=NOW)


def test_neither_welcome_nor_unknown_lines_are_undone(make: Make) -> None:
    welcome = points.history(make.session, make.member())[0]

    for entry_id in (welcome.id, 999_999):
        with pytest.raises(reversals.EntryUnknown):
            reversals.undo(make.session, entry_id, staff_id=None, reason="a", now=NOW)


def test_the_lines_of_today_that_can_be_undone_are_listed(make: Make) -> None:
    member = make.member()
    first, second = buy(make, member, 3000), spend(make, member, 10)
    reversals.undo(make.session, first.id, staff_id=None, reason="a", now=NOW)

    assert reversals.last_of_today(make.session, member, now=NOW) == [second]
