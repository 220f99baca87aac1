"""Settings in the talk, the page about privacy, the record, and why something came."""

import pytest

from models.consents import Purpose
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import consent, preferences, topics
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer().joins("受け取る")


def test_settings_show_what_is_so_and_change_it(talk: Talk, hanako: Customer) -> None:
    words = hanako.says("設定")

    assert "・お知らせ：お届けしています" in read(words)
    assert "停止いたしました" in read(hanako.presses("お知らせを停止する"))
    assert "止まっています" in read(hanako.says("設定"))
    talk.clock.advance(seconds=5)
    assert "受け取らない" in labels(hanako.presses("お知らせを受け取る"))


def test_a_topic_is_switched_by_each_press(talk: Talk, hanako: Customer) -> None:
    with talk.make() as make:
        topics.define(make.session, code="beans", name_ja="新しい豆", name_en="New beans", now=NOW)
    hanako.says("話題")

    assert "「新しい豆」の話題はお送りしません。" in read(hanako.presses("新しい豆を受け取らない"))
    assert "「新しい豆」の話題をお送りします。" in read(hanako.presses("新しい豆を受け取る"))


def test_how_often_is_kept(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("回数")) == ["毎週", "月2回", "月1回", "大事なお知らせだけ"]

    assert read(hanako.presses("月1回")) == "かしこまりました。お知らせの回数を「月1回」にいたします。"

    assert "・回数：月1回" in read(hanako.says("設定"))


def test_a_rest_has_a_last_day_and_an_end(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("おやすみ")) == ["1週間", "1か月", "3か月"]
    assert "2026年12月8日（火）まで" in read(hanako.presses("1週間"))
    assert "2026年12月8日（火）まで" in read(hanako.says("設定"))
    assert "お休みを終えました" in read(hanako.presses("お休みを終える"))

    member = talk.member(hanako)
    with talk.sessions.begin() as session:
        assert member is not None
        wishes = preferences.of(session, member)
        assert wishes is not None
        assert wishes.paused_until is None


def test_an_unknown_rest_or_language_is_no_wish(hanako: Customer) -> None:
    assert labels(hanako.asks_for("rest_for", length="forever"))
    assert labels(hanako.asks_for("language", to="tlh"))


def test_the_language_is_kept_for_a_member(hanako: Customer) -> None:
    hanako.says("言語")

    assert "We will speak English" in read(hanako.presses("English"))
    assert "You have 100 points" in read(hanako.says("ポイント"))
    assert "日本語でお話しします" in read(hanako.says("日本語"))


def test_the_record_names_every_answer_and_shows_its_words(talk: Talk, hanako: Customer) -> None:
    hanako.says("停止")

    words = read(hanako.says("控え"))

    assert "会員登録：同意なさいました\n　文面：「会員登録のご案内」第1版" in words
    assert "お知らせ：お取りやめになりました" in words
    agreed = read(hanako.presses("お知らせの文面"))
    assert "「受け取る」をお選びくださったときの文面です" in agreed
    assert "多くても週に" in agreed
    assert "お預かりするもの" in read(hanako.presses("会員登録の文面"))


def test_nothing_agreed_is_said_as_it_is(talk: Talk) -> None:
    taro = talk.customer().joins("受け取らない")

    assert "記録はございません" in read(taro.asks_for("notice", purpose="announcements"))
    assert "お送りしておりません" in read(taro.says("なぜ届いた"))


def test_privacy_is_told_to_members_and_strangers(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("プライバシー")) == [
        "登録の控えを見る",
        "情報の写しを受け取る（開示）",
        "訂正を頼む",
        "利用を止める",
        "機種変更・引き継ぎ",
        "退会のお手続き",
    ]

    assert "お名前や誕生月などは、お選びくださったときにだけ" in read(hanako.says("プライバシー"))
    stranger = talk.customer()

    assert "何も残しておりません" in read(stranger.says("プライバシー"))
    assert "ご登録はございません" in read(stranger.says("控え"))


def test_why_names_the_choice_and_its_day(hanako: Customer) -> None:
    words = hanako.says("なぜ届いたの？")

    assert "2026年12月1日（火）に「受け取る」をお選びくださったため、お送りしております" in read(words)
    assert labels(words) == ["文面を見る", "回数・話題を変える", "停止する"]
    assert "同意" in read(hanako.says("控え"))


def test_why_of_an_unknown_message_falls_back_to_the_newest_choice(talk: Talk, hanako: Customer) -> None:
    assert "「受け取る」" in read(hanako.asks_for("why", ref="12345"))
    assert "「受け取る」" in read(hanako.asks_for("why", ref="x"))
    hanako.presses("停止する")

    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)


def test_why_of_a_message_names_its_topic_and_the_answer_that_covered_it(
    talk: Talk, hanako: Customer
) -> None:
    ref = sent_to(talk, hanako)
    hanako.says("停止")
    talk.clock.advance(days=1)

    words = read(hanako.asks_for("why", ref=ref))

    assert "2026年12月1日（火）に「受け取る」をお選びくださったため" in words
    assert "・話題：" in words


def sent_to(talk: Talk, customer: Customer) -> str:
    """An announcement that reached the customer under their yes."""
    member = talk.member(customer)
    assert member is not None
    with talk.make() as make:
        announcement = make.announcement()
        standing = consent.standing(make.session, member)[Purpose.ANNOUNCEMENTS]
        sending = Sending(
            announcement_id=announcement.id,
            kind=SendingKind.MULTICAST,
            purpose=Purpose.ANNOUNCEMENTS,
            retry_key="key",
            recipients=1,
            carried=1,
            next_at=NOW,
            valid_until=NOW,
            created_at=NOW,
        )
        sending.state = SendingState.ACCEPTED
        make.session.add(sending)
        make.session.flush()
        covered = {"consent_entry_id": standing.entry_id, "announcement_id": announcement.id}
        make.session.add(Delivery(sending_id=sending.id, member_id=member.id, **covered))
        return str(announcement.id)
