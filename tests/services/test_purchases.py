"""A purchase at any till: points by the rank that the member holds, and the rank that it brings."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from models.coupons import OfferWay
from services import exchanges, purchases, tiers
from services.purchases import Sale
from services.settings import Choices
from services.welcomes import WelcomeLocked
from tests.clock import NOW
from tests.makers import Make
from tests.services.ranks import PLAN, SILVER, found


def test_points_are_given_by_the_rank_held_before_and_the_rank_rises_after(
    make: Make, session: Session
) -> None:
    found(session, replace(PLAN, ranks=(replace(SILVER, rate=150),)))
    member = make.member()

    first = purchases.give(session, member, Sale("1", 12_000), choices=Choices(), now=NOW)
    risen = tiers.of(session, member)
    second = purchases.give(session, member, Sale("2", 1_000), choices=Choices(), now=NOW)

    assert risen is not None
    assert (first.points, risen.code, second.points) == (120, "silver", 15)


def test_a_receipt_that_comes_again_gives_nothing_more(make: Make, session: Session) -> None:
    found(session)
    member = make.member()

    given = [purchases.give(session, member, Sale("1", 5_000), choices=Choices(), now=NOW) for _ in range(3)]

    assert {one.balance for one in given} == {given[0].balance}
    assert tiers.of(session, member) is None, "5,000 yen three times would have been enough"


def test_a_welcome_gift_that_waits_buys_no_coupon(make: Make, session: Session) -> None:
    member = make.member()
    coupon = make.coupon(way=OfferWay.EXCHANGE, points=80)

    with pytest.raises(WelcomeLocked):
        exchanges.exchange(
            session,
            member,
            coupon.id,
            cost=80,
            once="x",
            choices=Choices(welcome_from_purchase=True),
            now=NOW,
        )
