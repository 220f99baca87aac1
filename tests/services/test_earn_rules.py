"""Versions of the earn rules: none changes what is past, and a worse one begins only after its notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.earn_rules import EarnRule
from services import earn_changes, earn_rules, earn_terms, earnings
from services.earn_terms import Campaign, Rounding, Terms, TermsRefused
from services.earnings import Purchase
from tests.clock import NOW
from tests.makers import Make
from tests.services.tills import CHOICES

TODAY = date(2026, 12, 1)
HALF, TWICE = Terms(per_yen=200), Terms(per_yen=50)


def publish(make: Make, terms: Terms, begins_on: date | None = None) -> EarnRule:
    return earn_rules.publish(
        make.session, terms, begins_on=begins_on, staff_id=None, choices=CHOICES, now=NOW
    )


def per_yen(make: Make, days: int) -> int:
    at = NOW + timedelta(days=days)
    return earn_rules.in_force(make.session, choices=CHOICES, now=at).per_yen


def test_the_setting_is_the_first_version(make: Make) -> None:
    assert earn_rules.in_force(make.session, choices=CHOICES, now=NOW) == Terms(per_yen=CHOICES.earn_yen)


def test_what_is_better_begins_at_once_and_changes_nothing_that_is_past(make: Make) -> None:
    made = publish(make, TWICE)

    assert (made.begins_at, made.is_worse) == (NOW, False)
    assert (per_yen(make, -1), per_yen(make, 0)) == (100, 50)


def test_what_is_worse_waits_for_the_notice_period(make: Make) -> None:
    for too_soon in (None, TODAY, TODAY + timedelta(days=29)):
        with pytest.raises(earn_rules.RuleTooEarly) as refusal:
            publish(make, HALF, too_soon)
        assert refusal.value.earliest == date(2026, 12, 31)

    assert publish(make, HALF, date(2026, 12, 31)).is_worse
    assert (per_yen(make, 29), per_yen(make, 30)) == (100, 200)


def test_nothing_begins_backwards_or_beyond_its_bounds(make: Make) -> None:
    with pytest.raises(TermsRefused):
        publish(make, Terms(per_yen=0))
    with pytest.raises(earn_rules.RulePast):
        publish(make, TWICE, TODAY - timedelta(days=1))


def test_a_version_is_measured_by_what_would_hold_on_its_first_day(make: Make) -> None:
    publish(make, TWICE, TODAY + timedelta(days=5))

    with pytest.raises(earn_rules.RuleTooEarly):
        publish(make, Terms(per_yen=80), TODAY + timedelta(days=6))
    publish(make, Terms(per_yen=80), TODAY)

    assert [per_yen(make, days) for days in (0, 4, 5)] == [80, 80, 50]


def test_the_next_worse_version_is_told_ahead(make: Make) -> None:
    publish(make, TWICE, TODAY + timedelta(days=5))
    assert earn_rules.coming_change(make.session, now=NOW) is None

    worse = publish(make, HALF, TODAY + timedelta(days=40))

    assert earn_rules.coming_change(make.session, now=NOW) == worse.begins_at
    assert earn_rules.versions(make.session)[0].id == worse.id


def test_terms_are_read_as_they_were_written(make: Make) -> None:
    terms = Terms(
        3, 250, Rounding.UP, {"銀": 120}, {4: 0}, {"酒": 0}, {6: 200}, (Campaign(TODAY, TODAY, 300),), 9, 8, 7
    )

    assert earn_terms.read(earn_terms.as_json(terms)) == terms
    made = publish(make, terms, TODAY + timedelta(days=60))
    make.session.expire_all()
    assert earn_terms.read(made.terms) == terms


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (Terms(per_yen=0), "base"),
        (Terms(points=0), "base"),
        (Terms(tiers={"a": 10_001}), "percent"),
        (Terms(tiers={"": 100}), "name"),
        (Terms(campaigns=(Campaign(TODAY, TODAY - timedelta(days=1), 200),)), "campaign"),
        (Terms(per_day=-1), "cap"),
        (Terms(groups={str(number): 100 for number in range(101)}), "many"),
    ],
)
def test_terms_beyond_their_bounds_are_refused(terms: Terms, why: str) -> None:
    with pytest.raises(TermsRefused) as refusal:
        earn_terms.check(terms)

    assert refusal.value.why == why


def is_worse(old: Terms, new: Terms, last: date | None = None) -> bool:
    return earn_changes.is_worse(old, new, first=TODAY, last=last)


CHRISTMAS = Campaign(date(2026, 12, 20), date(2026, 12, 25), 300)
WORSE = [
    (Terms(), Terms(per_yen=101)),
    (Terms(), Terms(weekdays={2: 99})),
    (Terms(), Terms(groups={"酒": 0})),
    (Terms(), Terms(tiers={"銀": 90, "金": 200})),
    (Terms(tiers={"金": 200}), Terms()),
    (Terms(shops={3: 200}), Terms(shops={4: 200})),
    (Terms(campaigns=(CHRISTMAS,)), Terms()),
    (Terms(campaigns=(CHRISTMAS,)), Terms(weekdays=dict.fromkeys(range(7), 200))),
    (Terms(rounding=Rounding.UP), Terms()),
    (Terms(), Terms(per_purchase=1_000)),
    (Terms(per_day=50), Terms(per_day=49)),
    (Terms(), Terms(per_yen=50, per_month=10_000)),
    (Terms(per_purchase=5), Terms(per_yen=101, per_purchase=5)),
]
NOT_WORSE = [
    (Terms(), Terms()),
    (Terms(per_yen=100), Terms(points=2, per_yen=200, rounding=Rounding.UP)),
    (Terms(), Terms(rounding=Rounding.NEAREST)),
    (Terms(points=2, per_yen=1, rounding=Rounding.UP), Terms(points=2, per_yen=1)),
    (Terms(), Terms(campaigns=(CHRISTMAS,))),
    (Terms(weekdays={2: 80}), Terms()),
    (Terms(campaigns=(Campaign(date(2026, 1, 1), date(2026, 11, 30), 300),)), Terms()),
    (Terms(rounding=Rounding.UP), Terms(points=2, rounding=Rounding.UP)),
    (Terms(per_purchase=5), Terms(per_yen=101, rounding=Rounding.UP, per_purchase=5)),
]


@pytest.mark.parametrize(("old", "new"), WORSE)
def test_a_disadvantage_is_seen(old: Terms, new: Terms) -> None:
    assert is_worse(old, new)


@pytest.mark.parametrize(("old", "new"), NOT_WORSE)
def test_no_disadvantage_is_made_up(old: Terms, new: Terms) -> None:
    assert not is_worse(old, new)


def test_a_campaign_that_a_later_version_ends_anyhow_is_no_loss() -> None:
    assert not is_worse(Terms(campaigns=(CHRISTMAS,)), Terms(), last=date(2026, 12, 19))
    assert is_worse(Terms(campaigns=(CHRISTMAS,)), Terms(), last=date(2026, 12, 20))


PLAIN = st.builds(
    Terms,
    st.integers(1, 3),
    st.integers(1, 12),
    st.sampled_from(Rounding),
    weekdays=st.sampled_from([{}, {1: 50}, {1: 90}]),
    per_purchase=st.sampled_from([None, 3, 5, 20]),
)


def tried(terms: Terms, yen: int, weekday: int) -> int:
    """What a purchase gives, by arithmetic of this test's own."""
    above, below = terms.points * terms.of_weekday(weekday) * yen, terms.per_yen * 100
    exact = {"down": above // below, "nearest": (2 * above + below) // (2 * below), "up": -(-above // below)}
    return min(exact[terms.rounding], terms.per_purchase or exact[terms.rounding])


@settings(max_examples=40, deadline=None)
@given(old=PLAIN, new=PLAIN)
def test_the_verdict_is_what_trying_every_purchase_finds(old: Terms, new: Terms) -> None:
    """Two rates such as these differ by 1/2,880 or more, so that whoever loses does so below 3,000 yen."""
    loses = any(tried(new, yen, day) < tried(old, yen, day) for yen in range(1, 3_000) for day in (1, 2))

    assert is_worse(old, new) == loses


def test_the_arithmetic_of_the_test_is_the_rule_s() -> None:
    terms = Terms(3, 7, Rounding.NEAREST, weekdays={1: 90}, per_purchase=20)

    for yen in range(1, 60):
        assert tried(terms, yen, 1) == earnings.explain(terms, Purchase(yen, TODAY)).points
