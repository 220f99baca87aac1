"""A member asks about points: what is pending, what a return changed, what the shop gave and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from models.members import Member
from services import debts, earn_rules, grants, point_reservations, points, returns, settings
from services.earn_terms import Terms
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, read
from tests.makers import Make


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer().joins("受け取らない")


@contextmanager
def desk(talk: Talk, hanako: Customer) -> Iterator[tuple[Make, Member]]:
    """The shop's side of the same person."""
    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        yield make, member


def returns_what_is_spent(talk: Talk, hanako: Customer, **chosen: str) -> None:
    with desk(talk, hanako) as (make, member):
        for name, value in chosen.items():
            settings.change(make.session, name, value, now=NOW)
        wishes: dict[str, Any] = {"choices": settings.read(make.session), "now": talk.clock()}
        points.earn(make.session, member, yen=3000, cause="buy", **wishes)
        points.spend(make.session, member, points=120, cause="use", **wishes)
        returns.take_back(make.session, "buy", cause="back", **wishes)


def test_what_is_pending_is_told_with_its_day(talk: Talk, hanako: Customer) -> None:
    with desk(talk, hanako) as (make, member):
        settings.change(make.session, "return_days", "7", now=NOW)
        choices = settings.read(make.session)
        points.earn(make.session, member, yen=3000, cause="buy", choices=choices, now=NOW)

    words = read(hanako.says("ポイント"))

    assert "ただいま100ポイントです" in words
    assert "反映待ち：30ポイント\n　2026年12月9日（水）ごろ加わります" in words


def test_what_a_till_has_set_aside_is_told(talk: Talk, hanako: Customer) -> None:
    with desk(talk, hanako) as (make, member):
        point_reservations.reserve(make.session, member, points=30, cause="pay", now=talk.clock())

    words = read(hanako.says("ポイント"))

    assert "ただいま70ポイントです" in words
    assert "お会計中：30ポイント\n　お使いにならなければ、15分ほどで戻ります" in words


def test_a_purchase_is_told_with_its_yen_and_a_gift_with_its_word(talk: Talk, hanako: Customer) -> None:
    with desk(talk, hanako) as (make, member):
        points.earn(make.session, member, yen=3000, cause="buy", choices=make.choices, now=NOW)
        grants.give(
            make.session,
            make.vault,
            member,
            points_given=50,
            reason="配送の遅れ",
            note="お待たせしました。",
            cause="g",
            by=make.staff(),
            choices=make.choices,
            now=NOW,
        )
    hanako.says("ポイント")

    words = read(hanako.presses("履歴を見る"))

    assert "+30　お買い物（3,000円）" in words
    assert "+50　お店から\n　お待たせしました。" in words
    assert "配送の遅れ" not in words


def test_a_return_of_what_is_spent_says_what_follows(talk: Talk, hanako: Customer) -> None:
    returns_what_is_spent(talk, hanako)

    words = read(hanako.says("ポイント"))
    assert "ご返品の分：20ポイント\n　次に付くポイントから差し引きます" in words
    assert "-30　ご返品（3,000円）\n　うち20ポイントはお使いになった後でしたので、次に付く" in read(
        hanako.presses("履歴を見る")
    )


@pytest.mark.parametrize("is_forgiven", [True, False])
def test_what_the_shop_decides_is_told(talk: Talk, hanako: Customer, is_forgiven: bool) -> None:
    returns_what_is_spent(talk, hanako, return_debt="staff")
    hanako.says("ポイント")
    assert "店で確かめております" in read(hanako.presses("履歴を見る"))

    with desk(talk, hanako) as (make, _member):
        [debt] = debts.waiting(make.session)
        by = make.staff().id
        if is_forgiven:
            debts.forgive(make.session, debt.entry_id, staff_id=by, reason="常連の方", now=NOW)
        else:
            debts.charge(make.session, debt.entry_id, staff_id=by, now=NOW)

    words = read(hanako.presses("履歴を見る"))
    assert ("差し引いておりません" in words) == is_forgiven
    assert ("次に付くポイントから差し引きます" in words) != is_forgiven
    assert "常連の方" not in words


def test_a_worse_rule_is_told_before_it_begins(talk: Talk, hanako: Customer) -> None:
    with desk(talk, hanako) as (make, _member):
        earn_rules.publish(
            make.session,
            Terms(per_yen=200),
            begins_on=date(2027, 1, 5),
            staff_id=None,
            choices=make.choices,
            now=talk.clock(),
        )

    assert "2027年1月5日（火）から、ポイントの付きかたが変わります。" in read(hanako.says("ポイント"))

    talk.clock.advance(timedelta(days=40))
    assert "変わります" not in read(hanako.says("ポイント"))
