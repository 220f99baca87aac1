"""Coupons in the talk: what they say of themselves, why not just now, and points given for one."""

from typing import Any

import pytest
from sqlalchemy import func, select

from models.coupons import CouponGrant, OfferKind, OfferWay
from models.shops import CouponWay
from services import points, shops
from tests.handlers.conftest import Customer, Talk, labels, read


@pytest.fixture
def member(hanako: Customer) -> Customer:
    return hanako.joins("受け取らない")


def offers(talk: Talk, title: str = "焼き菓子", **wishes: Any) -> None:
    with talk.make() as make:
        make.coupon(title, **({"condition": ""} | wishes))


def balance(talk: Talk, customer: Customer) -> int:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        return points.balance(session, member, now=talk.clock())


def copies(talk: Talk) -> int:
    with talk.sessions.begin() as session:
        return session.scalar(select(func.count()).select_from(CouponGrant)) or 0


def test_a_coupon_says_in_plain_words_what_when_and_for_which_purchase(talk: Talk, member: Customer) -> None:
    offers(
        talk,
        kind=OfferKind.PERCENT_OFF,
        amount=10,
        minimum_yen=1000,
        weekdays=(0, 1, 2, 3, 4),
        condition="他の割引とは併用できません",
    )

    said = read(member.says("クーポン"))

    for words in (
        "お会計から10%引き",
        "税込1,000円以上のお会計で",
        "平日（月〜金曜日）にお使いいただけます",
        "他の割引とは併用できません",
    ):
        assert words in said
    member.says("English")
    english = read(member.says("coupons"))
    assert "10% off your bill" in english
    assert "On weekdays (Monday to Friday)" in english


def test_on_another_day_it_says_when_and_that_it_stays(talk: Talk, member: Customer) -> None:
    offers(talk, weekdays=(5, 6))
    member.says("クーポン")

    said = read(member.presses("使う"))

    assert "土・日曜日にお使いいただけます" in said
    assert "そのままお持ちいただけます" in said


def test_where_the_counter_confirms_the_screen_shows_the_code_and_no_button(
    talk: Talk, member: Customer
) -> None:
    with talk.make() as make:
        shops.use_coupons(make.session, make.shop(), CouponWay.COUNTER)
    offers(talk)
    member.says("クーポン")
    member.presses("使う")

    words = member.presses("表示する")

    assert labels(words) == []
    assert "番号を確かめて承ります" in read(words)


def test_points_are_given_for_a_coupon_after_one_look_and_one_yes(talk: Talk, member: Customer) -> None:
    offers(talk, "珈琲1杯", way=OfferWay.EXCHANGE, points=80)
    assert "ポイントと交換できるクーポン" in read(member.says("クーポン"))
    assert "80ポイントで交換" in read(member.presses("交換できるものを見る"))

    asked = read(member.presses("交換する"))
    done = read(member.presses("交換する"))
    again = read(member.presses("交換する"))

    assert "80ポイントを「珈琲1杯」と交換なさいますか" in asked
    assert "交換のあとのポイントは20ポイントです" in asked
    assert "ただいま20ポイントです" in done
    assert "すでに交換いただいております" in again
    assert (balance(talk, member), copies(talk)) == (20, 1)
    assert "珈琲1杯" in read(member.says("クーポン"))


def test_who_would_rather_not_keeps_the_points(talk: Talk, member: Customer) -> None:
    offers(talk, way=OfferWay.EXCHANGE, points=80)
    member.says("ポイント交換")
    member.presses("交換する")

    assert "ポイントはそのまま" in read(member.presses("交換しない"))
    assert (balance(talk, member), copies(talk)) == (100, 0)


def test_with_too_few_points_there_is_no_button_and_what_is_missing_is_said(
    talk: Talk, member: Customer
) -> None:
    offers(talk, way=OfferWay.EXCHANGE, points=130)

    words = member.says("ポイント交換")

    assert "あと30ポイントで交換いただけます" in read(words)
    assert labels(words) == []


def test_an_exchange_that_is_over_takes_nothing(talk: Talk, member: Customer) -> None:
    offers(talk, way=OfferWay.EXCHANGE, points=80)
    member.says("ポイント交換")
    member.presses("交換する")
    talk.clock.advance(days=60)

    assert "ただいま承っておりません" in read(member.presses("交換する"))
    assert (balance(talk, member), copies(talk)) == (100, 0)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "٣"])
def test_a_button_that_names_nothing_is_answered(member: Customer, number: str) -> None:
    assert "ただいま承っておりません" in read(member.asks_for("exchange_ask", coupon=number))
    assert "ただいま承っておりません" in read(
        member.asks_for("exchange", coupon=number, cost=number, once="1")
    )


def test_a_new_member_is_told_of_the_coupons_that_welcome_them(talk: Talk, hanako: Customer) -> None:
    offers(talk, way=OfferWay.WELCOME)
    hanako.adds_us()

    said = read(hanako.presses("登録する"))

    assert "入会のお礼のクーポン1枚を、お手元にお届けしました" in said
    assert "焼き菓子" in read(hanako.says("クーポン"))
