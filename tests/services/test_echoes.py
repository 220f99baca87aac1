"""Echoes: who stopped, who blocked, who used the coupon, among those whom an announcement reached."""

from datetime import timedelta

from models.members import Member
from services import echoes
from services.echoes import Echoes
from tests.desk import Desk

HOUR = timedelta(hours=1)


def stop(desk: Desk, member: Member) -> None:
    desk.make.withdraw(member, at=desk.now)


def test_those_who_stop_after_the_message_are_counted_for_three_days(desk: Desk) -> None:
    before, soon, twice, late, _ = desk.members(5)
    stop(desk, before)
    desk.pass_time(HOUR)
    announcement = desk.announce()
    desk.note(desk.claim())
    desk.pass_time(HOUR)
    for member in (soon, twice, twice):
        stop(desk, member)
    desk.pass_time(72 * HOUR)
    stop(desk, late)

    assert echoes.of(desk.session, announcement) == Echoes(stops=2, blocks=0, coupons=None)


def test_those_erased_since_are_counted_too(desk: Desk) -> None:
    (member, _) = desk.members(2)
    announcement = desk.announce()
    desk.note(desk.claim())
    desk.pass_time(HOUR)
    desk.make.erase(member, at=desk.now)

    assert echoes.of(desk.session, announcement).stops == 1


def test_those_whom_it_did_not_reach_are_not_counted(desk: Desk) -> None:
    left, _ = desk.members(2)
    announcement = desk.announce()
    other = desk.make.member(reachable=True)
    stop(desk, left)
    desk.note(desk.claim())
    desk.pass_time(2 * HOUR)
    stop(desk, other)

    assert echoes.of(desk.session, announcement).stops == 0
    assert len(echoes.numbers(desk.session, announcement)) == 1


def test_coupons_used_since_it_arrived_are_counted(desk: Desk) -> None:
    first, second = desk.members(2)
    coupon = desk.make.coupon(for_everyone=False, per_member=2)
    grants = [desk.make.held(member, coupon) for member in (first, second)]
    grants[1].used_at = desk.now - HOUR
    announcement = desk.draft()
    announcement.content = {**announcement.content, "coupon_id": coupon.id}
    desk.schedule(announcement)
    desk.plan()
    desk.note(desk.claim())
    desk.pass_time(HOUR)
    grants[0].used_at = desk.now
    desk.session.flush()

    assert echoes.of(desk.session, announcement).coupons == 1


def test_what_nobody_got_has_no_echo(desk: Desk) -> None:
    announcement = desk.schedule()

    assert echoes.of(desk.session, announcement) == Echoes(0, 0, None)
    assert echoes.numbers(desk.session, announcement) == []
