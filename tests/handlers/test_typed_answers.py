"""An answer that is typed instead of pressed is heard, or shown where to press."""

import pytest

from models.consents import Purpose
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given

PRESS = "お手数ですが、上のボタンからお選びください。"


@pytest.mark.parametrize("word", ["登録しない", "入会しない", "会員登録しません"])
def test_a_typed_refusal_is_taken_and_not_asked_again(talk: Talk, hanako: Customer, word: str) -> None:
    hanako.adds_us()

    words = hanako.says(word)

    assert "登録はしておりません" in read(words)
    assert labels(words) == []
    assert talk.member(hanako) is None


def test_a_refusal_typed_in_english_is_answered_in_english(hanako: Customer) -> None:
    assert "You have not been registered" in read(hanako.says("Do not join"))


def test_a_member_who_types_the_refusal_is_asked_about_leaving(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")

    assert labels(hanako.says("登録しない")) == ["退会する", "退会しない"]
    assert talk.member(hanako) is not None


@pytest.mark.parametrize("word", ["退会しない", "やっぱり退会しません", "Do not leave"])
def test_who_types_that_they_stay_stays(talk: Talk, hanako: Customer, word: str) -> None:
    hanako.joins("受け取る")
    hanako.says("退会")

    assert "会員のまま" in read(hanako.says(word))
    assert talk.member(hanako) is not None


@pytest.mark.parametrize("word", ["受け取らない", "お知らせは受け取らない", "通知オフ", "Do not receive"])
def test_who_types_that_they_receive_nothing_receives_nothing(
    talk: Talk, hanako: Customer, word: str
) -> None:
    hanako.joins("受け取る")

    assert "停止いたしました" in read(hanako.says(word))
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, hanako, Purpose.SERVICE)


@pytest.mark.parametrize("word", ["はい", "いいえ", "Yes"])
def test_a_yes_or_no_after_a_question_is_shown_the_buttons_once(hanako: Customer, word: str) -> None:
    hanako.adds_us()

    assert read(hanako.says(word)) == PRESS
    assert hanako.says(word) == []


def test_a_yes_is_shown_the_buttons_of_each_question(hanako: Customer) -> None:
    hanako.adds_us()
    for word in ("会員登録", "ポイント", "English", "こんにちは"):
        assert labels(hanako.says(word))
        assert read(hanako.says("はい")) == PRESS
    hanako.presses("登録する")
    assert read(hanako.says("はい")) == PRESS
    for word in ("退会", "再開", "回数", "おやすみ"):
        assert labels(hanako.says(word))
        assert read(hanako.says("はい")) == PRESS


def test_a_yes_that_answers_no_question_gets_none(talk: Talk, hanako: Customer) -> None:
    assert hanako.says("はい") == []

    hanako.joins("受け取る")

    assert hanako.says("はい") == []


def test_the_line_is_said_in_the_members_language(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("英語")
    hanako.says("leave")
    talk.clock.advance(seconds=5)

    assert read(hanako.says("yes")) == "Please choose with one of the buttons above."


@pytest.mark.parametrize(
    "text",
    [
        "こんにちは",
        "よろしくお願いします",
        "どうも",
        "ありがとう",
        "なぜ",
        "理由",
        "カード",
        "はい",
        "箸は不要です",
    ],
)
def test_what_is_said_to_staff_is_not_answered_by_the_bot(talk: Talk, hanako: Customer, text: str) -> None:
    talk.set(staff_answer_chats="yes")
    hanako.joins("受け取る")
    hanako.says("明日の予約を変更できますか")

    assert hanako.says(text) == []
    assert labels(hanako.says("ポイント"))
