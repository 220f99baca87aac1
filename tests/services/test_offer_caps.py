"""Offer caps: the law's figures at their very edges."""

from datetime import date, timedelta

import pytest

from models.coupons import OfferKind
from services import offer_caps
from services.offer_caps import Grounds, Over

BEGINS = date(2026, 12, 1)


def over(kind: OfferKind, grounds: Grounds, *, minimum_yen: int = 0, copies: int | None = None) -> list[Over]:
    return offer_caps.findings(kind, grounds, minimum_yen=minimum_yen, copies=copies, begins=BEGINS)


@pytest.mark.parametrize(
    ("purchase", "limit"),
    [(0, 200), (100, 200), (999, 200), (1_000, 200), (1_001, 200), (1_005, 201), (5_000, 1_000)],
)
def test_a_gift_for_everybody_is_worth_200_yen_or_a_fifth_from_1000_yen_on(purchase: int, limit: int) -> None:
    assert over(OfferKind.GIFT, Grounds(value_yen=limit), minimum_yen=purchase) == []
    assert over(OfferKind.GIFT, Grounds(value_yen=limit + 1), minimum_yen=purchase) == [Over("gift", limit)]


@pytest.mark.parametrize(
    ("purchase", "limit"), [(0, 2_000), (500, 10_000), (4_999, 99_980), (5_000, 100_000), (90_000, 100_000)]
)
def test_a_prize_is_worth_20_purchases_and_100000_yen_at_most(purchase: int, limit: int) -> None:
    fits = Grounds(value_yen=limit, is_drawn=True, expected_yen=limit * 50)
    dear = Grounds(value_yen=limit + 1, is_drawn=True, expected_yen=(limit + 1) * 50)

    assert over(OfferKind.GIFT, fits, minimum_yen=purchase, copies=1) == []
    assert over(OfferKind.GIFT, dear, minimum_yen=purchase, copies=1) == [Over("draw", limit)]


def test_all_prizes_together_are_2_percent_of_the_expected_sales() -> None:
    grounds = Grounds(value_yen=1_000, is_drawn=True, expected_yen=500_000)

    assert over(OfferKind.GIFT, grounds, copies=10) == []
    assert over(OfferKind.GIFT, grounds, copies=11) == [Over("draw_total", 10_000)]
    assert over(OfferKind.GIFT, grounds, copies=None) == [Over("draw_total", 10_000)]


@pytest.mark.parametrize("kind", [OfferKind.YEN_OFF, OfferKind.PERCENT_OFF, OfferKind.RIGHT])
def test_a_lower_price_is_no_gift_and_has_no_cap(kind: OfferKind) -> None:
    assert over(kind, Grounds(value_yen=99_999, usual_yen=9)) == []


@pytest.mark.parametrize(
    ("since", "until", "is_fair"),
    [
        (29, None, True),
        (28, None, False),
        (400, None, True),
        (41, 13, True),
        (40, 13, False),
        (100, 13, True),
        (200, 14, False),
        (None, None, False),
    ],
)
def test_a_usual_price_was_charged_for_over_half_of_the_last_8_weeks_and_not_long_ago(
    since: int | None, until: int | None, is_fair: bool
) -> None:
    """`since` and `until`: days before the offer's first."""
    first, last = (None if back is None else BEGINS - timedelta(days=back) for back in (since, until))
    grounds = Grounds(usual_yen=600, usual_from=first, usual_until=last)

    found = over(OfferKind.MEMBER_PRICE, grounds)

    assert found == ([] if is_fair else [Over("usual_price")])


def test_a_price_that_stands_alone_needs_no_history() -> None:
    assert over(OfferKind.MEMBER_PRICE, Grounds()) == []


def test_every_rule_that_is_found_names_its_source() -> None:
    assert {"gift", "draw", "draw_total", "usual_price"} == offer_caps.RULES.keys()
    assert all(rule.says and rule.source for rule in offer_caps.RULES.values())
