"""Points, coupons and the card, as a member sees them."""

from datetime import timedelta
from typing import Any

import pytest

from services import coupons, points
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, labels, read


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer().joins("受け取らない")


def offer(talk: Talk, **wishes: Any) -> None:
    with talk.make() as make:
        make.coupon(**wishes)


@pytest.mark.parametrize(
    "word", ["ポイント", "ポイント教えて", "残高は？", "ﾎﾟｲﾝﾄ", "points", "How many points do I have?"]
)
def test_the_balance_says_worth_and_what_expires(hanako: Customer, word: str) -> None:
    words = hanako.says(word)

    assert "当店ポイントは、ただいま100ポイントです。" in read(words)
    assert "1ポイントを1円" in read(words)
    assert "2027年12月31日（金）まで" in read(words)
    assert labels(words) == ["履歴を見る", "使いかた"]


def test_the_history_and_the_way_to_use_points_are_one_tap_away(hanako: Customer) -> None:
    hanako.says("ポイント")

    assert "入会のお礼" in read(hanako.presses("履歴を見る"))
    assert "会員証を見る" in labels(hanako.presses("使いかた"))


def test_without_points_it_says_how_to_get_some(talk: Talk, hanako: Customer) -> None:
    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        points.spend(make.session, member, points=100, cause="test", choices=make.choices, now=NOW)

    assert "ただいま0ポイントです" in read(hanako.says("ポイント"))


def test_the_card_shows_its_number(talk: Talk, hanako: Customer) -> None:
    member = talk.member(hanako)

    assert member is not None
    assert f"{member.card_number[:4]}-{member.card_number[4:]}" in read(hanako.says("会員証"))


def test_without_coupons_it_says_so(hanako: Customer) -> None:
    assert read(hanako.says("クーポン")) == "ただいまお使いいただけるクーポンはございません。"


def test_a_coupon_goes_from_the_list_to_used_once(talk: Talk, hanako: Customer) -> None:
    offer(talk)

    assert labels(hanako.says("クーポン")) == ["使う"]
    assert labels(hanako.presses("使う")) == ["表示する", "あとで"]
    assert labels(hanako.presses("表示する")) == ["使用済みにする（店員が押します）"]
    assert "お使いいただきました" in read(hanako.presses("使用済みにする（店員が押します）"))
    assert "すでにお使い" in read(hanako.presses("使用済みにする（店員が押します）"))
    assert "すでにお使い" in read(hanako.presses("使う"))
    assert "ございません" in read(hanako.says("クーポン"))


def test_the_screen_tells_time_and_branch(talk: Talk, hanako: Customer) -> None:
    with talk.make() as make:
        make.coupon(shop_ids=(make.shop("駅前店").id,))
    hanako.says("クーポン")
    hanako.presses("使う")
    shown = talk.clock()

    words = read(hanako.presses("表示する"))

    assert "駅前店" in words
    assert f"{(shown + timedelta(hours=9, minutes=10)):%H:%M}まで" in words
    assert "駅前店" in read(hanako.presses("使用済みにする（店員が押します）"))


def test_later_keeps_the_coupon(talk: Talk, hanako: Customer) -> None:
    offer(talk)
    hanako.says("クーポン")
    hanako.presses("使う")

    assert "そのまま" in read(hanako.presses("あとで"))
    assert labels(hanako.says("クーポン")) == ["使う"]


def test_after_ten_minutes_it_is_back_in_the_list(talk: Talk, hanako: Customer) -> None:
    offer(talk)
    hanako.says("クーポン")
    hanako.presses("使う")
    hanako.presses("表示する")
    talk.clock.advance(minutes=10)

    words = hanako.presses("使用済みにする（店員が押します）")

    assert "一覧に戻しました" in read(words)
    assert labels(hanako.presses("クーポンを見る")) == ["使う"]


def test_a_coupon_past_its_last_day_names_that_day(talk: Talk, hanako: Customer) -> None:
    offer(talk)
    hanako.says("クーポン")
    talk.clock.advance(days=40)

    assert "2026年12月31日（木）までのものでした" in read(hanako.presses("使う"))


def test_somebody_elses_code_is_unknown(talk: Talk, hanako: Customer) -> None:
    offer(talk)
    taro = talk.customer().joins()
    with talk.make() as make:
        member = talk.member(taro)
        assert member is not None
        [held] = coupons.wallet(make.session, member, now=NOW)

    assert "見つかりませんでした" in read(hanako.asks_for("coupon_show", code=held.grant.code))
    assert "見つかりませんでした" in read(hanako.asks_for("coupon_use"))
