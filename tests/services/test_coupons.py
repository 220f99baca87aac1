"""Coupons: held, shown for ten minutes, used once."""

import threading
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.coupons import Coupon, CouponGrant, GrantState
from models.members import Member
from services import coupons, offers
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked


def codes(make: Make, member: Member) -> list[str]:
    return [held.grant.code for held in coupons.wallet(make.session, member, now=NOW)]


def test_a_coupon_for_everyone_is_in_the_wallet_of_whoever_looks(make: Make) -> None:
    make.coupon()
    member = make.member()

    assert len(codes(make, member)) == 1
    assert codes(make, member) == codes(make, member)


def test_the_wallet_tells_where_a_coupon_holds_and_puts_the_soonest_to_end_first(make: Make) -> None:
    shop = make.shop("駅前店")
    make.coupon("後", ends_on=date(2027, 3, 1))
    make.coupon("先", ends_on=date(2026, 12, 5), shop_ids=(shop.id,))

    held = coupons.wallet(make.session, make.member(), now=NOW)

    assert [(one.coupon.title, one.shops) for one in held] == [("先", ["駅前店"]), ("後", [])]


def test_what_has_not_begun_or_is_over_is_not_in_the_wallet(make: Make) -> None:
    make.coupon(starts_on=date(2026, 12, 2))
    make.coupon(ends_on=date(2026, 12, 1))
    member = make.member()

    tomorrow = coupons.wallet(make.session, member, now=NOW + timedelta(days=1))

    assert len(coupons.wallet(make.session, member, now=NOW)) == 1
    assert len(tomorrow) == 1


def test_a_retired_offer_is_handed_out_no_more_but_stays_good_for_those_who_hold_it(make: Make) -> None:
    coupon, early, late = make.coupon(), make.member(), make.member()
    codes(make, early)

    offers.withdraw(make.session, coupon)

    assert len(codes(make, early)) == 1
    assert codes(make, late) == []


def test_the_last_copy_goes_to_one_person_and_the_next_finds_none(make: Make) -> None:
    coupon = make.coupon(stock=1, for_everyone=False)
    coupons.grant(make.session, coupon, make.member(), now=NOW)

    with pytest.raises(coupons.CouponSoldOut):
        coupons.grant(make.session, coupon, make.member(), now=NOW)


def test_nobody_gets_more_copies_than_one_may_have(make: Make) -> None:
    coupon, member = make.coupon(per_member=2, for_everyone=False), make.member()
    for _ in range(2):
        coupons.grant(make.session, coupon, member, now=NOW)

    with pytest.raises(coupons.CouponLimit):
        coupons.grant(make.session, coupon, member, now=NOW)


