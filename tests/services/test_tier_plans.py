"""Versions of the ranks: what is refused, what somebody loses by, and when each comes into force."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.tiers import TierBasis
from services import tier_plans
from services.tier_plans import Plan, PlanRefused
from tests.clock import NOW, in_japan
from tests.services.ranks import GOLD, PLAN, SILVER, found


def with_silver(**changed: object) -> Plan:
    return replace(PLAN, ranks=(replace(SILVER, **changed), GOLD))  # type: ignore[arg-type]


BRONZE = replace(SILVER, code="bronze", threshold=1_000)
LOSSES = [
    (replace(PLAN, basis=TierBasis.POINTS), ["basis"]),
    (replace(PLAN, months=6), ["window"]),
    (replace(PLAN, grace_days=29), ["grace"]),
    (replace(PLAN, ranks=(GOLD,)), ["gone"]),
    (with_silver(threshold=10_001), ["threshold"]),
    (replace(PLAN, ranks=(SILVER, replace(GOLD, rate=149))), ["rate"]),
    (
        replace(PLAN, ranks=(replace(GOLD, rate=100), replace(SILVER, threshold=30_001))),
        ["threshold", "rate", "order"],
    ),
    (replace(PLAN, ranks=(SILVER, replace(GOLD, benefits_ja="なし"))), ["text"]),
]
GAINS = [
    PLAN,
    replace(PLAN, months=13, grace_days=31),
    replace(PLAN, ranks=(BRONZE, SILVER, GOLD)),
    with_silver(threshold=9_999),
    with_silver(rate=110),
    replace(PLAN, ranks=(SILVER, replace(GOLD, benefits_ja="お誕生月のお菓子と、お茶"))),
    replace(PLAN, ranks=(replace(SILVER, name_ja="銀"), GOLD)),
]


@pytest.mark.parametrize(("wish", "signs"), LOSSES)
def test_it_is_seen_in_which_way_somebody_loses(wish: Plan, signs: list[str]) -> None:
    assert tier_plans.losses(PLAN, wish) == signs


@pytest.mark.parametrize("wish", GAINS)
def test_where_nobody_loses_it_is_in_force_at_once(session: Session, wish: Plan) -> None:
    found(session)

    plan = found(session, wish, now=NOW)

    assert tier_plans.losses(PLAN, wish) == []
    assert tier_plans.in_force(session, now=NOW) == plan


def test_what_somebody_loses_by_waits_for_the_notice(session: Session) -> None:
    before = found(session)

    plan = found(session, LOSSES[4][0], now=NOW, tier_notice_days=30)

    assert plan.starts_at == in_japan(2026, 12, 31, 0)
    assert tier_plans.in_force(session, now=NOW) == before
    assert tier_plans.coming(session, now=NOW) == plan
    assert tier_plans.in_force(session, now=plan.starts_at) == plan
    assert tier_plans.coming(session, now=plan.starts_at) is None


def test_the_last_word_holds(session: Session) -> None:
    found(session)
    found(session, LOSSES[4][0], now=NOW)

    regretted = found(session, PLAN, now=NOW + timedelta(hours=1))

    assert tier_plans.coming(session, now=NOW + timedelta(hours=1)) is None
    assert tier_plans.in_force(session, now=NOW + timedelta(days=60)) == regretted


def test_a_version_reads_as_it_was_written(session: Session) -> None:
    assert tier_plans.read(session, found(session)) == PLAN


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (replace(PLAN, months=0), "window"),
        (replace(PLAN, grace_days=-1), "window"),
        (replace(PLAN, ranks=(SILVER,) * 7), "many"),
        (replace(PLAN, ranks=(SILVER, replace(SILVER, threshold=20_000))), "code"),
        (with_silver(code="Silver"), "code"),
        (with_silver(name_en=" "), "name"),
        (with_silver(benefits_ja="あ" * 201), "text"),
        (with_silver(threshold=0), "threshold"),
        (with_silver(threshold=30_000), "order"),
        (with_silver(rate=151), "order"),
        (with_silver(rate=99), "rate"),
    ],
)
def test_what_is_not_sound_is_refused(wish: Plan, why: str) -> None:
    with pytest.raises(PlanRefused) as refusal:
        tier_plans.check(wish)

    assert refusal.value.why == why
