"""The card in the talk: one number for good, and a code of five minutes that pays."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.dispatcher import Dispatcher
from handlers.routes import routes
from services import spend_codes
from tests.bot.wording import limits
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_tiers import buy
from tests.services import ranks

CARDS = "https://shop.example/cards"


@pytest.fixture
def sends_pictures(talk: Talk) -> None:
    talk.dispatcher = Dispatcher(
        talk.sessions, talk.sessions, lambda: talk.vault, routes(), clock=talk.clock, cards_url=CARDS
    )


def pictures(words: Any) -> list[str]:
    return [node["url"] for node in limits.nodes({"all": words}) if node.get("type") == "image"]


@pytest.mark.usefixtures("sends_pictures")
def test_the_card_shows_the_same_picture_each_time(hanako: Customer) -> None:
    hanako.joins("受け取らない")

    first, second = pictures(hanako.says("会員証")), pictures(hanako.says("会員証"))

    assert first == second
    assert re.fullmatch(rf"{CARDS}/\d+-[\w-]{{24}}", first[0])
    [paying] = pictures(hanako.presses("ポイントを使う"))
    assert re.fullmatch(rf"{CARDS}/pay/[\w-]+", paying)


def test_where_line_cannot_fetch_pictures_the_number_stands_alone(hanako: Customer) -> None:
    hanako.joins("受け取らない")

    words = hanako.says("会員証")

    assert pictures(words) == []
    assert re.search(r"\d{4}-\d{4}", read(words))
    assert "ポイントを使う" in labels(words)


def code_in(words: Any) -> str:
    return "".join(re.findall(r"\b(\d{3}) (\d{4})\b", read(words))[0])


def test_a_tap_gives_a_code_that_is_good_for_five_minutes(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")
    hanako.says("会員証")

    words = hanako.presses("ポイントを使う")

    with talk.sessions.begin() as session:
        owner = spend_codes.owner(session, talk.vault, code_in(words), now=talk.clock())
        assert owner == talk.member(hanako)
    until = talk.clock() + timedelta(minutes=5, hours=9)
    assert f"{until:%H:%M}まで、1回お使いいただけます" in read(words)
    assert code_in(hanako.presses("新しい番号を出す")) != code_in(words)


@pytest.mark.parametrize(
    "said", ["ポイントを使う", "ポイントを使いたいです", "ポイントで払いたい", "pay with points"]
)
def test_the_wish_may_be_typed(hanako: Customer, said: str) -> None:
    hanako.joins("受け取らない")

    assert code_in(hanako.says(said))


def test_who_has_no_points_is_told_so(talk: Talk, hanako: Customer) -> None:
    talk.set(welcome_points="0")
    hanako.joins("受け取らない")

    assert "残高は0ポイント" in read(hanako.says("ポイントを使う"))


def test_a_stranger_is_asked_to_join(hanako: Customer) -> None:
    assert "登録する" in labels(hanako.says("ポイントを使う"))


def test_the_card_names_the_rank_where_there_are_any(talk: Talk, hanako: Customer) -> None:
    with talk.sessions.begin() as session:
        ranks.found(session)
    hanako.joins("受け取らない")
    assert "ランク：" not in read(hanako.says("会員証"))

    buy(talk, hanako, 12_000)

    assert "ランク：シルバー" in read(hanako.says("会員証"))
