"""A large announcement goes to a few first: it waits for what they do, and halts on more than chance."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.announcements import Announcement, AnnouncementState
from models.canaries import Canary, CanaryState
from models.members import Member
from models.sendings import Delivery, Sending
from services import announcements, canaries, friendship
from services.sendings import Claim
from tests.desk import Desk, ids
from tests.services.test_safety import approve, draft

FROM, LEAST = 12, 6


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a dozen people be many, so that they are made quickly."""
    monkeypatch.setattr(canaries, "FROM", FROM)
    monkeypatch.setattr(canaries, "LEAST", LEAST)


def begin(desk: Desk, *, members: int = FROM, people: int = 4, **times: object) -> Announcement:
    desk.members(members)
    return desk.announce(people=people, **times)


def step(desk: Desk, found: Announcement) -> CanaryState | None:
    state = canaries.step(desk.session, found.id, choices=desk.choices, now=desk.now)
    desk.session.refresh(found)
    return state


def deliver(desk: Desk) -> list[int]:
    """Make all calls that may be made now, and give whom they went to."""
    reached: list[int] = []
    while isinstance(found := desk.look(), Claim):
        desk.note(found)
        reached += ids(found)
        desk.pass_time(timedelta(milliseconds=10))
    return reached


def canary(desk: Desk, found: Announcement) -> Canary:
    one = canaries.of(desk.session, found)
    assert one is not None
    return one


def withdraw(desk: Desk, members: list[int]) -> None:
    for number in members:
        desk.make.withdraw(desk.session.get_one(Member, number), at=desk.now)


def watched(desk: Desk, found: Announcement) -> list[int]:
    """Deliver to the first few, and go to the end of the watch."""
    first = deliver(desk)
    assert step(desk, found) == CanaryState.WATCHING
    return first


def test_just_so_many_go_first_and_the_rest_waits(desk: Desk) -> None:
    found = begin(desk, members=15)

    first = deliver(desk)

    assert len(first) == LEAST
    assert sum(sending.carried for sending in desk.sendings() if sending.is_canary) == LEAST
    assert sum(sending.carried for sending in desk.sendings()) == found.planned == 15
    assert desk.nothing_to_call()


@pytest.mark.parametrize(("share", "first"), [(2, 6), (50, 10)])
def test_a_larger_share_is_more_people(desk: Desk, share: int, first: int) -> None:
    desk.choose(canary_share=share)
    begin(desk, members=20)

    assert len(deliver(desk)) == first


@pytest.mark.parametrize("why", ["few", "share", "safety"])
def test_a_small_one_a_recall_and_a_shop_that_wants_none_wait_for_nobody(desk: Desk, why: str) -> None:
    desk.members(FROM - 1 if why == "few" else FROM)
    desk.choose(canary_share=0 if why == "share" else 2)
    if why == "safety":
        approve(desk, draft(desk), desk.make.staff())
        desk.plan()
    else:
        desk.announce()

    assert len(deliver(desk)) == (FROM - 1 if why == "few" else FROM)


def test_half_an_hour_is_waited_and_then_the_rest_goes(desk: Desk) -> None:
    found = begin(desk)
    first = watched(desk, found)
    end = canary(desk, found).watched_until
    assert end == desk.now + timedelta(minutes=30)

    desk.pass_time(timedelta(minutes=29))
    assert step(desk, found) == CanaryState.WATCHING
    assert desk.nothing_to_call()
    desk.pass_time(timedelta(minutes=1))
    assert step(desk, found) == CanaryState.PASSED

    rest = deliver(desk)
    assert len(first) + len(rest) == FROM
    assert not set(first) & set(rest)
    assert desk.report(found).state == AnnouncementState.SENT


def test_the_watch_ends_early_enough_for_the_rest_before_the_last_moment(desk: Desk) -> None:
    desk.choose(pace_per_minute=2)
    found = begin(desk, until=desk.now + timedelta(minutes=20))
    while step(desk, found) == CanaryState.GOING:
        if isinstance(claimed := desk.look(), Claim):
            desk.note(claimed)
        desk.pass_time(timedelta(seconds=30))

    # 6 people are left at two a minute, and a minute is kept besides
    assert found.valid_until is not None
    assert canary(desk, found).watched_until == found.valid_until - timedelta(minutes=4)


def test_it_halts_where_more_stop_or_block_than_chance_explains(desk: Desk) -> None:
    found = begin(desk)
    first = watched(desk, found)
    withdraw(desk, first[:3])
    for number in first[3:5]:
        member = desk.session.get_one(Member, number)
        evidence = desk.make.evidence(desk.now)
        friendship.block(desk.session, desk.make.speaker(member), evidence=evidence, now=desk.now)
    desk.pass_time(timedelta(minutes=30))

    assert step(desk, found) == CanaryState.HALTED
    assert (canary(desk, found).stops, canary(desk, found).people) == (5, LEAST)
    assert found.state == AnnouncementState.PAUSED
    assert desk.nothing_to_call()


