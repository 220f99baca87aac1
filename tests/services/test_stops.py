"""Stops and claims at the same time: each sees what the other did, and what a member is told is true."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Purpose
from models.members import Member
from models.preferences import Rhythm
from models.sendings import Delivery, Sending
from services import announcements, answers, friendship, preferences, sendings, topics
from services.sendings import Claim, Rest
from tests.clock import NOW, Clock
from tests.databases import Store
from tests.desk import ANYTIME, Desk, ids
from tests.makers import Make, unlocked

EVERY_CASE = True

Way = Callable[[Desk, Member], Any]


@dataclass
class Town:
    """Members in a database of their own, one announcement for them, and who works on it at the same time."""

    store: Store
    members: list[Member]
    announcement_id: int

    def desk(self, session: Session) -> Desk:
        return Desk(session, Make(session, unlocked(session)), Clock(), ANYTIME)

    def look(self, session: Session, now: datetime = NOW) -> Claim | Rest:
        return sendings.claim(session, now=now, choices=ANYTIME)

    def go(self, way: Way, member: Member) -> Any:
        """Let a member, or the shop, stop in a transaction of their own."""
        with self.store.sessions.begin() as session:
            return way(self.desk(session), session.get_one(Member, member.id))


def settle(store: Store, *, count: int, people: int) -> Town:
    with store.sessions.begin() as session:
        desk = Desk(session, Make(session, unlocked(session)), Clock(), ANYTIME)
        members = desk.members(count)
        return Town(store, members, desk.announce(people=people).id)


def stop(desk: Desk, member: Member) -> bool:
    """Stop, and tell whether the member heard that something is under way."""
    done = answers.stop(desk.session, member, evidence=desk.make.evidence(NOW), now=NOW)
    return isinstance(done, answers.Declined) and done.one_under_way


def decline(desk: Desk, member: Member) -> None:
    tap = desk.make.tap(desk.make.speaker(member), Purpose.ANNOUNCEMENTS, is_yes=False, at=NOW)
    desk.make.answer(tap)


def narrow(desk: Desk, member: Member) -> None:
    """Choose word of expiring points only."""
    desk.make.agree(member, Purpose.SERVICE, at=NOW)


def block(desk: Desk, member: Member) -> None:
    somebody = replace(desk.make.speaker(member), member=member)
    friendship.block(desk.session, somebody, evidence=desk.make.evidence(NOW), now=NOW)


def leave(desk: Desk, member: Member) -> None:
    desk.make.erase(member)


def rest(desk: Desk, member: Member) -> None:
    preferences.rest(desk.session, member, "week", now=NOW)


def want_less(desk: Desk, member: Member) -> None:
    preferences.set_rhythm(desk.session, member, Rhythm.IMPORTANT, now=NOW)


def tire_of_the_topic(desk: Desk, member: Member) -> None:
    news = topics.by_code(desk.session, topics.NEWS)
    topics.want(desk.session, member, news.id, is_wanted=False, now=NOW)


def shop_pauses(desk: Desk, _member: Member) -> None:
    announcements.pause(desk.session, announcements.find(desk.session, 1), now=NOW)


def shop_cancels(desk: Desk, _member: Member) -> None:
    announcements.cancel(desk.session, announcements.find(desk.session, 1), now=NOW)


MEMBERS: list[Way] = [stop, decline, narrow, block, leave, rest, want_less, tire_of_the_topic]
SHOPS: list[Way] = [shop_pauses, shop_cancels]


def test_whoever_stops_waits_until_the_intents_that_are_being_noted_are_kept(store: Store) -> None:
    ways = [*MEMBERS, shop_cancels]
    town = settle(store, count=len(ways), people=len(ways))
    stopped: list[Way] = []

    def go(way: Way, member: Member) -> None:
        town.go(way, member)
        stopped.append(way)

    with ThreadPoolExecutor(len(ways)) as threads:
        with store.sessions.begin() as session:
            assert isinstance(town.look(session), Claim)
            done = [threads.submit(go, *pair) for pair in zip(ways, town.members, strict=True)]
            time.sleep(0.3)
            assert stopped == []
        for one in done:
            one.result()


@pytest.mark.parametrize("way", [*MEMBERS, *SHOPS])
def test_whoever_claims_waits_for_a_stop_and_heeds_it(store: Store, way: Way) -> None:
    town = settle(store, count=2, people=2)
    found: list[Claim | Rest] = []

    def claim() -> None:
        with store.sessions.begin() as session:
            found.append(town.look(session))

    claiming = threading.Thread(target=claim)
    with store.sessions.begin() as session:
        way(town.desk(session), session.get_one(Member, town.members[0].id))
        claiming.start()
        claiming.join(0.1)
        assert found == []
    claiming.join()

    called = [ids(claim) for claim in found if isinstance(claim, Claim)]
    assert called == ([] if way in SHOPS else [[town.members[1].id]])


def test_in_a_rush_of_stops_everybody_is_told_what_the_books_say(store: Store) -> None:
    town = settle(store, count=32, people=2)
    told: dict[int, bool] = {}

    def stop_each(members: list[Member]) -> None:
        for member in members:
            told[member.id] = town.go(stop, member)

    def claim_all() -> None:
        now: datetime | None = NOW
        while now is not None:
            with store.sessions.begin() as session:
                found = town.look(session, now)
                time.sleep(0.02)  # a busy machine
            now = now if isinstance(found, Claim) else found.until

    with ThreadPoolExecutor(6) as threads:
        done = [threads.submit(claim_all) for _ in range(2)]
        done += [threads.submit(stop_each, town.members[::-1][start::4]) for start in range(4)]
    for one in done:
        one.result()

    assert told == covered_by_an_intent(town)


def covered_by_an_intent(town: Town) -> dict[int, bool]:
    intents = select(Delivery.member_id, Delivery.dropped, Sending.attempts).join(
        Sending, Sending.id == Delivery.sending_id
    )
    with town.store.readings.begin() as session:
        rows = session.execute(intents).all()
    return {row.member_id: row.attempts > 0 and row.dropped is None for row in rows}
