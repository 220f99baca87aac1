"""Giveaways: whom an announcement reached holds its coupon, once; nobody else does, and none is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.answers import Kind
from models.announcements import Announcement
from models.announcements import AnnouncementState as State
from models.coupons import Coupon, CouponGrant
from models.members import Member
from services import announcements, closings, coupons, giveaways, offers, sendings
from services.audiences import Excluded
from services.giveaways import CouponTooFew
from tests.clock import NOW
from tests.desk import CONTENT, Desk


def told(desk: Desk, coupon: Coupon, *, people: int = 500) -> Announcement:
    """An announcement with the coupon, planned."""
    announcement = desk.make.announcement(content={**CONTENT, "coupon_id": coupon.id})
    desk.schedule(announcement)
    desk.plan(people=people)
    return announcement


def offer(desk: Desk, **wishes: Any) -> Coupon:
    return desk.make.coupon(for_everyone=False, **wishes)


def holders(desk: Desk) -> list[int]:
    return list(desk.session.scalars(select(CouponGrant.member_id).order_by(CouponGrant.member_id)))


def given(desk: Desk, coupon: Coupon) -> int:
    desk.session.refresh(coupon)
    return coupon.granted


def settle(desk: Desk) -> None:
    """Do what the scheduler does every other second."""
    for work in (sendings.rescue, closings.end_waiting, closings.finish, giveaways.settle):
        work(desk.session, now=desk.now)


def test_whom_it_reached_holds_a_copy_with_a_code_of_their_own(desk: Desk) -> None:
    first, second = desk.members(2)
    coupon = offer(desk)
    announcement = told(desk, coupon)
    assert holders(desk) == []

    desk.note(desk.claim())

    assert holders(desk) == [first.id, second.id]
    (held,) = coupons.wallet(desk.session, first, now=desk.now)
    assert (held.coupon.id, held.grant.announcement_id) == (coupon.id, announcement.id)
    assert len(set(desk.session.scalars(select(CouponGrant.code)))) == 2
    settle(desk)
    assert given(desk, coupon) == 2


@pytest.mark.parametrize("kind", [Kind.REJECTED, Kind.RATE, Kind.QUOTA, Kind.TROUBLE])
def test_whom_it_surely_did_not_reach_holds_nothing(desk: Desk, kind: Kind) -> None:
    desk.members(2)
    coupon = offer(desk)
    announcement = told(desk, coupon)

    desk.note(desk.claim(), kind)
    settle(desk)
    assert holders(desk) == []
    desk.session.refresh(announcement)
    if announcement.state in announcements.ALIVE:
        announcements.cancel(desk.session, announcement, now=desk.now)
    settle(desk)

    assert holders(desk) == []
    assert given(desk, coupon) == 0
    assert announcement.reserved is None


def test_whom_it_may_have_reached_holds_it_and_no_second_one_when_that_is_clear(desk: Desk) -> None:
    (member,) = desk.members(1)
    coupon = offer(desk, per_member=5)
    told(desk, coupon)

    desk.note(desk.claim(), Kind.UNKNOWN)
    assert holders(desk) == [member.id]
    desk.pass_time(timedelta(seconds=10))
    desk.note(desk.claim())
    settle(desk)

    assert holders(desk) == [member.id]
    assert given(desk, coupon) == 1


def test_a_call_that_was_lost_with_its_process_gives_it_too(desk: Desk) -> None:
    (member,) = desk.members(1)
    coupon = offer(desk)
    told(desk, coupon)
    desk.claim()

    desk.pass_time(timedelta(seconds=61))
    settle(desk)

    assert holders(desk) == [member.id]


def test_who_stopped_after_the_plan_holds_nothing_and_their_copy_goes_back(desk: Desk) -> None:
    leaver, member = desk.members(2)
    coupon = offer(desk, stock=2)
    told(desk, coupon)
    assert given(desk, coupon) == 2
    desk.make.withdraw(leaver, at=NOW)

    desk.note(desk.claim())
    settle(desk)

    assert holders(desk) == [member.id]
    assert given(desk, coupon) == 1


def test_what_was_cancelled_half_way_gives_back_the_rest(desk: Desk) -> None:
    first, _ = desk.members(2)
    coupon = offer(desk, stock=2)
    announcement = told(desk, coupon, people=1)
    desk.note(desk.claim())

    announcements.cancel(desk.session, announcement, now=desk.now)
    settle(desk)

    assert holders(desk) == [first.id]
    assert given(desk, coupon) == 1


def test_a_call_under_way_while_it_is_cancelled_still_gives(desk: Desk) -> None:
    (member,) = desk.members(1)
    coupon = offer(desk, stock=1)
    announcement = told(desk, coupon)
    under_way = desk.claim()
    announcements.cancel(desk.session, announcement, now=desk.now)
    settle(desk)
    assert given(desk, coupon) == 1

    desk.note(under_way)
    settle(desk)

    assert holders(desk) == [member.id]
    assert given(desk, coupon) == 1


def test_fewer_copies_than_people_are_said_before_and_counted_after(desk: Desk) -> None:
    members = desk.members(3)
    coupon = offer(desk, stock=2)
    announcement = desk.make.announcement(content={**CONTENT, "coupon_id": coupon.id})

    with pytest.raises(CouponTooFew) as refusal:
        giveaways.check_stock(desk.session, announcement.content, people=3)
    told(desk, coupon)
    desk.note(desk.claim())

    assert (refusal.value.left, refusal.value.wanted) == (2, 3)
    assert holders(desk) == [members[0].id, members[1].id]
    planned = desk.session.scalars(select(Announcement).order_by(Announcement.id.desc())).first()
    assert planned is not None
    assert (planned.planned, planned.excluded) == (2, {Excluded.COUPON: 1})


def test_enough_copies_or_none_to_give_are_no_obstacle(desk: Desk) -> None:
    for coupon in (offer(desk, stock=2), offer(desk), desk.make.coupon(stock=1)):
        giveaways.check_stock(desk.session, {**CONTENT, "coupon_id": coupon.id}, people=2)


def test_a_coupon_withdrawn_since_is_promised_to_nobody(desk: Desk) -> None:
    desk.members(1)
    coupon = offer(desk)
    announcement = desk.make.announcement(content={**CONTENT, "coupon_id": coupon.id})
    desk.schedule(announcement)
    offers.withdraw(desk.session, coupon)

    desk.plan()

    assert (announcement.planned, announcement.excluded) == (0, {Excluded.COUPON: 1})


def test_a_coupon_for_everyone_is_shown_and_not_given(desk: Desk) -> None:
    desk.members(1)
    coupon = desk.make.coupon()
    announcement = told(desk, coupon)

    desk.note(desk.claim())

    assert announcement.reserved is None
    assert holders(desk) == []


def test_a_copy_that_somebody_else_numbered_first_is_given_under_the_next(desk: Desk) -> None:
    (member,) = desk.members(1)
    coupon = offer(desk, per_member=2)
    told(desk, coupon)
    claim = desk.claim()
    coupons.grant(desk.session, coupon, member, now=desk.now)

    desk.note(claim)

    rows = desk.session.execute(select(CouponGrant.number, CouponGrant.announcement_id.is_not(None)))
    assert sorted(tuple(row) for row in rows) == [(1, False), (2, True)]


def test_who_was_erased_meanwhile_is_passed_over(desk: Desk) -> None:
    gone, member = desk.members(2)
    coupon = offer(desk)
    told(desk, coupon)
    claim = desk.claim()
    desk.make.erase(desk.session.get_one(Member, gone.id), at=desk.now)

    desk.note(claim)
    settle(desk)

    assert holders(desk) == [member.id]


def test_asked_again_and_again_it_gives_once(desk: Desk) -> None:
    desk.members(3)
    coupon = offer(desk, per_member=9)
    announcement = told(desk, coupon)
    claim = desk.claim()
    desk.note(claim)

    for _ in range(3):
        giveaways.give(desk.session, desk.sending(claim.sending_id), now=desk.now)

    assert len(holders(desk)) == 3
    desk.session.refresh(announcement)
    assert announcement.state == State.SENT
