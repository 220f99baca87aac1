"""Menus: what may be drawn, who works on them, who sees which; two who ask at once get one answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from models.members import Member
from models.menus import Menu, MenuKind, MenuState
from services import farewells, menus, transfers
from services.menus import LABELS, Design
from tests.clock import NOW
from tests.databases import Store
from tests.house.sources import ROOT, sources
from tests.makers import Make

SOON = NOW + timedelta(seconds=1)


def live(session: Session) -> Menu:
    """Publish, and let the members' menu be live."""
    member = menus.publish(session, Design(), staff_id=None, now=NOW)[1]
    menus.note_there(session, member.id, "richmenu-1")
    menus.note_live(session, member, now=NOW)
    session.refresh(member)
    return member


@pytest.mark.parametrize(
    ("design", "why"),
    [
        (Design("red"), "colour"),
        (Design("#12345"), "colour"),
        (Design(labels={**LABELS, "help": ""}), "label"),
        (Design(labels={**LABELS, "help": "長" * 9}), "label"),
    ],
)
def test_what_cannot_be_read_is_refused(session: Session, design: Design, why: str) -> None:
    with pytest.raises(menus.MenuRefused) as refused:
        menus.publish(session, design, staff_id=None, now=NOW)

    assert refused.value.why == why


def test_a_newer_wish_takes_the_place_of_one_that_waits(session: Session) -> None:
    first = menus.publish(session, Design(), staff_id=None, now=NOW)
    second = menus.publish(session, Design("#b33a2e"), staff_id=None, now=NOW)
    session.expire_all()

    assert [menu.state for menu in first] == [MenuState.OLD] * 2
    assert menus.newest(session) == second
    assert [Design.of(menu).colour for menu in second] == ["#b33a2e"] * 2
    assert menus.claim_old(session, now=NOW) is None, "LINE never had them"


def test_what_one_process_works_on_is_free_again_after_its_lease(session: Session) -> None:
    first, second = menus.publish(session, Design(), staff_id=None, now=NOW)

    assert menus.claim(session, now=NOW) is first
    assert menus.claim(session, now=NOW) is second
    assert menus.claim(session, now=NOW) is None
    assert menus.claim(session, now=NOW + menus.LEASE) is first


def test_of_many_processes_one_takes_a_menu(store: Store) -> None:
    with store.sessions.begin() as session:
        menus.publish(session, Design(), staff_id=None, now=NOW)

    def take(_number: int) -> int | None:
        with store.sessions.begin() as session:
            menu = menus.claim(session, now=NOW)
            return None if menu is None else menu.id

    with ThreadPoolExecutor(6) as threads:
        taken = [number for number in threads.map(take, range(12)) if number is not None]

    assert len(taken) == len(set(taken)) == 2


def test_friends_without_it_are_found_first_those_with_none(session: Session, make: Make) -> None:
    menu = live(session)
    old, none, blocked, done = (make.member() for _ in range(4))
    old.menu_id, done.menu_id, blocked.blocked_at = menu.id - 1, menu.id, NOW
    session.flush()

    assert list(menus.without(session, make.vault, menu, limit=1)) == [none.id]
    found = menus.without(session, make.vault, menu)
    assert list(found) == [none.id, old.id]
    assert found[none.id] == make.speaker(none).user_id


def test_who_came_back_meanwhile_is_not_taken_for_linked(session: Session, make: Make) -> None:
    menu, stayed, back = live(session), make.member(), make.member()
    back.friendship_at = SOON
    session.flush()

    menus.note_linked(session, menu, [stayed.id, back.id], asked_at=NOW)
    session.expire_all()

    assert (stayed.menu_id, back.menu_id) == (menu.id, None)


def test_nobody_is_looked_for_where_everybody_has_it(session: Session, make: Make) -> None:
    make.member().menu_id = live(session).id
    session.flush()
    assert menus.claim_live(session, now=NOW) is None

    make.member()
    menu = menus.claim_live(session, now=NOW)
    assert menu is not None
    assert menu.kind == MenuKind.MEMBER
    assert menus.claim_live(session, now=NOW) is None, "somebody links already"
    menus.release(session, menu.id, now=NOW)
    assert menus.claim_live(session, now=NOW) is menu


def test_an_old_menu_stays_while_a_friend_sees_it(session: Session, make: Make) -> None:
    old = live(session)
    hanako = make.member()
    hanako.menu_id = old.id
    live(session)
    assert menus.claim_old(session, now=SOON) is None

    hanako.blocked_at = NOW
    session.flush()
    assert menus.claim_old(session, now=SOON) is old


def leavers(session: Session, make: Make) -> tuple[Member, Member]:
    first, second = make.member(), make.member()
    first.menu_id = live(session).id
    session.flush()
    return first, second


def test_only_whose_menu_was_linked_waits_for_its_end(session: Session, make: Make) -> None:
    linked, unlinked = leavers(session, make)
    for member in (linked, unlinked):
        farewells.note(session, make.vault, member, now=NOW)
    user_id = make.speaker(linked).user_id
    for member in (linked, unlinked):
        make.erase(member)

    waiting = farewells.waiting(session, make.vault)
    assert list(waiting.values()) == [user_id]
    farewells.forget(session, list(waiting), now=NOW)
    assert farewells.waiting(session, make.vault) == {}


def test_nobody_waits_longer_than_an_hour(session: Session, make: Make) -> None:
    linked, _ = leavers(session, make)
    farewells.note(session, make.vault, linked, now=NOW)

    farewells.forget(session, [], now=NOW + timedelta(minutes=59))
    assert farewells.waiting(session, make.vault)
    farewells.forget(session, [], now=NOW + timedelta(hours=1))
    assert farewells.waiting(session, make.vault) == {}


def test_every_way_out_takes_the_menu_along(session: Session, make: Make) -> None:
    """By a word, by the desk, by the operator, by another LINE account, and by a long sleep."""
    desks = ("handlers/stopping.py", "admin/rights.py", "cli/people.py")
    doors = (*desks, "services/transfers.py", "services/sleeping.py")
    for door in doors:
        text = (ROOT / door).read_text(encoding="utf-8")
        assert text.index("farewells.note(") < text.index("erasing.erase("), door
    callers = {source.path for source in sources() if "erasing.erase(" in source.text}
    assert {path for path in callers if not path.startswith("tests/")} == {*doors, "services/tombstones.py"}
    old, new = leavers(session, make)

    transfers.move(session, make.vault, old=old, new=new, evidence=make.evidence(), now=NOW)

    assert len(farewells.waiting(session, make.vault)) == 1
