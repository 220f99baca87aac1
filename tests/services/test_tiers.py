"""Ranks: up at once, down only after the window and the grace, and told once."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.tiers import MemberTier, TierBasis, TierMove
from services import points, reversals, tier_nights, tier_plans, tiers, transfers
from services.settings import Choices
from tests.clock import NOW, in_japan
from tests.makers import Make
from tests.services.ranks import GOLD, PLAN, SILVER, buy, code, found


def test_a_shop_without_ranks_has_none(make: Make, session: Session) -> None:
    member = make.member()
    buy(session, member, 50_000)

    assert tiers.of(session, member) is None
    assert tiers.standing(session, member, now=NOW) is None


def test_a_purchase_that_reaches_a_rank_gives_it_at_once(make: Make, session: Session) -> None:
    found(session)
    member = make.member()

    buy(session, member, 9_999)
    assert code(session, member) is None
    buy(session, member, 100)

    assert code(session, member) == "silver"


def test_points_can_be_what_is_added_up(make: Make, session: Session) -> None:
    found(session, replace(PLAN, basis=TierBasis.POINTS, ranks=(replace(SILVER, threshold=101),)))
    member = make.member()

    buy(session, member, 10_000)
    assert code(session, member) is None, "the welcome points are no purchase"
    buy(session, member, 100)

    assert code(session, member) == "silver"


def test_the_member_sees_the_rank_its_last_day_and_what_is_missing(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)

    seen = tiers.standing(session, member, now=NOW)

    assert seen is not None
    assert seen.tier is not None
    assert seen.following is not None
    assert (seen.tier.code, seen.last_day) == ("silver", date(2027, 12, 30))
    assert (seen.following.code, seen.missing, seen.amount) == ("gold", 18_000, 12_000)


def test_who_holds_the_highest_has_nothing_missing(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 30_000)

    seen = tiers.standing(session, member, now=NOW)

    assert seen is not None
    assert (seen.following, seen.missing) == (None, 0)


def test_a_rank_is_kept_for_the_window_and_the_grace_and_then_goes(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)

    for day, held in (
        (date(2027, 11, 30), "silver"),
        (date(2027, 12, 30), "silver"),
        (date(2027, 12, 31), None),
    ):
        tiers.judge(session, member, now=in_japan(day.year, day.month, day.day))
        assert code(session, member) == held, day


def test_a_fall_goes_to_the_rank_that_is_still_earned(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 20_000)
    buy(session, member, 10_000, now=NOW + timedelta(days=200))

    tiers.judge(session, member, now=in_japan(2028, 1, 5))

    assert code(session, member) == "silver"
    held = session.get_one(MemberTier, member.id)
    assert held.until_at is not None
    assert held.until_at > in_japan(2028, 6, 1)


def test_a_purchase_within_the_grace_keeps_the_rank(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)

    buy(session, member, 10_000, now=in_japan(2027, 12, 20))
    tiers.judge(session, member, now=in_japan(2028, 2, 1))

    assert code(session, member) == "silver"


def test_what_is_taken_back_no_longer_carries_a_rank_beyond_the_grace(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    entry = buy(session, member, 12_000)
    reversals.undo(session, entry.id, staff_id=None, reason="返品", now=NOW)

    tiers.judge(session, member, now=NOW)
    assert code(session, member) == "silver"
    tiers.judge(session, member, now=NOW + timedelta(days=29))
    assert code(session, member) == "silver"
    tiers.judge(session, member, now=NOW + timedelta(days=32))

    assert code(session, member) is None


def test_a_change_is_told_once(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)

    news = tiers.take_news(session, member)

    assert news is not None
    assert news.tier is not None
    assert (news.move, news.tier.code) == (TierMove.UP, "silver")
    assert tiers.take_news(session, member) is None


def test_the_night_sees_to_everybody_whose_day_is_over(make: Make, session: Session) -> None:
    found(session)
    members = [make.member() for _ in range(3)]
    for member in members:
        buy(session, member, 12_000)

    assert tier_nights.over(session, now=in_japan(2027, 12, 31), limit=2) == 2
    assert tier_nights.over(session, now=in_japan(2027, 12, 31), limit=2) == 1
    assert tier_nights.over(session, now=in_japan(2027, 12, 31), limit=2) == 0
    assert [code(session, member) for member in members] == [None] * 3


def test_the_night_sees_what_no_door_had_judged(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    points.earn(session, member, yen=12_000, cause="till", choices=Choices(), now=NOW)

    look = tier_nights.moved(session, after=0, now=NOW)

    assert (look.judged, look.is_last) == (1, True)
    assert code(session, member) == "silver"
    assert tier_nights.moved(session, after=look.bookmark, now=NOW).judged == 0


def test_new_rules_are_gone_through_once(make: Make, session: Session) -> None:
    members = [make.member() for _ in range(3)]
    for member in members:
        buy(session, member, 12_000)
    found(session, now=NOW)

    looks = [tier_nights.anew(session, now=NOW, limit=2) for _ in range(3)]

    assert [(look.judged, look.is_last) for look in looks] == [(2, False), (1, True), (0, True)]
    assert {code(session, member) for member in members} == {"silver"}


def test_a_rank_promised_under_other_rules_stands_until_its_day(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)
    harder = replace(PLAN, ranks=(replace(SILVER, threshold=20_000), GOLD))
    plan = found(session, harder, now=NOW)
    later = NOW + timedelta(days=60)

    assert tier_plans.in_force(session, now=later) == plan
    tiers.judge(session, member, now=later)
    assert code(session, member) == "silver"
    tiers.judge(session, member, now=in_japan(2027, 12, 30))
    assert code(session, member) == "silver"
    tiers.judge(session, member, now=in_japan(2027, 12, 31))

    assert code(session, member) is None


def test_a_rank_put_below_is_no_rise(make: Make, session: Session) -> None:
    found(session)
    member = make.member()
    buy(session, member, 12_000)
    tiers.take_news(session, member)
    bronze = replace(SILVER, code="bronze", threshold=1_000)
    found(session, replace(PLAN, ranks=(bronze, SILVER, GOLD)), now=NOW)

    tiers.judge(session, member, now=NOW)

    assert code(session, member) == "silver"
    assert tiers.take_news(session, member) is None


def test_a_rank_goes_along_to_another_account(make: Make, session: Session) -> None:
    found(session)
    old, new = make.member(), make.member()
    buy(session, old, 12_000)

    transfers.move(session, make.vault, old=old, new=new, evidence=make.evidence(NOW), now=NOW)
    tiers.judge(session, new, now=NOW + timedelta(days=300))

    assert code(session, new) == "silver"
    tiers.judge(session, new, now=in_japan(2027, 12, 31))
    assert code(session, new) is None
