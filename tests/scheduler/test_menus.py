"""Menus at LINE: brought once, linked to members only, taken off who leaves, however often LINE says no."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.members import Member
from models.menus import Menu, MenuFarewell, MenuKind, MenuState
from scheduler import menus as job
from services import farewells, friendship, menus
from services.menus import Design
from simulator import RunningLine
from tests.bot.wires import wire_to
from tests.clock import Clock
from tests.databases import Store
from tests.makers import Make, unlocked

DATABASES = ("sqlite",)
"""The rules run on both (tests/services/test_menus.py); here it is LINE that is tried."""
RED = Design("#b33a2e")


@dataclass
class Shop:
    """A shop with its database, its LINE and its job."""

    store: Store
    line: RunningLine
    clock: Clock

    def __post_init__(self) -> None:
        with self.store.sessions.begin() as session:
            self.vault = unlocked(session)
        self.wire = wire_to(self.line)

    def joins(self, user_id: str) -> int:
        with self.store.sessions.begin() as session:
            return Make(session, self.vault).member(line_user_id=user_id).id

    def publishes(self, design: Design | None = None) -> None:
        with self.store.sessions.begin() as session:
            menus.publish(session, design or Design(), staff_id=None, now=self.clock())

    def ticks(self, times: int = 3) -> None:
        for _ in range(times):
            job.tend(self.store.sessions, self.clock, lambda: self.vault, lambda: self.wire)
            self.clock.advance(seconds=5)

    def sees(self, user_id: str) -> str | None:
        """Name the menu that LINE shows to somebody."""
        menu = self.line.simulator.channel.menus.seen_by(user_id)
        return None if menu is None else str(menu["name"]).split("-")[1]

    def states(self) -> list[tuple[str, str]]:
        with self.store.readings.begin() as session:
            return [(row.kind, row.state) for row in session.scalars(select(Menu).order_by(Menu.id))]

    def calls(self, endpoint: str) -> int:
        return sum(call.endpoint == endpoint for call in self.line.calls)


@pytest.fixture
def shop(store: Store, line: RunningLine, clock: Clock) -> Shop:
    return Shop(store, line, clock)


def user(number: int) -> str:
    return f"U{number:032x}"


def test_strangers_and_members_see_each_their_own(shop: Shop) -> None:
    shop.joins(user(1))
    shop.publishes()

    shop.ticks()

    assert (shop.sees(user(1)), shop.sees(user(2))) == ("member", "stranger")
    assert shop.states() == [("stranger", "live"), ("member", "live")]
    assert [shop.calls(f"richmenu/{one}") for one in ("create", "content", "default", "bulk/link")] == [
        *(2, 2, 1, 1)
    ]


def test_who_joins_later_is_linked_and_nobody_twice(shop: Shop) -> None:
    shop.publishes()
    shop.ticks()
    shop.joins(user(1))

    shop.ticks(5)

    assert shop.sees(user(1)) == "member"
    assert shop.calls("richmenu/bulk/link") == 1


def test_people_are_linked_five_hundred_at_a_time(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = menus.without
    monkeypatch.setattr(menus, "without", lambda *given, limit=2: whole(*given, limit=limit))
    for number in range(5):
        shop.joins(user(number))
    shop.publishes()

    shop.ticks()

    assert [shop.sees(user(number)) for number in range(5)] == ["member"] * 5
    assert shop.calls("richmenu/bulk/link") == 3
    assert whole.__kwdefaults__ == {"limit": 500}


def test_who_left_sees_what_strangers_see_and_their_id_is_gone(shop: Shop) -> None:
    number = shop.joins(user(1))
    shop.publishes()
    shop.ticks()
    with shop.store.sessions.begin() as session:
        member = session.get_one(Member, number)
        farewells.note(session, shop.vault, member, now=shop.clock())
        Make(session, shop.vault).erase(member, at=shop.clock())

    shop.ticks(1)

    assert shop.sees(user(1)) == "stranger"
    with shop.store.readings.begin() as session:
        assert list(session.scalars(select(MenuFarewell))) == []


def test_an_id_that_line_does_not_take_goes_after_an_hour(shop: Shop) -> None:
    number = shop.joins(user(1))
    shop.publishes()
    shop.ticks()
    shop.line.fail("richmenu/bulk/unlink", "500")
    with shop.store.sessions.begin() as session:
        farewells.note(session, shop.vault, session.get_one(Member, number), now=shop.clock())

    shop.ticks()
    with shop.store.readings.begin() as session:
        assert len(list(session.scalars(select(MenuFarewell)))) == 1
    shop.clock.advance(hours=1)
    shop.ticks(1)

    with shop.store.readings.begin() as session:
        assert list(session.scalars(select(MenuFarewell))) == []


def test_who_comes_back_is_linked_once_more(shop: Shop) -> None:
    number = shop.joins(user(1))
    shop.publishes()
    shop.ticks()
    with shop.store.sessions.begin() as session:
        make = Make(session, shop.vault)
        member = session.get_one(Member, number)
        gone = make.evidence(shop.clock())
        friendship.block(session, make.speaker(member), evidence=gone, now=shop.clock())
        shop.line.simulator.channel.menus.unlink(user(1))
        back = make.evidence(shop.clock() + timedelta(seconds=1))
        speaker, now = make.speaker(member), shop.clock()
        friendship.follow(session, shop.vault, speaker, evidence=back, is_return=True, language="ja", now=now)

    shop.ticks()

    assert shop.sees(user(1)) == "member"


def test_a_blocked_member_is_not_linked(shop: Shop) -> None:
    number = shop.joins(user(1))
    with shop.store.sessions.begin() as session:
        session.execute(update(Member).where(Member.id == number).values(blocked_at=shop.clock()))
    shop.publishes()

    shop.ticks()

    assert shop.sees(user(1)) == "stranger"
    assert shop.calls("richmenu/bulk/link") == 0


def test_a_new_look_takes_the_old_ones_place_and_the_old_goes(shop: Shop) -> None:
    shop.joins(user(1))
    shop.publishes()
    shop.ticks()
    old = {menu["richMenuId"] for menu in shop.line.simulator.channel.menus.all()}
    shop.publishes(RED)

    shop.ticks(6)

    there = {menu["richMenuId"] for menu in shop.line.simulator.channel.menus.all()}
    assert len(there) == 2
    assert not there & old
    assert shop.sees(user(1)) == "member"
    assert [state for _, state in shop.states()] == ["gone", "gone", "live", "live"]


@pytest.mark.parametrize("step", ["richmenu/create", "richmenu/content", "richmenu/default", "richmenu/list"])
def test_what_line_did_not_answer_is_tried_again_and_made_once(shop: Shop, step: str) -> None:
    shop.line.fail(step, "500", times=1)
    shop.publishes()

    shop.ticks()
    shop.clock.advance(menus.LEASE)
    shop.ticks()

    assert [state for _, state in shop.states()] == ["live", "live"]
    assert len(shop.line.simulator.channel.menus.all()) == 2


def test_a_menu_that_was_made_though_nobody_heard_is_found_again(shop: Shop) -> None:
    shop.line.fail("richmenu/create", "500_after", times=1)
    shop.publishes()

    shop.ticks()
    shop.clock.advance(menus.LEASE)
    shop.ticks()

    assert [state for _, state in shop.states()] == ["live", "live"]
    assert len(shop.line.simulator.channel.menus.all()) == 2


def test_what_line_refuses_is_told_and_not_tried_again(shop: Shop) -> None:
    shop.line.fail("richmenu/create", "bad_id", times=1)
    shop.publishes()

    shop.ticks()
    shop.clock.advance(menus.LEASE)
    shop.ticks()

    assert shop.states() == [("stranger", "failed"), ("member", "live")]
    with shop.store.readings.begin() as session:
        assert menus.live(session, MenuKind.STRANGER) is None
        refused = session.scalars(select(Menu).where(Menu.state == MenuState.FAILED)).one()
        assert refused.fault


def test_two_processes_bring_each_menu_once(shop: Shop) -> None:
    shop.publishes()
    other = replace(shop)

    for _ in range(3):
        shop.ticks(1)
        other.ticks(1)

    assert shop.calls("richmenu/create") == 2
