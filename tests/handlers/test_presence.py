"""A word, a tap or a return is a sign of life; a block is none, and strangers leave none."""

import pytest

from tests.clock import in_japan
from tests.handlers.conftest import Customer, Talk


@pytest.fixture
def taro(talk: Talk) -> Customer:
    customer = talk.customer().joins()
    talk.clock.set(in_japan(2026, 12, 9, 10))
    return customer


def seen(talk: Talk, customer: Customer) -> object:
    member = talk.member(customer)
    assert member is not None
    return member.last_seen_at


def test_a_word_a_tap_and_a_return_are_signs_of_life(talk: Talk, taro: Customer) -> None:
    before = seen(talk, taro)
    taro.blocks_us()
    assert seen(talk, taro) == before

    talk.clock.set(in_japan(2026, 12, 10, 15))
    taro.adds_us()
    assert seen(talk, taro) == in_japan(2026, 12, 10, 0)
    talk.clock.set(in_japan(2026, 12, 11, 15))
    taro.says("ポイント")
    assert seen(talk, taro) == in_japan(2026, 12, 11, 0)
    talk.clock.set(in_japan(2026, 12, 12, 15))
    taro.sends("sticker")
    assert seen(talk, taro) == in_japan(2026, 12, 12, 0)


def test_keeping_everything_after_the_letter_is_one_tap(talk: Talk, taro: Customer) -> None:
    with talk.make() as make:
        member = talk.member(taro)
        assert member is not None
        make.session.merge(member).sleep_told_at = in_japan(2026, 12, 8)

    taro.asks_for("stay")

    member = talk.member(taro)
    assert member is not None
    assert member.sleep_told_at is None
