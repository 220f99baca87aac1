"""Links: both sides have to say so, nobody can read the number, and it ends at any time."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.links import Link, LinkNonce
from models.members import Member
from services import links
from tests.clock import NOW
from tests.makers import Make
from tests.services.nights import DAY, clean


def link(make: Make, member: Member, customer: str = "C-1001") -> links.Begun:
    begun = links.begin(make.session, make.vault, customer, now=NOW)
    links.confirm(make.session, make.vault, member, begun.nonce, now=NOW)
    return begun


def test_a_number_belongs_to_the_member_who_said_yes(session: Session, make: Make) -> None:
    member = make.member()

    begun = link(make, member)

    assert links.by_customer(session, make.vault, " C-1001 ") is member
    assert links.by_token(session, begun.token) is member
    assert links.customer_of(session, make.vault, member, session.scalars(select(Link)).one()) == "C-1001"


def test_before_the_yes_nobody_is_linked(session: Session, make: Make) -> None:
    make.member()
    begun = links.begin(session, make.vault, "C-1001", now=NOW)

    with pytest.raises(links.LinkUnknown):
        links.by_customer(session, make.vault, "C-1001")
    with pytest.raises(links.LinkUnknown):
        links.by_token(session, begun.token)


def test_the_number_lies_nowhere_in_clear(session: Session, make: Make) -> None:
    member = make.member()
    begun = links.begin(session, make.vault, "C-1001", now=NOW)
    [waiting] = session.scalars(select(LinkNonce))
    written = repr([waiting.customer, waiting.digest, waiting.token_digest])
    links.confirm(session, make.vault, member, begun.nonce, now=NOW)
    [kept] = session.scalars(select(Link))
    written += repr([kept.customer, kept.customer_key, kept.token_digest])

    assert "C-1001" not in written
    assert begun.nonce not in written
    assert begun.token not in written
    assert "C-1001" not in repr(begun)


def test_a_nonce_is_good_once_and_for_a_quarter_of_an_hour(session: Session, make: Make) -> None:
    member = make.member()
    used, late = (links.begin(session, make.vault, name, now=NOW).nonce for name in ("1", "2"))
    links.confirm(session, make.vault, member, used, now=NOW)

    for nonce, now in ((used, NOW), (late, NOW + links.LIVES), ("", NOW), ("made up", NOW)):
        with pytest.raises(links.LinkUnknown):
            links.confirm(session, make.vault, member, nonce, now=now)


def test_a_newer_yes_takes_the_place_of_an_older_one_on_either_side(session: Session, make: Make) -> None:
    hanako, taro = make.member(), make.member()
    link(make, hanako, "1")
    link(make, taro, "2")

    link(make, hanako, "2")

    assert links.by_customer(session, make.vault, "2") is hanako
    assert links.of(session, taro) is None
    with pytest.raises(links.LinkUnknown):
        links.by_customer(session, make.vault, "1")


def test_it_ends_by_a_word_and_with_the_membership(session: Session, make: Make) -> None:
    hanako, taro = make.member(), make.member()
    link(make, hanako, "1")
    link(make, taro, "2")

    assert links.end(session, hanako)
    assert not links.end(session, hanako)
    make.erase(taro)

    assert session.scalars(select(Link)).all() == []


def test_what_was_never_finished_goes_in_the_night(session: Session, make: Make) -> None:
    links.begin(session, make.vault, "1", now=NOW)

    assert clean(session, NOW + DAY) == {"links": 1}


@pytest.mark.parametrize("customer", ["", "  ", "9" * 101])
def test_a_number_that_cannot_be_is_refused(make: Make, customer: str) -> None:
    with pytest.raises(links.CustomerRefused):
        links.begin(make.session, make.vault, customer, now=NOW)


def test_the_way_to_the_web_shop_is_the_members_own_and_short(session: Session, make: Make) -> None:
    member, other = make.member(), make.member()
    way = links.way(make.vault, member, now=NOW)

    assert links.on_the_way(session, make.vault, way, now=NOW) is member
    number, rest = way.split(".", 1)
    for wrong, now in (
        (way, NOW + links.ON_THE_WAY),
        (f"{other.id}.{rest}", NOW),
        (f"{number}.9999999999.{rest.split('.')[1]}", NOW),
        ("", NOW),
        ("é.é.é", NOW),
    ):
        with pytest.raises(links.LinkUnknown):
            links.on_the_way(session, make.vault, wrong, now=now)


def test_whoever_was_erased_on_the_way_is_nobody(session: Session, make: Make) -> None:
    member = make.member()
    way = links.way(make.vault, member, now=NOW)
    make.erase(member)

    with pytest.raises(links.LinkUnknown):
        links.on_the_way(session, make.vault, way, now=NOW + timedelta(seconds=1))
