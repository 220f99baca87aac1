"""Everybody gets an answer, nobody gets a lecture, and nobody is talked over."""

import re

import pytest

from tests.handlers.conftest import Customer, Talk, labels, read


def test_a_stranger_who_asks_for_hours_or_contact_is_answered(talk: Talk, hanako: Customer) -> None:
    talk.set(shop_hours="9時〜20時", contact="03-1234-5678")
    with talk.make() as make:
        make.shop("駅前店")

    words = read(hanako.says("営業時間は？"))

    assert "9時〜20時" in words
    assert "駅前店" in words
    assert "03-1234-5678" in read(hanako.says("お問い合わせ"))
    assert labels(hanako.says("営業時間は？")) == []


def test_an_unknown_text_gets_the_menu_once_in_six_hours(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("ぬるぽ")) == ["会員登録について", "お店の案内", "お問い合わせ"]
    assert hanako.says("あのね") == []

    talk.clock.advance(hours=7)

    assert labels(hanako.says("ぬるぽ"))


def test_a_member_gets_the_members_menu(hanako: Customer) -> None:
    hanako.joins("受け取らない")

    assert labels(hanako.says("ぬるぽ")) == ["ポイント", "クーポン", "会員証", "設定・停止"]
    assert labels(hanako.sends("image")) == []
    assert labels(hanako.says("ヘルプ")) == ["ポイント", "クーポン", "会員証", "設定・停止"]


def test_a_picture_gets_the_menu_and_a_sticker_silence(hanako: Customer) -> None:
    assert hanako.sends("sticker") == []
    assert labels(hanako.sends("image"))


def test_thanks_get_one_short_answer_and_ok_none(hanako: Customer) -> None:
    assert read(hanako.says("ありがとう")) == "こちらこそ、ありがとうございます。"
    assert hanako.says("ありがとうございます！") == []
    assert hanako.says("OK") == []


@pytest.mark.parametrize(
    "text", ["返品したいのですが", "苦情があります", "アレルギーについて", "肌荒れしました"]
)
def test_complaint_and_health_always_get_the_contact_and_never_a_menu(
    talk: Talk, hanako: Customer, text: str
) -> None:
    talk.set(contact="03-1234-5678", staff_answer_chats="yes")
    hanako.says("ちょっと聞きたい")

    words = hanako.says(text)

    assert "03-1234-5678" in read(words)
    assert labels(words) == []


def test_where_staff_answer_an_unknown_text_gets_one_line_and_then_quiet(
    talk: Talk, hanako: Customer
) -> None:
    talk.set(staff_answer_chats="yes", contact_hours="10時〜18時")
    hanako.joins("受け取る")

    words = hanako.says("明日の予約を変更できますか")

    assert "係の者が確認して" in read(words)
    assert "10時〜18時" in read(words)
    assert hanako.says("三人です") == []
    assert hanako.says("ポイントはいくつですか") == []
    assert labels(hanako.says("ポイント"))
    assert "停止いたしました" in read(hanako.says("お知らせを止めて"))

    talk.clock.advance(hours=13)

    assert "係の者が確認して" in read(hanako.says("四人になりました"))


def test_an_unknown_button_is_answered_with_the_menu(hanako: Customer) -> None:
    assert labels(hanako.asks_for("something_old"))
    assert labels(hanako.asks_for("something_old"))


def test_a_member_who_says_hello_is_greeted_shortly(hanako: Customer) -> None:
    hanako.joins("受け取らない")

    words = hanako.says("こんにちは")

    assert "こんにちは" in read(words)
    assert labels(words) == []


def test_what_could_not_be_said_in_time_is_told_first_at_the_next_turn(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    asked = talk.clock()
    talk.too_late = True
    assert hanako.says("停止") == []
    talk.too_late = False
    talk.clock.advance(minutes=3)

    words = hanako.says("ポイント")

    at = f"{asked.astimezone().astimezone(tz=None):%M}"
    assert "停止を承りました。" in words[0]["text"]
    assert at in words[0]["text"]
    assert "100ポイント" in read(words[1:])
    assert len(hanako.says("ポイント")) == 1


def test_a_refusal_leaves_nothing_behind(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")

    assert "こちらの話題" in read(hanako.asks_for("topic", topic="gone", wanted="no"))


def test_an_unexpected_failure_is_spoken_of_with_a_reference(
    talk: Talk, hanako: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.set(contact="03-1234-5678")
    hanako.joins("受け取らない")
    monkeypatch.setattr("services.points.summary", lambda *_, **__: 1 / 0)

    assert hanako.says("ポイント") == []
    talk.clock.advance(seconds=2)
    assert talk.tries_again() == []
    talk.clock.advance(seconds=5)
    words = read(talk.tries_again())

    assert re.search(r"受付番号 [A-Z][A-Z2-9]{3}", words)
    assert "03-1234-5678" in words
