"""What counts for a rank, and until when."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.tiers import TierBasis
from services import returns, tier_amounts, tiers
from services.settings import Choices
from services.tier_amounts import Counted
from tests.clock import NOW
from tests.makers import Make
from tests.services.ranks import PLAN, buy, found


@pytest.mark.parametrize(("basis", "back", "left"), [("yen", 4_000, 8_000), ("points", 4_000, 80)])
def test_what_came_back_of_a_purchase_counts_no_more(
    make: Make, session: Session, basis: str, back: int, left: int
) -> None:
    found(session, replace(PLAN, basis=TierBasis(basis)))
    member = make.member()
    entry = buy(session, member, 12_000)

    returns.take_back(session, entry.cause, cause="back", choices=Choices(), yen=back, now=NOW)

    seen = tiers.standing(session, member, now=NOW)
    assert seen is not None
    assert seen.amount == left
    returns.take_back(session, entry.cause, cause="rest", choices=Choices(), now=NOW)
    seen = tiers.standing(session, member, now=NOW)
    assert seen is not None
    assert seen.amount == 0


@pytest.mark.parametrize(
    ("counted", "until"),
    [
        ([(date(2026, 1, 10), 500)], None),
        ([(date(2026, 1, 10), 1000)], date(2027, 1, 9)),
        ([(date(2026, 1, 10), 500), (date(2026, 3, 31), 1000)], date(2027, 3, 30)),
        ([(date(2026, 1, 10), 600), (date(2026, 3, 31), 600)], date(2027, 1, 9)),
    ],
)
def test_the_last_day_is_when_the_purchase_goes_that_carries_it(
    counted: list[tuple[date, int]], until: date | None
) -> None:
    known = [Counted(*one) for one in counted]

    assert tier_amounts.carries_until(known, 1_000, 12) == until


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_with_their_last_day(day: date, months: int, then: date) -> None:
    assert tier_amounts.add_months(day, months) == then
