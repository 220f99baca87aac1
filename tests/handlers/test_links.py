"""A member links the web shop in the talk, sees what is linked, and ends it."""

import pytest

from services import links
from tests.handlers.conftest import Customer, Talk, labels, read


def begun(talk: Talk) -> links.Begun:
    with talk.sessions.begin() as session:
        return links.begin(session, talk.vault, "C-1001", now=talk.clock())


def says_yes(customer: Customer, nonce: str, result: str = "ok") -> str:
    return read(customer.does("accountLink", link={"result": result, "nonce": nonce}))


def test_the_offer_says_what_is_kept_before_anything_is(talk: Talk) -> None:
    talk.set(link_url="https://shop.example/line")
    hanako = talk.friend("受け取らない")

    words = hanako.says("ネットショップ")

    assert "お客様番号だけ" in read(words)
    assert labels(words) == ["ネットショップへ進む"]


def test_where_there_is_no_web_shop_nothing_is_offered(talk: Talk) -> None:
    hanako = talk.friend("受け取らない")

    assert "承っておりません" in read(hanako.says("ネットショップ"))
    assert "ネットショップ" not in labels(hanako.says("設定"))


def test_linked_shown_and_ended(talk: Talk) -> None:
    talk.set(link_url="https://shop.example/line")
    hanako = talk.friend("受け取らない")

    assert "つながりました" in says_yes(hanako, begun(talk).nonce)
    hanako.says("設定")
    assert "C-1001" in read(hanako.presses("ネットショップ"))
    assert "消去いたしました" in read(hanako.presses("つながりを外す"))
    assert "つながっておりません" in read(hanako.presses("つながりを外す"))


def test_a_link_can_be_ended_though_the_shop_offers_none_any_more(talk: Talk) -> None:
    hanako = talk.friend("受け取らない")
    says_yes(hanako, begun(talk).nonce)

    assert "ネットショップ" in labels(hanako.says("設定"))


def test_a_yes_that_comes_too_late_says_how_to_try_again(talk: Talk) -> None:
    hanako, nonce = talk.friend("受け取らない"), begun(talk).nonce
    talk.clock.advance(minutes=16)

    assert "もう一度お試しください" in says_yes(hanako, nonce)
    assert "もう一度お試しください" in says_yes(hanako, begun(talk).nonce, "failed")


def test_a_stranger_is_asked_about_membership_and_not_linked(talk: Talk, hanako: Customer) -> None:
    words = says_yes(hanako, begun(talk).nonce)

    assert "会員登録" in words
    assert talk.member(hanako) is None
    with talk.sessions.begin() as session, pytest.raises(links.LinkUnknown):
        links.by_customer(session, talk.vault, "C-1001")
