"""Where somebody comes from: written by the poster, carried by the button, kept on yes and not before."""

import pytest
from sqlalchemy import select

from models.counts import DailyCount
from models.members import Member
from models.sources import Source, SourceKind
from services import sources
from tests.handlers.conftest import Customer, Talk, labels, read


@pytest.fixture
def shop(talk: Talk) -> Source:
    with talk.sessions.begin() as session:
        return sources.define(session, name="駅前店", kind=SourceKind.SHOP, now=talk.clock())


def joined(talk: Talk, somebody: Customer) -> Member:
    member = talk.member(somebody)
    assert member is not None
    return member


@pytest.mark.parametrize("said", ["会員登録 駅前店", "会員登録　駅前店", "join 駅前店"])
def test_the_source_is_kept_with_who_says_yes(talk: Talk, hanako: Customer, shop: Source, said: str) -> None:
    words = hanako.says(said)
    assert "登録する" in labels(words)

    hanako.presses("登録する")

    assert joined(talk, hanako).source == shop.code
    with talk.sessions.begin() as session:
        counted = session.execute(
            select(DailyCount.kind, DailyCount.total).where(DailyCount.source == shop.code)
        )
        assert dict(counted.all()) == {"asked_membership": 1, "joined": 1}


def test_who_says_no_leaves_nothing_but_a_number(talk: Talk, hanako: Customer, shop: Source) -> None:
    hanako.says(f"会員登録 {shop.name}")

    hanako.presses("登録しない")

    assert talk.member(hanako) is None


def test_a_member_is_told_so_and_keeps_the_first_source(talk: Talk, hanako: Customer, shop: Source) -> None:
    hanako.joins("受け取らない")

    words = hanako.says(f"会員登録 {shop.name}")

    assert "すでにご登録いただいております" in read(words)
    assert joined(talk, hanako).source == "line"


def test_what_names_no_source_is_answered_as_ever(hanako: Customer, shop: Source) -> None:
    assert shop.name == "駅前店"
    assert "登録する" not in labels(hanako.says("join us for dinner"))
    assert "登録する" in labels(hanako.says("会員登録"))


def test_a_stop_in_a_sources_words_is_a_stop(hanako: Customer, talk: Talk) -> None:
    with talk.sessions.begin() as session:
        sources.define(session, name="解除したい", kind=SourceKind.SHOP, now=talk.clock())
    hanako.joins("受け取る")

    assert "退会なさいますか" in read(hanako.says("会員登録 解除したい"))
