"""Changing phone or account: everything of worth comes along once, and no consent does."""

import random
import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from models.codes import CodeKind
from models.consents import Answer, Purpose
from models.coupons import CouponGrant, GrantState
from models.erasures import Erasure
from models.members import Member
from models.points import EntryKind, PointsEntry, PointsLot
from models.requests import RequestKind, RequestWay
from services import codes, consent, coupons, people, points, requests, transfers
from services.transfers import Moved, TransferRefused
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked


def move(make: Make, old: Member, new: Member) -> Moved:
    return transfers.move(make.session, make.vault, old=old, new=new, evidence=make.evidence(NOW), now=NOW)


def lots(make: Make, member: Member) -> dict[str, int]:
    """What can be used, by the day it ends."""
    rows = make.session.execute(
        select(PointsLot.expires_at, func.sum(PointsLot.remaining))
        .where(PointsLot.member_id == member.id, PointsLot.remaining > 0)
        .group_by(PointsLot.expires_at)
    )
    return {f"{end:%Y-%m-%d}": int(left) for end, left in rows}


def balance(make: Make, member: Member) -> int:
    return points.balance(make.session, member, now=NOW)


def buy(make: Make, member: Member, yen: int, *, days_ago: int = 0, cause: str = "") -> None:
    at = NOW - timedelta(days=days_ago)
    named = cause or f"buy:{member.id}:{yen}:{days_ago}"
    points.earn(make.session, member, yen=yen, cause=named, choices=make.choices, now=at)


def gift(make: Make, member: Member) -> int:
    """What is left of the welcome gift."""
    left = select(PointsLot.remaining).join(PointsEntry, PointsEntry.id == PointsLot.entry_id)
    mine = left.where(PointsLot.member_id == member.id, PointsEntry.kind == EntryKind.WELCOME)
    return make.session.scalar(mine) or 0


def test_points_come_along_with_their_expiry(make: Make) -> None:
    old, new = make.member(), make.member()
    buy(make, old, 5000)
    buy(make, old, 3000, days_ago=100)
    buy(make, old, 3000, days_ago=40)
    points.spend(make.session, old, points=40, cause="s", choices=make.choices, now=NOW)
    before = {day: left for day, left in lots(make, old).items() if left != gift(make, old)}
    assert sorted(before.values()) == [20, 50]
    own = lots(make, new)

    moved = move(make, old, new)

    assert moved.points == sum(before.values())
    both = {day: before.get(day, 0) + own.get(day, 0) for day in before.keys() | own.keys()}
    assert lots(make, new) == both
    lines = points.history(make.session, new)
    assert sorted(line.amount for line in lines if line.kind == EntryKind.PURCHASE) == [30, 30, 50]
    assert [line.amount for line in lines if line.kind == EntryKind.TRANSFER] == [-100]


@pytest.mark.parametrize("seed", range(6))
def test_before_and_after_are_the_same_in_total(make: Make, seed: int) -> None:
    dice = random.Random(seed)
    old, new = make.member(), make.member()
    for number in range(dice.randrange(8)):
        who = dice.choice([old, new])
        buy(make, who, dice.randrange(100, 20_000), days_ago=dice.randrange(600), cause=f"b{number}")
        wanted = dice.randrange(1, 120)
        if balance(make, who) >= wanted:
            points.spend(make.session, who, points=wanted, cause=f"u{number}", choices=make.choices, now=NOW)
    before = balance(make, old) + balance(make, new) - gift(make, old)

    moved = move(make, old, new)

    assert balance(make, new) == before
    assert moved.points <= before
    entries = select(func.sum(PointsEntry.amount)).where(PointsEntry.member_id == new.id)
    remaining = select(func.sum(PointsLot.remaining)).where(PointsLot.member_id == new.id)
    assert make.session.scalar(entries) == make.session.scalar(remaining)


def test_two_accounts_that_pass_points_to_and_fro_gain_no_gift(make: Make) -> None:
    keeper = make.member()

    for _ in range(3):
        moved = move(make, make.member(), keeper)
        assert (moved.points, moved.is_gift_left) == (0, True)

    assert balance(make, keeper) == make.choices.welcome_points


def test_where_the_new_membership_brought_no_gift_the_old_one_comes_along(make: Make) -> None:
    old, new = make.member(), make.member()
    make.session.execute(delete(PointsLot).where(PointsLot.member_id == new.id))
    make.session.execute(delete(PointsEntry).where(PointsEntry.member_id == new.id))

    moved = move(make, old, new)

    assert (moved.points, moved.is_gift_left) == (make.choices.welcome_points, False)


