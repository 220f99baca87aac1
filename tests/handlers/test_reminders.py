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
    assert "・期限の連絡：お届けしています" in read(words)
    assert "期限のご連絡を停止" in read(hanako.presses("期限の連絡を停止する"))
    assert not is_given(talk, hanako, Purpose.SERVICE)
    assert "・期限の連絡：止まっています" in read(hanako.says("設定"))


def test_reminders_alone_are_stopped_from_the_settings_of_who_receives_all(talk: Talk) -> None:
    taro = talk.customer().joins("受け取る")

    assert labels(taro.says("設定"))[:2] == ["お知らせを停止する", "期限の連絡だけにする"]
    assert read(taro.presses("期限の連絡を停止する")) == "ポイントの期限のご連絡を停止いたしました。"

    assert is_given(talk, taro, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, taro, Purpose.SERVICE)
    assert "期限の連絡だけにする" not in labels(taro.says("設定"))


@pytest.mark.parametrize("word", ["期限の連絡を停止する", "期限の連絡はいりません", "stop expiry notices"])
def test_reminders_alone_are_stopped_by_word(talk: Talk, word: str) -> None:
    taro = talk.customer().joins("受け取る")

    assert read(taro.says(word)) == "ポイントの期限のご連絡を停止いたしました。"
    assert is_given(talk, taro, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, taro, Purpose.SERVICE)


@pytest.mark.parametrize("word", ["期限の連絡だけにする", "期限の連絡だけ"])
def test_all_but_reminders_is_stopped_by_tap_and_by_word(talk: Talk, word: str) -> None:
    taro, jiro = talk.customer().joins("受け取る"), talk.customer().joins("受け取る")
    taro.says("設定")

    for words in (taro.presses("期限の連絡だけにする"), jiro.says(word)):
        assert "期限が近づいたときだけ、ご連絡いたします" in read(words)
    for customer in (taro, jiro):
        assert not is_given(talk, customer, Purpose.ANNOUNCEMENTS)
        assert is_given(talk, customer, Purpose.SERVICE)


def test_reminders_are_never_switched_on_by_a_word(talk: Talk) -> None:
    taro = talk.customer().joins("受け取らない")

    assert labels(taro.says("期限の連絡だけ")) == ["受け取る", "期限の連絡だけ", "受け取らない"]
    assert labels(taro.says("期限の連絡を受け取る")) == ["受け取る", "期限の連絡だけ", "受け取らない"]
    assert not is_given(talk, taro, Purpose.SERVICE)


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
