"""The points ledger: integers, oldest lot first, each cause once."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.members import Member
from models.points import PointsLot
from services import points, reversals
from services.settings import Choices
from tests.clock import NOW, in_japan
from tests.databases import Store
from tests.makers import Make, unlocked
from tests.services.tills import CHOICES, buy, spend, total_of_entries, total_of_lots


def test_a_purchase_gives_a_point_for_each_full_hundred_yen(make: Make) -> None:
    member = make.member()

    assert buy(make, member, 3280).amount == 32
    assert points.balance(make.session, member, now=NOW) == 132


def test_a_purchase_too_small_for_a_point_gives_none(make: Make) -> None:
    assert points.earn(make.session, make.member(), yen=99, cause="a", choices=CHOICES, now=NOW) is None


@pytest.mark.parametrize("yen", [0, -1, points.LARGEST_PURCHASE + 1])
def test_an_amount_that_cannot_be_a_purchase_is_refused(make: Make, yen: int) -> None:
    with pytest.raises(points.AmountRefused):
        points.earn(make.session, make.member(), yen=yen, cause="a", choices=CHOICES, now=NOW)


def test_the_same_cause_counts_once(make: Make) -> None:
    member = make.member()

    assert buy(make, member, 1000).id == buy(make, member, 1000).id
    assert spend(make, member, 5).id == spend(make, member, 5).id
    assert points.balance(make.session, member, now=NOW) == 105


def test_the_oldest_lot_is_spent_first(make: Make) -> None:
    member = make.member()
    buy(make, member, 5000)

    spend(make, member, 120)

    lots = make.session.scalars(select(PointsLot.remaining).order_by(PointsLot.id)).all()
    assert list(lots) == [0, 30]


def test_more_than_there_is_cannot_be_spent(make: Make) -> None:
    member = make.member()

    with pytest.raises(points.PointsTooFew) as refusal:
        spend(make, member, 101)

    assert (refusal.value.balance, refusal.value.wanted) == (100, 101)


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_or_less_cannot_be_spent(make: Make, amount: int) -> None:
    with pytest.raises(points.AmountRefused):
        spend(make, make.member(), amount)


def test_points_are_good_until_the_end_of_the_month_a_year_on(make: Make) -> None:
    assert points.expiry(NOW, 12) == in_japan(2028, 1, 1, 0)
    assert points.expiry(in_japan(2026, 11, 30, 23), 1) == in_japan(2027, 1, 1, 0)


def test_the_summary_tells_worth_and_what_expires_next(make: Make) -> None:
    member = make.member()

    told = points.summary(make.session, member, now=NOW, choices=Choices(point_yen=2))

    assert (told.balance, told.worth_yen) == (100, 200)
    assert told.expiring == [points.Expiring(100, date(2027, 11, 30))]


def test_what_is_past_its_last_day_counts_no_more_even_before_the_night_writes_it_off(make: Make) -> None:
    member = make.member()
    later = NOW + timedelta(days=400)

    assert points.balance(make.session, member, now=later) == 0
    with pytest.raises(points.PointsTooFew):
        points.spend(make.session, member, points=1, cause="x", choices=CHOICES, now=later)


def test_the_night_writes_off_what_expired_once(make: Make) -> None:
    member = make.member()
    later = NOW + timedelta(days=400)

    assert points.expire_slice(make.session, now=later) == 1
    assert points.expire_slice(make.session, now=later) == 0
    make.session.expire_all()
    assert total_of_entries(make.session, member) == total_of_lots(make.session, member) == 0


def test_the_database_refuses_to_change_a_line_and_to_overdraw_a_lot(make: Make) -> None:
    make.member()

    for statement in ("UPDATE points_entries SET amount = 9", "UPDATE points_lots SET remaining = -1"):
        with pytest.raises(DBAPIError), make.session.begin_nested():
            make.session.execute(text(statement))


def test_of_many_spends_at_once_only_as_many_win_as_there_are_points(store: Store) -> None:
    with store.sessions.begin() as session:
        member_id = Make(session, unlocked(session)).member().id
    spent: list[int] = []

    def one(number: int) -> None:
        with store.sessions.begin() as session:
            member = session.get_one(Member, member_id)
            try:
                points.spend(session, member, points=40, cause=f"t:{number}", choices=CHOICES, now=NOW)
            except points.PointsTooFew:
                session.rollback()
            else:
                spent.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(spent) == 2
    with store.readings.begin() as session:
        assert points.balance(session, session.get_one(Member, member_id), now=NOW) == 20


def test_a_member_who_leaves_takes_the_ledger_along(make: Make) -> None:
    member = make.member()
    entry = buy(make, member, 3000)
    reversals.undo(make.session, entry.id, staff_id=None, reason="a", now=NOW)
    spend(make, member, 10)

    make.erase(member)

    for table in ("points_entries", "points_lots", "points_uses"):
        assert make.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