def test_shown_then_used_once_however_often_it_is_tapped(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupons.show(make.session, member, code, now=NOW)

    used = coupons.use(make.session, member, code, now=NOW + timedelta(minutes=2))

    assert used.grant.state == GrantState.USED
    with pytest.raises(coupons.CouponAlreadyUsed) as refusal:
        coupons.use(make.session, member, code, now=NOW + timedelta(minutes=3))
    assert refusal.value.used_at == NOW + timedelta(minutes=2)


def test_it_is_not_used_before_it_is_shown(make: Make) -> None:
    member = make.member()

    with pytest.raises(coupons.CouponNotShown):
        coupons.use(make.session, member, make.held(member).code, now=NOW)


def test_after_ten_minutes_it_is_back_in_the_list_and_can_be_shown_again(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    shown = coupons.show(make.session, member, code, now=NOW)
    later = NOW + timedelta(minutes=10)

    with pytest.raises(coupons.CouponNotShown):
        coupons.use(make.session, member, code, now=later)

    assert shown.shown_until == later
    assert code in [held.grant.code for held in coupons.wallet(make.session, member, now=later)]
    coupons.show(make.session, member, code, now=later)
    assert coupons.use(make.session, member, code, now=later).grant.used_at == later


def test_showing_again_starts_the_ten_minutes_anew(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupons.show(make.session, member, code, now=NOW)
    coupons.show(make.session, member, code, now=NOW + timedelta(minutes=9))

    assert coupons.use(make.session, member, code, now=NOW + timedelta(minutes=15)).grant.used_at


def test_a_used_coupon_cannot_be_shown(make: Make) -> None:
    member = make.member()
    code = make.held(member).code
    coupons.show(make.session, member, code, now=NOW)
    coupons.use(make.session, member, code, now=NOW)

    with pytest.raises(coupons.CouponAlreadyUsed):
        coupons.show(make.session, member, code, now=NOW)


def test_before_its_first_and_after_its_last_day_it_cannot_be_shown(make: Make) -> None:
    member = make.member()
    early = make.held(member, make.coupon(starts_on=date(2026, 12, 2), for_everyone=False)).code
    over = make.held(member, make.coupon(for_everyone=False)).code

    with pytest.raises(coupons.CouponNotBegun):
        coupons.show(make.session, member, early, now=NOW)
    with pytest.raises(coupons.CouponExpired):
        coupons.show(make.session, member, over, now=NOW + timedelta(days=60))


def test_somebody_elses_coupon_is_unknown(make: Make) -> None:
    code = make.held(make.member()).code

    with pytest.raises(coupons.CouponUnknown):
        coupons.show(make.session, make.member(), code, now=NOW)


def test_the_clerk_confirms_by_code_as_it_is_read_out(make: Make) -> None:
    code, clerk, shop = make.held(make.member()).code, make.staff(), make.shop()

    spoken = f"{code[:4].lower()}-{code[4:].lower()}"
    used = coupons.use_at_counter(make.session, spoken, staff_id=clerk.id, shop_id=shop.id, now=NOW)

    assert (used.grant.staff_id, used.grant.shop_id, used.grant.used_at) == (clerk.id, shop.id, NOW)
    with pytest.raises(coupons.CouponAlreadyUsed):
        coupons.use_at_counter(make.session, code, staff_id=clerk.id, shop_id=shop.id, now=NOW)
    with pytest.raises(coupons.CouponUnknown):
        coupons.use_at_counter(make.session, "ZZZZZZZZ", staff_id=clerk.id, shop_id=None, now=NOW)


def test_staff_give_it_back_the_same_day_only(make: Make) -> None:
    member, clerk = make.member(), make.staff()
    held = make.held(member)
    coupons.use_at_counter(make.session, held.code, staff_id=clerk.id, shop_id=None, now=NOW)

    with pytest.raises(coupons.CouponUnknown):
        coupons.undo(make.session, held.id, now=NOW + timedelta(days=1))
    back = coupons.undo(make.session, held.id, now=NOW + timedelta(hours=1))

    assert (back.grant.state, back.grant.used_at) == (GrantState.HELD, None)


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"title": " "}, "title"),
        ({"title": "あ" * 61}, "title"),
        ({"condition": "あ" * 121}, "title"),
        ({"ends_on": date(2026, 11, 1)}, "window"),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2026, 11, 30)}, "past"),
        ({"stock": 0}, "stock"),
        ({"per_member": 0}, "per_member"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(make: Make, wishes: dict[str, object], why: str) -> None:
    with pytest.raises(offers.OfferRefused) as refusal:
        make.coupon(str(wishes.get("title", "珈琲")), **{k: v for k, v in wishes.items() if k != "title"})

    assert refusal.value.why == why


def test_offers_are_listed_with_how_often_they_were_used(make: Make) -> None:
    coupon = make.coupon(for_everyone=False)
    held = make.held(make.member(), coupon)
    coupons.use_at_counter(make.session, held.code, staff_id=make.staff().id, shop_id=None, now=NOW)

    assert offers.all_of_them(make.session) == [offers.Standing(coupon, 1)]


def test_of_many_taps_at_once_one_uses_the_coupon_and_one_takes_the_last_copy(store: Store) -> None:
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        member = make.member()
        code = make.held(member).code
        coupons.show(session, member, code, now=NOW)
        last = make.coupon(stock=1, for_everyone=False).id
        people = [member.id, *(make.member().id for _ in range(5))]
    won: list[str] = []

    def tap(member_id: int) -> None:
        with store.sessions.begin() as session:
            won.extend(try_both(session, people[0], code, member_id, last))

    together([threading.Thread(target=tap, args=(member_id,)) for member_id in people])

    assert sorted(won) == ["got", "used"]
    with store.readings.begin() as session:
        assert session.query(CouponGrant).filter_by(coupon_id=last).count() == 1


def try_both(session: Session, holder: int, code: str, member_id: int, coupon_id: int) -> list[str]:
    """Use the one coupon, and take the last copy of the other; tell what came off."""
    won = []
    with suppress(coupons.CouponAlreadyUsed):
        coupons.use(session, session.get_one(Member, holder), code, now=NOW)
        won.append("used")
    with suppress(coupons.CouponSoldOut):
        coupons.grant(
            session, session.get_one(Coupon, coupon_id), session.get_one(Member, member_id), now=NOW
        )
        won.append("got")
    return won


def together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
