"""Stopping, beginning again, leaving."""

import pytest

from models.consents import Purpose
from services.points import balance
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given


@pytest.mark.parametrize("word", ["停止", "ＳＴＯＰ", "お知らせを止めてください"])
def test_one_word_stops_everything_at_once(talk: Talk, hanako: Customer, word: str) -> None:
    hanako.joins("受け取る")

    words = hanako.says(word)

    assert "停止いたしました" in read(words)
    assert labels(words) == []
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, hanako, Purpose.SERVICE)


def test_a_stranger_who_stops_hears_that_nothing_is_sent(hanako: Customer) -> None:
    assert read(hanako.says("停止")) == "お知らせはお送りしておりません。"
    assert read(hanako.asks_for("stop", purpose="announcements")) == "お知らせはお送りしておりません。"


@pytest.mark.parametrize("answers", [(), ("受け取らない",)])
def test_a_member_who_gets_nothing_hears_that_nothing_is_sent(
    talk: Talk, hanako: Customer, answers: tuple[str, ...]
) -> None:
    hanako.joins(*answers)

    assert read(hanako.says("停止")) == "お知らせはお送りしておりません。"
    assert "お取りやめ" not in read(hanako.says("控え"))


def test_a_second_stop_hears_that_nothing_is_sent(hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("停止")

    assert read(hanako.says("停止")) == "お知らせはお送りしておりません。"


def test_stopping_the_letters_leaves_announcements_on(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")

    assert "期限のご連絡を停止" in read(hanako.asks_for("stop", purpose="service"))
    assert is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert not is_given(talk, hanako, Purpose.SERVICE)


def test_resume_asks_and_never_switches_on_by_itself(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("停止")
    talk.clock.advance(seconds=5)

    assert labels(hanako.says("再開")) == ["受け取る", "期限の連絡だけ", "受け取らない"]
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)

    talk.clock.advance(seconds=5)
    hanako.presses("受け取る")

    assert is_given(talk, hanako, Purpose.ANNOUNCEMENTS)


def test_a_sentence_that_merely_contains_a_stop_word_has_the_stop_at_hand(
    talk: Talk, hanako: Customer
) -> None:
    hanako.joins("受け取る")

    words = hanako.says("箸は不要です")

    assert labels(words)[-1] == "お知らせを停止する"
    assert "ポイント" in labels(words)
    assert is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert "停止いたしました" in read(hanako.presses("お知らせを停止する"))


def test_a_stranger_has_nothing_to_stop_and_no_button_for_it(hanako: Customer) -> None:
    assert "お知らせを停止する" not in labels(hanako.says("箸は不要です"))


def test_leaving_asks_once_and_names_what_is_lost(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")

    words = hanako.says("退会したい")

    assert "100ポイント" in read(words)
    assert labels(words) == ["退会する", "退会しない"]
    assert talk.member(hanako) is not None


def test_confirmed_leaving_erases(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("退会")

    assert "退会のお手続きが終わりました" in read(hanako.presses("退会する"))
    assert talk.member(hanako) is None
    assert "ご登録はございません" in read(hanako.presses("退会する"))


def test_staying_changes_nothing(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("退会")

    assert "会員のまま" in read(hanako.presses("退会しない"))
    member = talk.member(hanako)
    assert member is not None
    with talk.sessions.begin() as session:
        assert balance(session, member, now=talk.clock()) == 100


def test_a_leave_button_from_long_ago_asks_again(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("退会")
    talk.clock.advance(days=30)

    words = hanako.presses("退会する")

    assert "もう一度うかがいます" in read(words)
    assert labels(words) == ["退会する", "退会しない"]
    assert talk.member(hanako) is not None


def test_leaving_by_the_plain_contract_needs_no_time(talk: Talk, hanako: Customer) -> None:
    hanako.joins()

    assert "終わりました" in read(hanako.asks_for("stop", purpose="all"))
    assert talk.member(hanako) is None


@pytest.mark.parametrize("action", ["leave", "stay", "stop&purpose=all"])
def test_a_stranger_who_leaves_hears_that_nothing_is_kept(hanako: Customer, action: str) -> None:
    name, _, purpose = action.partition("&purpose=")

    assert "ご登録はございません" in read(hanako.asks_for(name, purpose=purpose))
