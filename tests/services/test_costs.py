"""What an announcement costs: each person one message, under LINE's plans or the shop's own figures."""

from datetime import timedelta
from decimal import Decimal

import pytest

from models.consents import Purpose
from services import costs, letters, quotas, settings
from services.costs import Plan
from services.quotas import Month
from services.settings import Choices, SettingRefused
from tests.clock import NOW, in_japan
from tests.desk import WORDS, Desk

STANDARD = Choices(line_plan="standard")


def month(used: int, *, waiting: int = 0, allowed: int | None = None) -> Month:
    return Month(allowed, used, waiting, NOW)


@pytest.mark.parametrize(
    ("choices", "plan"),
    [
        (Choices(), None),
        (Choices(line_plan="communication"), Plan(0, 200, None)),
        (Choices(line_plan="light"), Plan(5_000, 5_000, None)),
        (STANDARD, Plan(15_000, 30_000, Decimal(3))),
        (Choices(line_plan="standard", plan_price=Decimal("2.8")), Plan(15_000, 30_000, Decimal("2.8"))),
        (Choices(line_plan="other", plan_fee=0, plan_free=10), Plan(0, 10, None)),
    ],
)
def test_the_plan_is_lines_unless_the_shop_has_figures_of_its_own(
    choices: Choices, plan: Plan | None
) -> None:
    assert costs.plan(choices) == plan


@pytest.mark.parametrize(
    ("used", "people", "yen"),
    [(0, 30_000, 0), (0, 30_001, 3), (29_999, 2, 3), (30_000, 1_000, 3_000), (40_000, 1_000, 3_000)],
)
def test_only_what_goes_beyond_the_plan_costs(used: int, people: int, yen: int) -> None:
    assert costs.estimate(people, month(used), letters=0, choices=STANDARD).yen == yen


def test_what_waits_comes_before_it(desk: Desk) -> None:
    known = costs.estimate(1_000, month(29_000, waiting=1_000), letters=0, choices=STANDARD)

    assert (known.yen, known.forecast, known.forecast_yen) == (3_000, 31_000, 18_000)


def test_a_part_of_a_yen_is_rounded_up() -> None:
    choices = Choices(line_plan="standard", plan_price=Decimal("2.85"))

    assert costs.estimate(1, month(30_000), letters=0, choices=choices).yen == 3


def test_the_forecast_holds_the_letters_still_to_come(desk: Desk) -> None:
    known = costs.estimate(100, month(30_000), letters=50, choices=STANDARD)

    assert (known.forecast, known.forecast_yen) == (30_150, 15_450)


def test_the_forecast_holds_what_is_scheduled_this_month_as_if_it_reached_as_many(desk: Desk) -> None:
    desk.schedule(at=desk.now + timedelta(days=1), until=desk.now + timedelta(days=2))
    desk.schedule(at=desk.now + timedelta(days=40), until=desk.now + timedelta(days=41))

    scheduled = costs.scheduled_ahead(desk.session, now=desk.now)
    known = costs.estimate(100, month(0), letters=5, scheduled=scheduled, choices=STANDARD)

    assert (scheduled, known.forecast) == (1, 205)


def test_without_a_plan_there_are_messages_and_no_yen() -> None:
    known = costs.estimate(100, None, letters=0, choices=Choices())

    assert (known.yen, known.forecast_yen, known.left, known.is_too_much) == (None, None, None, False)


def test_the_reserve_is_taken_off_what_is_left() -> None:
    choices = Choices(service_reserve=5)
    known = costs.estimate(96, month(0, allowed=100), letters=0, choices=choices)
    recall = costs.estimate(96, month(0, allowed=100), letters=0, choices=choices, is_safety=True)

    assert (known.left, known.is_too_much) == (95, True)
    assert (recall.left, recall.is_too_much) == (100, False)


def test_letters_go_on_as_in_the_last_four_weeks(desk: Desk) -> None:
    desk.clock.set(in_japan(2026, 12, 3, 12))
    for member in desk.members(2):
        letters.letter(
            desk.session,
            desk.make.vault,
            member,
            purpose=Purpose.SERVICE,
            messages=WORDS["ja"],
            valid_until=desk.now + timedelta(days=1),
            choices=desk.choices,
            now=desk.now,
        )
        desk.note(desk.claim())
    desk.clock.set(in_japan(2026, 12, 4, 12))

    assert costs.letters_ahead(desk.session, now=desk.now) == 2
    assert quotas.next_month(desk.now).isoformat() == "2027-01-01"
    desk.clock.set(in_japan(2026, 12, 31, 12))
    assert costs.letters_ahead(desk.session, now=desk.now) == 0


def test_an_announcement_is_no_letter(desk: Desk) -> None:
    desk.members(30)
    desk.announce(people=1)
    desk.note(desk.claim())

    assert costs.letters_ahead(desk.session, now=desk.now) == 0


@pytest.mark.parametrize("price", ["3円", "-1", "1e2", "NaN", "2.888", "1000"])
def test_what_is_no_price_is_refused(desk: Desk, price: str) -> None:
    with pytest.raises(SettingRefused):
        settings.change(desk.session, "plan_price", price, now=desk.now)


def test_a_price_is_kept_as_it_is_and_may_be_left_open_again(desk: Desk) -> None:
    settings.change(desk.session, "plan_price", "2.8", now=desk.now)
    assert settings.read(desk.session).plan_price == Decimal("2.8")
    settings.change(desk.session, "plan_price", "", now=desk.now)
    assert settings.read(desk.session).plan_price is None


def test_a_plan_that_line_does_not_have_is_refused(desk: Desk) -> None:
    with pytest.raises(SettingRefused):
        settings.change(desk.session, "line_plan", "premium", now=desk.now)
