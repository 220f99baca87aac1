"""What purchases give: multiplied exactly, rounded once, capped; and why, line by line."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from services import earn_rules, earnings, points, returns, reversals
from services.earn_terms import Campaign, Rounding, Terms
from services.earnings import Kind, Purchase
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES, buy

SUNDAY, MONDAY = date(2026, 12, 6), date(2026, 12, 7)


def gives(terms: Terms, yen: int = 3280, day: date = MONDAY, **further: Any) -> int:
    return earnings.explain(terms, Purchase(yen, day, **further)).points


def test_everything_multiplies_and_is_rounded_once() -> None:
    terms = Terms(tiers={"銀": 150}, weekdays={6: 200}, shops={7: 110})

    explained = earnings.explain(terms, Purchase(3280, SUNDAY, "銀", 7))

    assert explained.points == 108
    assert [step.kind for step in explained.steps] == [
        *(Kind.BASE, Kind.TIER, Kind.SHOP, Kind.WEEKDAY, Kind.ROUNDED)
    ]
    assert explained.steps[-2].points == Fraction("108.24")


@pytest.mark.parametrize(
    ("rounding", "yen", "points"),
    [
        (Rounding.DOWN, 199, 1),
        (Rounding.NEAREST, 149, 1),
        (Rounding.NEAREST, 150, 2),
        (Rounding.UP, 101, 2),
        (Rounding.UP, 100, 1),
    ],
)
def test_the_rounding_is_the_one_that_is_named(rounding: Rounding, yen: int, points: int) -> None:
    assert gives(Terms(rounding=rounding), yen) == points


def test_product_groups_count_by_themselves_and_the_rest_plainly() -> None:
    terms = Terms(groups={"酒": 0, "豆": 300})

    assert gives(terms, 3000, lines={"酒": 1000, "豆": 500}) == 15 + 15
    assert gives(terms, 3000, lines={"菓子": 1000}) == 30


def test_a_shop_that_is_excluded_gives_nothing() -> None:
    assert gives(Terms(shops={7: 0}), shop_id=7) == 0
    assert gives(Terms(shops={7: 0}), shop_id=8) == gives(Terms()) == 32


def test_where_campaigns_overlap_the_highest_counts_and_the_last_day_is_in() -> None:
    terms = Terms(campaigns=(Campaign(SUNDAY, MONDAY, 200), Campaign(MONDAY, MONDAY, 300)))

    days = [gives(terms, 1000, SUNDAY + timedelta(days=number)) for number in range(-1, 3)]

    assert days == [10, 20, 30, 10]


def test_one_purchase_gives_no_more_than_its_cap() -> None:
    explained = earnings.explain(Terms(per_purchase=5), Purchase(3280, MONDAY))

    assert explained.points == 5
    assert (explained.steps[-1].kind, explained.steps[-1].name) == (Kind.CAPPED, "per_purchase")


def publish(make: Make, **terms: Any) -> None:
    rule = earn_rules.publish(
        make.session,
        Terms(**terms),
        begins_on=None,
        staff_id=None,
        choices=FREE,
        now=NOW - timedelta(days=60),
    )
    assert rule.id


FREE = type(CHOICES)(earn_notice_days=0)


def test_a_day_and_a_month_give_no_more_than_their_caps(make: Make) -> None:
    publish(make, per_day=40, per_month=60)
    member = make.member()

    def earn(days: int, cause: str) -> int:
        made = points.earn(
            make.session, member, yen=3000, cause=cause, choices=CHOICES, now=NOW + timedelta(days=days)
        )
        return made.amount if made else 0

    assert [earn(0, "a"), earn(0, "b"), earn(1, "c"), earn(2, "d")] == [30, 10, 20, 0]
    assert earn(40, "e") == 30


def test_what_was_undone_or_returned_makes_room_under_the_cap(make: Make) -> None:
    publish(make, per_day=40)
    member = make.member()
    first, second = buy(make, member, 2000, "a"), buy(make, member, 2000, "b")
    reversals.undo(make.session, first.id, staff_id=None, reason="a", now=NOW)
    returns.take_back(make.session, second.cause, yen=1000, cause="r", choices=CHOICES, now=NOW)

    assert buy(make, member, 5000, "c").amount == 30


def test_tier_and_groups_of_a_purchase_are_seen(make: Make) -> None:
    publish(make, tiers={"gold": 200}, groups={"tobacco": 0})

    made = points.earn(
        make.session,
        make.member(),
        yen=3000,
        cause="a",
        choices=CHOICES,
        now=NOW,
        tier="gold",
        lines={"tobacco": 1000},
    )

    assert made is not None
    assert made.amount == 40


@pytest.mark.parametrize("lines", [{"a": 600, "b": 500}, {"a": -1}])
def test_lines_that_do_not_fit_the_sum_are_refused(make: Make, lines: dict[str, int]) -> None:
    with pytest.raises(points.AmountRefused):
        points.earn(make.session, make.member(), yen=1000, cause="a", choices=CHOICES, now=NOW, lines=lines)
