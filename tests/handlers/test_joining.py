"""From the first hello to the second answer."""

from datetime import timedelta

from models.consents import Purpose
from services import consent, people
from tests.databases import KINDS
from tests.handlers.conftest import Customer, Talk, labels, read

DATABASES = KINDS


def is_given(talk: Talk, customer: Customer, purpose: Purpose) -> bool:
    with talk.sessions.begin() as session:
        member = people.meet(session, talk.vault, customer.user_id).member
        return member is not None and consent.is_given(session, member, purpose)


def test_a_new_friend_is_greeted_and_asked_with_two_equal_answers(hanako: Customer) -> None:
    words = hanako.adds_us()

    assert labels(words) == ["登録する", "登録しない"]
    assert "お預かりするもの" in read(words)
    assert "友だち追加ありがとうございます" in words[0]["text"]


def test_who_it_is_comes_first_and_then_the_shops_own_greeting(talk: Talk, hanako: Customer) -> None:
    talk.set(greeting="ようこそ。", greeting_en="Welcome.")

    words = hanako.adds_us()

    assert [message["text"] for message in words[:2]] == [
        "友だち追加ありがとうございます。当店です。",
        "ようこそ。",
    ]
    assert "お預かりするもの" in words[2]["text"]
    assert [message["text"] for message in hanako.says("English")[:2]] == ["This is 当店.", "Welcome."]


def test_no_greeting_is_said_in_a_language_that_the_shop_did_not_write_it_in(
    talk: Talk, hanako: Customer
) -> None:
    talk.set(greeting="ようこそ。")

    assert "ようこそ" not in read(hanako.says("English"))


def test_a_friend_of_many_years_is_not_thanked_for_adding_us(talk: Talk, hanako: Customer) -> None:
    talk.set(greeting="ご登録ありがとうございます。")

    words = hanako.says("こんにちは")

    assert words[0]["text"].startswith("当店です。\n")
    assert "ありがとうございます" not in words[0]["text"]


def test_yes_makes_a_member_and_asks_the_second_question(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    words = hanako.presses("登録する")

    member = talk.member(hanako)
    assert member is not None
    assert f"{member.card_number[:4]}-{member.card_number[4:]}" in words[0]["text"]
    assert "100ポイント" in words[0]["text"]
    assert labels(words) == ["受け取る", "期限の連絡だけ", "受け取らない"]


def test_no_is_thanked_and_nothing_stays(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    words = hanako.presses("登録しない")

    assert "会員の記録には残しません" in read(words)
    assert talk.member(hanako) is None


def test_receiving_opens_both_purposes(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")

    assert is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert is_given(talk, hanako, Purpose.SERVICE)


def test_only_expiry_opens_only_that(talk: Talk, hanako: Customer) -> None:
    hanako.joins("期限の連絡だけ")

    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert is_given(talk, hanako, Purpose.SERVICE)
    assert "期限が近づいたときだけ" in read(hanako.shown)


def test_declining_opens_nothing_and_costs_nothing(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取らない")

    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)
    assert "同じように" in hanako.shown[-1]["text"]


def test_a_friend_from_before_the_bot_can_walk_the_same_road(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("こんにちは")) == ["登録する", "登録しない"]

    hanako.presses("登録する")

    assert talk.member(hanako) is not None


def test_the_word_for_joining_works_for_everyone(talk: Talk, hanako: Customer) -> None:
    assert labels(hanako.says("会員登録")) == ["登録する", "登録しない"]

    hanako.presses("登録する")

    assert "すでにご登録いただいております" in read(hanako.says("会員登録したいです"))


def test_a_stranger_who_wants_points_is_asked_kindly(hanako: Customer) -> None:
    words = hanako.says("ポイント")

    assert "会員の方" in words[0]["text"]
    assert labels(words) == ["登録する", "登録しない"]


def test_an_old_yes_is_asked_afresh(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    talk.clock.advance(days=91)

    words = hanako.presses("登録する")

    assert words[0]["text"].startswith("お時間がたちましたので、もう一度うかがいます。")
    assert labels(words) == ["登録する", "登録しない"]
    assert talk.member(hanako) is None


def test_register_after_a_refusal_on_the_same_card_asks_again(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    talk.clock.advance(seconds=5)
    hanako.presses("登録しない")
    talk.clock.advance(seconds=5)

    words = hanako.presses("登録する")

    assert "もう一度うかがいます" in words[0]["text"]
    assert talk.member(hanako) is None

    talk.clock.advance(seconds=5)
    assert "ご登録ありがとうございます" in read(hanako.presses("登録する"))


def test_a_refusal_of_an_english_card_is_answered_in_english(hanako: Customer) -> None:
    hanako.says("English")

    assert "Certainly" in read(hanako.presses("Do not join"))
    assert "Some time has passed" in read(hanako.presses("Join"))


def test_an_identical_second_tap_says_so(hanako: Customer) -> None:
    hanako.joins("受け取る")

    assert "すでにご登録いただいております" in read(hanako.presses("登録する"))
    assert "すでに「受け取る」" in read(hanako.presses("受け取る"))


def test_do_not_register_by_a_member_asks_about_leaving_and_erases_nothing(
    talk: Talk, hanako: Customer
) -> None:
    hanako.joins("受け取る")

    assert labels(hanako.presses("登録しない")) == ["退会する", "退会しない"]
    assert talk.member(hanako) is not None


def test_an_old_receive_does_not_undo_a_newer_stop(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.says("停止")
    talk.clock.advance(seconds=5)

    words = hanako.presses("受け取る")

    assert "もう一度うかがいます" in words[0]["text"]
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)


def test_a_stranger_may_read_and_answer_in_english(talk: Talk, hanako: Customer) -> None:
    words = hanako.says("English")

    assert labels(words) == ["Join", "Do not join"]
    assert "Thank you for joining" in read(hanako.presses("Join"))
    assert "Your card" in read(hanako.says("会員証")) or "card" in read(hanako.says("会員証"))


def test_a_consent_button_that_nobody_made_is_answered_with_the_menu(hanako: Customer) -> None:
    assert "会員登録について" in labels(hanako.asks_for("consent", purpose="everything", answer="yes"))
    assert "会員登録について" in labels(hanako.asks_for("consent", purpose="membership", answer="perhaps"))


def test_blocking_withdraws_and_coming_back_revives_nothing(talk: Talk, hanako: Customer) -> None:
    hanako.joins("受け取る")
    hanako.blocks_us()
    talk.clock.advance(timedelta(days=3))

    words = hanako.adds_us(isUnblocked=True)

    assert "おかえりなさいませ" in read(words)
    assert "100ポイント" in read(words)
    assert not is_given(talk, hanako, Purpose.ANNOUNCEMENTS)


def test_the_same_answer_about_expiry_twice_is_answered_the_same(hanako: Customer) -> None:
    hanako.joins("期限の連絡だけ")

    assert "期限が近づいたときだけ" in read(hanako.presses("期限の連絡だけ"))


def test_a_stranger_who_declines_announcements_hears_that_nothing_is_sent(hanako: Customer) -> None:
    words = hanako.asks_for("consent", purpose="announcements", answer="no")

    assert read(words) == "お知らせはお送りしておりません。"


def test_a_no_whose_answer_came_too_late_is_a_no_all_the_same(talk: Talk, hanako: Customer) -> None:
    hanako.adds_us()
    talk.too_late = True
    hanako.presses("登録しない")
    talk.too_late = False

    assert "もう一度うかがいます" in read(hanako.presses("登録する"))
    assert talk.member(hanako) is None
