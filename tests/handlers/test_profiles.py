"""The profile: nothing is asked before its words were shown, and all of it goes with the consent."""

import pytest
from sqlalchemy import select

from handlers import profiles as handler
from handlers import routes
from models.consents import Purpose
from models.profiles import Profile
from services import consent, profiles
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given


def known(talk: Talk, customer: Customer) -> profiles.Known:
    member = talk.member(customer)
    assert member is not None
    with talk.sessions.begin() as session:
        return profiles.of(session, talk.vault, member)


@pytest.fixture
def agreed(hanako: Customer) -> Customer:
    hanako.joins("受け取らない")
    hanako.says("プロフィール")
    hanako.presses("預ける")
    hanako.talk.clock.advance(seconds=5)
    return hanako


def test_the_words_come_before_any_question_that_keeps_a_personal_answer(hanako: Customer) -> None:
    hanako.joins()

    for spoken in ("プロフィール", "誕生月", "お名前 花子", "name Hanako"):
        hanako.talk.clock.advance(days=91)
        words = hanako.says(spoken)

        assert "お預かりするもの" in words[0]["text"]
        assert "第三者には提供いたしません" in words[0]["text"]
        assert labels(words) == ["預ける", "預けない"]
    assert known(hanako.talk, hanako) == profiles.NOTHING


def test_the_buttons_of_months_keep_nothing_from_somebody_who_has_not_agreed(hanako: Customer) -> None:
    hanako.joins()

    words = hanako.asks_for("birth_month", month="5")

    assert labels(words) == ["預ける", "預けない"]
    assert known(hanako.talk, hanako) == profiles.NOTHING


def test_after_a_yes_the_month_is_a_tap_and_the_name_a_word(agreed: Customer) -> None:
    words = agreed.presses("5月")
    assert "誕生月を5月とお預かりしました" in read(words)
    assert "「花子」" in read(agreed.says("お名前　花子"))

    assert known(agreed.talk, agreed) == profiles.Known("花子", 5)
    shown = read(agreed.says("プロフィール"))
    assert "お名前：花子" in shown
    assert "誕生月：5月" in shown


def test_what_is_kept_is_sealed(agreed: Customer) -> None:
    agreed.says("お名前 花子")
    agreed.presses("12月")

    with agreed.talk.sessions.begin() as session:
        [row] = session.scalars(select(Profile))
        assert "花子".encode() not in (row.display_name or b"")
        assert row.birth_month
        assert len(row.birth_month) == len(b"12") + 28


def test_twelve_months_and_a_way_to_pass_look_alike(agreed: Customer) -> None:
    words = agreed.shown[-1:]
    months = [label for label in labels(words) if label.endswith("月") and label[:-1].isdecimal()]

    assert months == [f"{month}月" for month in range(1, 13)]
    assert "答えない" in labels(words)
    assert "うかがいません" in read(agreed.presses("答えない"))
    assert known(agreed.talk, agreed).birth_month is None


def test_a_greeting_uses_name_and_month_as_the_words_said(agreed: Customer) -> None:
    agreed.says("お名前 花子")
    agreed.presses("12月")

    words = read(agreed.says("こんにちは"))

    assert words.startswith("花子さん")
    assert "お誕生月おめでとうございます" in words


def test_taking_the_consent_back_erases_at_once(agreed: Customer) -> None:
    agreed.says("お名前 花子")
    agreed.says("プロフィール")

    words = agreed.presses("プロフィールを消す")

    assert "消去いたしました" in read(words)
    with agreed.talk.sessions.begin() as session:
        assert list(session.scalars(select(Profile))) == []
        member = agreed.talk.member(agreed)
        assert member is not None
        assert not consent.is_given(session, member, Purpose.PROFILE)


@pytest.mark.parametrize(
    "said", ["プロフィールを消して", "お名前を消してください", "誕生月の削除", "delete my profile"]
)
def test_the_wish_to_erase_it_does_at_once_what_its_button_does(agreed: Customer, said: str) -> None:
    agreed.says("お名前 花子")
    agreed.presses("5月")

    words = agreed.says(said)

    assert "お名前と誕生月を消去いたしました" in read(words)
    assert labels(words) == []
    assert known(agreed.talk, agreed) == profiles.NOTHING
    assert not is_given(agreed.talk, agreed, Purpose.PROFILE)


