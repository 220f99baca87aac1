"""Ranks in the talk: beside points and card, all of them when asked, and a change told once, kindly."""

import re

import pytest

from models.members import Member
from services import points, settings, tiers
from tests.clock import in_japan
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.services import ranks

SHAMING = re.compile(r"下が|降格|失|残念|落ち|lost|down|sorry|unfortunately", re.IGNORECASE)


@pytest.fixture
def hanako(talk: Talk, hanako: Customer) -> Customer:
    """A member of a shop that has ranks."""
    with talk.sessions.begin() as session:
        ranks.found(session)
    return hanako.joins("受け取らない")


def buy(talk: Talk, customer: Customer, yen: int, *, is_judged: bool = True) -> None:
    found = talk.member(customer)
    assert found is not None
    with talk.sessions.begin() as session:
        member = session.get_one(Member, found.id)
        now, choices = talk.clock(), settings.read(session)
        points.earn(session, member, yen=yen, cause=f"till:{now}:{yen}", choices=choices, now=now)
        if is_judged:
            tiers.judge(session, member, now=now)


def test_what_is_missing_stands_below_the_points(hanako: Customer) -> None:
    words = hanako.says("ポイント")

    assert "お買い物があと10,000円で、会員ランク「シルバー」です。" in read(words)
    assert "会員ランクについて" in labels(words)


@pytest.mark.parametrize("word", ["ポイント", "会員証"])
def test_rank_last_day_and_the_next_one_stand_below_points_and_card(
    talk: Talk, hanako: Customer, word: str
) -> None:
    buy(talk, hanako, 12_000)
    hanako.says("こんにちは")

    words = read(hanako.says(word))

    assert "会員ランク：シルバー\n2027年12月30日（木）まで\n「ゴールド」まで：あと18,000円" in words


@pytest.mark.parametrize("word", ["ポイント", "会員証", "クーポン", "こんにちは", "ランク"])
def test_a_rise_is_told_once_when_they_next_come(talk: Talk, hanako: Customer, word: str) -> None:
    buy(talk, hanako, 30_000)

    first, second = read(hanako.says(word)), read(hanako.says(word))

    assert "会員ランクが「ゴールド」になりました" in first
    assert "・お買い物のポイントが1.5倍" in first
    assert "・お誕生月のお菓子" in first
    assert "になりました" not in second


def test_a_look_judges_what_no_door_had(talk: Talk, hanako: Customer) -> None:
    buy(talk, hanako, 30_000, is_judged=False)

    assert "会員ランクが「ゴールド」になりました" in read(hanako.says("ポイント"))


def test_the_end_of_a_rank_is_a_fact_and_no_shame(talk: Talk, hanako: Customer) -> None:
    buy(talk, hanako, 12_000)
    hanako.says("ポイント")
    talk.clock.set(in_japan(2028, 1, 10))

    words = read(hanako.says("ポイント"))

    assert "会員ランクの期間が終わりました。" in words
    assert "これまでどおり" in words
    assert not SHAMING.search(words)


def test_who_asks_for_ranks_sees_all_of_them(talk: Talk, hanako: Customer) -> None:
    buy(talk, hanako, 12_000)

    words = read(hanako.asks_for("rank"))

    assert "直近12か月のお買い物の金額で決まります。" in words
    assert "シルバー（10,000円から）" in words
    assert "ゴールド（30,000円から）" in words


def test_a_shop_without_ranks_says_nothing_of_them(talk: Talk) -> None:
    taro = talk.customer().joins("受け取らない")

    assert "ランク" not in read(taro.says("ポイント"))
    assert "会員ランクのしくみはございません" in read(taro.says("会員ランク"))


def test_english_members_read_it_in_english(talk: Talk, hanako: Customer) -> None:
    hanako.says("English")
    buy(talk, hanako, 12_000)

    words = read(hanako.says("my rank"))

    assert "your rank is “Silver”" in words
    assert "To “Gold”: 18,000 yen more" in words