def test_coupons_come_along_with_their_codes(make: Make) -> None:
    old, new = make.member(), make.member()
    held, used = make.held(old), make.held(old)
    make.used(used)

    moved = move(make, old, new)

    assert moved.coupons == 1
    wallet = coupons.wallet(make.session, new, now=NOW)
    assert [row.grant.code for row in wallet] == [held.code]
    assert make.session.scalar(select(CouponGrant).where(CouponGrant.code == used.code)) is None


def test_nobody_comes_by_more_copies_than_one_may_have(make: Make) -> None:
    old, new = make.member(), make.member()
    coupon = make.coupon(per_member=3, for_everyone=False)
    for member in (old, old, new, new):
        make.held(member, coupon)

    assert move(make, old, new).coupons == 1
    copies = make.session.scalars(select(CouponGrant).where(CouponGrant.member_id == new.id)).all()
    assert sorted(copy.number for copy in copies) == [1, 2, 3]
    assert {copy.state for copy in copies} == {GrantState.HELD}


def test_no_consent_moves_and_the_old_one_is_withdrawn(make: Make) -> None:
    old, new = make.member(reachable=True), make.member()

    move(make, old, new)

    assert not consent.is_given(make.session, new, Purpose.ANNOUNCEMENTS)
    lines = consent.receipts(make.session, old)
    assert (lines[0].answer, lines[0].reason) == (Answer.WITHDRAWN, "transfer")
    assert {line.purpose for line in consent.receipts(make.session, new)} == {Purpose.MEMBERSHIP}


def test_the_old_card_is_dead_at_once(make: Make) -> None:
    old, new = make.member(), make.member()
    card, pid = old.card_number, old.pid

    moved = move(make, old, new)

    with pytest.raises(people.CardUnknown):
        people.by_card(make.session, card)
    [erasure] = make.session.scalars(select(Erasure))
    assert (erasure.member_pid, erasure.cause, erasure.final_at) == (pid, "transfer", moved.final_at)


def test_what_somebody_waits_for_is_theirs_still(make: Make) -> None:
    old, new = make.member(), make.member()
    values = {"way": RequestWay.CHAT, "details": "x", "now": NOW}
    asked = [
        requests.open(make.session, make.vault, member_pid=old.pid, kind=kind, **values)  # type: ignore[arg-type]
        for kind in (RequestKind.CORRECTION, RequestKind.TRANSFER)
    ]
    pid = old.pid

    move(make, old, new)

    assert [request.member_pid for request in asked] == [new.pid, pid]


def test_a_code_takes_everything_along_once(make: Make) -> None:
    old, new, third = make.member(), make.member(), make.member()
    buy(make, old, 5000)
    code = codes.issue(make.session, make.vault, old, CodeKind.TRANSFER, now=NOW)

    moved = transfers.by_code(
        make.session, make.vault, new, code.lower(), evidence=make.evidence(NOW), now=NOW
    )

    assert moved.points == 50
    with pytest.raises(codes.CodeUnknown):
        transfers.by_code(make.session, make.vault, third, code, evidence=make.evidence(NOW), now=NOW)
    assert balance(make, third) == make.choices.welcome_points


def test_a_code_typed_into_its_own_account_changes_nothing(make: Make) -> None:
    member = make.member()
    code = codes.issue(make.session, make.vault, member, CodeKind.TRANSFER, now=NOW)

    with pytest.raises(TransferRefused) as refused:
        transfers.by_code(make.session, make.vault, member, code, evidence=make.evidence(NOW), now=NOW)

    assert refused.value.why == "same"
    assert codes.living(make.session, member, CodeKind.TRANSFER, now=NOW)
    with pytest.raises(TransferRefused):
        move(make, member, member)


def test_of_two_who_use_one_code_at_once_one_gets_it(store: Store) -> None:
    """Each in a transaction of its own; the second begins before the first ends."""
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        old, first, second = make.member(), make.member(), make.member()
        buy(make, old, 5000)
        code = codes.issue(session, make.vault, old, CodeKind.TRANSFER, now=NOW)
        vault, evidence = make.vault, make.evidence(NOW)
    results: list[object] = []

    def take(new: Member) -> None:
        try:
            with store.sessions.begin() as session:
                mine = session.get_one(Member, new.id)
                results.append(transfers.by_code(session, vault, mine, code, evidence=evidence, now=NOW))
        except codes.CodeUnknown as refusal:
            results.append(refusal)

    threads = [threading.Thread(target=take, args=(member,)) for member in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.readings.begin() as session:
        balances = [points.balance(session, member, now=NOW) for member in (first, second)]
    assert sorted(balances) == [100, 150]
    assert sorted(type(result).__name__ for result in results) == ["CodeUnknown", "Moved"]