def test_the_plain_word_for_erasing_leaves_the_profile_alone(agreed: Customer) -> None:
    agreed.says("お名前 花子")

    assert labels(agreed.says("削除")) == ["退会する", "退会しない"]
    assert known(agreed.talk, agreed).name == "花子"


def test_who_keeps_no_profile_here_hears_so_and_a_yes_tapped_before_counts_no_more(hanako: Customer) -> None:
    hanako.joins()
    hanako.says("プロフィール")
    hanako.talk.clock.advance(seconds=5)

    assert "お預かりしません" in read(hanako.says("プロフィールを消して"))

    hanako.talk.clock.advance(seconds=5)
    hanako.presses("預ける")
    assert not is_given(hanako.talk, hanako, Purpose.PROFILE)


def test_a_stranger_who_wants_it_erased_hears_that_there_is_nothing(hanako: Customer) -> None:
    words = hanako.says("プロフィールを消して")

    assert "ご登録はございません" in read(words)
    assert labels(words) == []


def test_a_name_that_staff_may_be_meant_to_strike_waits_while_they_talk(agreed: Customer) -> None:
    agreed.says("お名前 花子")
    agreed.talk.set(staff_answer_chats="yes")
    agreed.says("ケーキの予約をお願いしたいのですが")

    assert agreed.says("名前を消してください") == []
    assert known(agreed.talk, agreed).name == "花子"
    assert "消去いたしました" in read(agreed.says("プロフィールを消してください"))


def test_a_no_costs_nothing_and_stops_nothing_else(hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("プロフィール")

    assert "同じようにお使いいただけます" in read(hanako.presses("預けない"))

    with hanako.talk.sessions.begin() as session:
        member = hanako.talk.member(hanako)
        assert member is not None
        assert consent.is_given(session, member, Purpose.ANNOUNCEMENTS)
        assert not consent.is_given(session, member, Purpose.PROFILE)


def test_it_is_asked_once_in_90_days_and_its_words_stay_at_hand(hanako: Customer) -> None:
    hanako.joins()
    hanako.says("プロフィール")
    hanako.talk.clock.advance(days=89)

    words = hanako.says("プロフィール")
    assert labels(words) == ["文面を見て選ぶ"]
    assert labels(hanako.presses("文面を見て選ぶ")) == ["預ける", "預けない"]

    hanako.talk.clock.advance(days=91)
    assert labels(hanako.says("プロフィール")) == ["預ける", "預けない"]


def test_a_name_that_is_too_long_is_refused_kindly(agreed: Customer) -> None:
    assert "20文字まで" in read(agreed.says(f"お名前 {'あ' * 21}"))
    assert known(agreed.talk, agreed).name is None


def test_an_old_button_asks_afresh(hanako: Customer) -> None:
    hanako.joins()
    hanako.says("プロフィール")
    hanako.talk.clock.advance(days=91)

    assert "もう一度うかがいます" in read(hanako.presses("預ける"))


def test_a_second_identical_yes_says_so(agreed: Customer) -> None:
    assert "すでにご同意いただいております" in read(agreed.presses("預ける"))


def test_settings_lead_to_it(hanako: Customer) -> None:
    hanako.joins()
    hanako.says("設定")

    assert labels(hanako.presses("お名前・誕生月")) == ["預ける", "預けない"]


def test_a_stranger_is_asked_about_membership_first(hanako: Customer) -> None:
    for spoken in ("プロフィール", "お名前 花子"):
        assert labels(hanako.says(spoken)) == ["登録する", "登録しない"]


@pytest.mark.parametrize(
    "said",
    [
        "お名前は？",
        "お名前は何ですか",
        "お名前 を消してください",
        "お名前 消す",
        "name: delete",
        "お名前は教えません",
        "name of the shop?",
        "name me a price",
    ],
)
def test_a_question_about_names_is_no_name(said: str) -> None:
    assert handler.typed(said) is None
    assert routes.recognise(said) is not handler.take_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("お名前：はるかです", "はるか"),
        ("お名前　はな", "はな"),
        ("お名前は花子です", "花子"),
        ("name is Hanako", "Hanako"),
        ("Name: Mia", "Mia"),
        ("お名前 いつき", "いつき"),
    ],
)
def test_a_name_is_read_however_it_is_sent(said: str, name: str) -> None:
    assert handler.typed(said) == name
    assert routes.recognise(said) is handler.take_name