def test_who_left_altogether_counts_as_a_stop(desk: Desk) -> None:
    found = begin(desk)
    first = watched(desk, found)
    for number in first[:5]:
        desk.make.erase(desk.session.get_one(Member, number), at=desk.now)
    desk.pass_time(timedelta(minutes=30))

    assert step(desk, found) == CanaryState.HALTED


def test_four_stops_are_too_few_to_say_anything(desk: Desk) -> None:
    found = begin(desk)
    withdraw(desk, watched(desk, found)[:4])
    desk.pass_time(timedelta(minutes=30))

    assert step(desk, found) == CanaryState.PASSED


def test_who_of_the_rest_stops_counts_for_nothing(desk: Desk) -> None:
    found = begin(desk)
    first = watched(desk, found)
    everybody = set(desk.session.scalars(select(Delivery.member_id)))
    withdraw(desk, sorted(everybody - set(first)))
    desk.pass_time(timedelta(minutes=30))

    assert step(desk, found) == CanaryState.PASSED
    assert canary(desk, found).stops == 0


def test_somebody_who_looked_at_it_lets_the_rest_go(desk: Desk) -> None:
    found = begin(desk)
    withdraw(desk, watched(desk, found)[:5])
    desk.pass_time(timedelta(minutes=30))
    step(desk, found)

    announcements.resume(desk.session, found, now=desk.now)
    assert desk.nothing_to_call()
    assert step(desk, found) == CanaryState.RELEASED

    assert len(deliver(desk)) == FROM - LEAST


def test_what_is_paused_or_over_is_not_let_go(desk: Desk) -> None:
    found = begin(desk)
    watched(desk, found)
    announcements.pause(desk.session, found, now=desk.now)
    desk.pass_time(timedelta(minutes=30))
    assert step(desk, found) == CanaryState.PASSED
    assert desk.nothing_to_call()

    announcements.cancel(desk.session, found, now=desk.now)

    assert canaries.open_ones(desk.session) == []


def test_the_shops_own_habit_is_the_measure_where_it_is_above_the_limit(desk: Desk) -> None:
    older = [desk.make.announcement() for _ in range(2)]
    for found, stops in zip(older, (60, 20), strict=True):
        row = {"people": 1_000, "stops": stops, "begun_at": desk.now, "state": CanaryState.PASSED}
        desk.session.add(Canary(announcement_id=found.id, **row))
    desk.session.flush()

    assert canaries.baseline(desk.session) == 0.04
    assert canaries.is_too_much(5, 200, 0.0)
    assert not canaries.is_too_much(5, 200, canaries.baseline(desk.session))


def test_a_shop_without_a_past_has_the_limit_alone(desk: Desk) -> None:
    assert canaries.baseline(desk.session) == 0


@pytest.mark.parametrize(
    ("stops", "people", "bound"),
    [(0, 200, 0.0), (5, 200, 0.0122), (10, 100, 0.0607), (1, 1, 0.2699), (0, 0, 0.0)],
)
def test_the_bound_is_wilsons(stops: int, people: int, bound: float) -> None:
    """Solved by hand: the share s at which (p - s)² = z²·s·(1 - s)/n."""
    assert canaries.lower_bound(stops, people) == pytest.approx(bound, abs=5e-5)
    if stops:
        share, low = stops / people, canaries.lower_bound(stops, people)
        assert (share - low) ** 2 == pytest.approx(canaries.Z**2 * low * (1 - low) / people)


@pytest.mark.parametrize(
    ("stops", "people", "halts"), [(4, 10, False), (5, 200, True), (5, 400, False), (9, 400, True)]
)
def test_it_takes_five_and_more_than_the_limit(stops: int, people: int, halts: bool) -> None:
    assert canaries.is_too_much(stops, people, 0.0) is halts


def test_a_call_of_the_first_few_that_is_still_open_is_waited_for(desk: Desk) -> None:
    found = begin(desk)
    claimed = desk.claim()

    assert step(desk, found) == CanaryState.GOING
    desk.note(claimed)
    deliver(desk)
    assert step(desk, found) == CanaryState.WATCHING
    assert {sending.is_canary for sending in _accepted(desk)} == {True}


def _accepted(desk: Desk) -> list[Sending]:
    return [sending for sending in desk.sendings() if sending.finished_at is not None]
