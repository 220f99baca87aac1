"""Coupons and audiences: nobody is told of a coupon that is for others."""

import pytest

from services import coupons
from services.audiences import Excluded
from tests.desk import CONTENT, Desk
from tests.makers import EARLIER
from tests.services import ranks
from tests.services.test_giveaways import holders, offer, told


@pytest.mark.parametrize("for_everyone", [True, False])
def test_who_holds_another_rank_than_the_coupon_is_for_is_left_out(desk: Desk, *, for_everyone: bool) -> None:
    ranks.found(desk.session)
    silver, _none = desk.members(2)
    ranks.buy(desk.session, silver, 12_000)
    coupon = desk.make.coupon(for_everyone=for_everyone, tiers=("silver", "gold"))

    draft = desk.make.announcement(content={**CONTENT, "coupon_id": coupon.id})

    assert dict(desk.audience(draft).excluded) == {Excluded.COUPON: 1}
    desk.schedule(draft)
    desk.plan()
    assert (draft.planned, draft.excluded) == (1, {Excluded.COUPON: 1})


def test_who_had_as_many_as_one_may_have_is_left_out_by_dry_run_and_plan(desk: Desk) -> None:
    full, other = desk.members(2)
    coupon = offer(desk)
    coupons.grant(desk.session, coupon, full, now=EARLIER)
    announcement = desk.make.announcement(content={**CONTENT, "coupon_id": coupon.id})

    assert dict(desk.audience(announcement).excluded) == {Excluded.COUPON: 1}
    told(desk, coupon)
    desk.note(desk.claim())

    assert holders(desk) == [full.id, other.id]
