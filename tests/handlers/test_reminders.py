"""Who receives only word of expiring points sees it, learns why, and can stop it."""

import pytest

from models.consents import Purpose
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer().joins("期限の連絡だけ")


def test_settings_show_reminders_and_stop_them(talk: Talk, hanako: Customer) -> None:
    words = hanako.says("設定")

    assert "お知らせ：止まっています" in read(words)
    assert "ポイントの期限のご連絡：お受け取りになっています" in read(words)
    assert "期限のご連絡を停止" in read(hanako.presses("期限の連絡を停止する"))
    assert not is_given(talk, hanako, Purpose.SERVICE)
    assert "ポイントの期限のご連絡：止まっています" in read(hanako.says("設定"))


def test_reminders_alone_are_stopped_from_the_settings_of_who_receives_all(talk: Talk) -> None:
    taro = talk.customer().joins("受け取る")

    assert labels(taro.says("設定"))[:2] == ["お知らせを停止する", "期限の連絡だけを止める"]
    taro.presses("期限の連絡だけを止める")

    assert is_given(talk, taro, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, taro, Purpose.SERVICE)
    assert "期限の連絡だけを止める" not in labels(taro.says("設定"))


def test_why_tells_of_reminders_and_of_nothing_else(talk: Talk, hanako: Customer) -> None:
    words = hanako.says("なぜ届いた")

    assert "ポイントの期限のご連絡は、2026年12月1日（火）に「期限の連絡だけ」をお選びくださったため" in read(
        words
    )
    assert "そのほかのお知らせは、お送りしておりません。" in read(words)
    assert labels(words) == ["文面を見る", "設定を見る", "停止する"]
    assert "「期限の連絡だけ」をお選びくださったときの文面です" in read(hanako.presses("文面を見る"))
    hanako.presses("停止する")
    assert not is_given(talk, hanako, Purpose.SERVICE)


@pytest.mark.parametrize("answer", ["受け取る", "期限の連絡だけ"])
def test_why_after_a_stop_says_that_nothing_is_sent(talk: Talk, answer: str) -> None:
    taro = talk.customer().joins(answer)
    taro.says("停止")

    assert read(taro.says("なぜ届いた")) == "お知らせはお送りしておりません。"


def test_why_in_english(hanako: Customer) -> None:
    hanako.says("English")

    assert "Reminders about expiring points are sent to you because" in read(hanako.says("why"))
