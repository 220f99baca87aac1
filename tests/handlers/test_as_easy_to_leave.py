"""Leaving is no harder than joining, and a no costs nothing, as trust.md asks in its section 2."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.wording import Words
from models.consents import Purpose
from services import consent
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_joining import is_given
from tests.handlers.test_wishes import sent_to

PLEA = re.compile(
    r"でしょうか|ませんか|よろしいですか|本当に|残念|寂し|さみし|お待ち|考え直|引き続き|"
    r"\?|sorry to|sad|miss you|really|are you sure|stay with",
    re.IGNORECASE,
)
JOIN = {"ja": ("登録する", "受け取る"), "en": ("Join", "Receive")}
STOPS = {
    "ja": ["停止", "解除", "やめる", "不要", "退会しないで配信停止", "STOP", "お知らせを止めて"],
    "en": ["stop", "unsubscribe", "opt out", "no more messages", "STOP"],
}
LEAVE = {"ja": ("退会", "退会する"), "en": ("leave", "Leave")}
ASKED_OF_ALL = (
    "ポイント/履歴/ポイントの使いかた/クーポン/会員証/ことば/プライバシー/プロフィール/訂正/引き継ぎ/"
    "お店の案内/お問い合わせ/ヘルプ/こんにちは/話題/回数/時間帯/おやすみ"
)


@dataclass
class Counted(Customer):
    """Somebody whose every tap and message is counted; adding the shop is a tap."""

    steps: int = field(default=0)

    def does(self, kind: str, **what: Any) -> Words:
        self.steps += 1
        return super().does(kind, **what)

    def counts(self, *acts: str) -> int:
        """Say or press these, and count; what stands on a button that was shown is pressed."""
        before = self.steps
        for act in acts:
            self.talk.clock.advance(seconds=5)
            self.presses(act) if act in labels(self.shown) else self.says(act)
        return self.steps - before


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def joined(talk: Talk, language: str) -> tuple[Counted, int]:
    """A member with announcements, and what it took."""
    customer = Counted(talk, talk.customer().user_id)
    customer.adds_us()
    if language == "en":
        customer.says("English")
    customer.counts(*JOIN[language])
    assert is_given(talk, customer, Purpose.ANNOUNCEMENTS)
    return customer, customer.steps


def test_stopping_takes_no_more_steps_than_joining_by_word_menu_or_message(talk: Talk, language: str) -> None:
    footer = {"ja": ("停止する",), "en": ("Stop",)}
    menu = {"ja": ("設定", "お知らせを停止する"), "en": ("settings", "Stop messages")}
    ways: list[tuple[str, ...]] = [
        *((word,) for word in STOPS[language][:1]),
        menu[language],
        footer[language],
    ]
    for way in ways:
        customer, to_join = joined(talk, language)
        asked = 0
        if way == footer[language]:
            asked = 1
            customer.asks_for("why", ref=sent_to(talk, customer))

        to_stop = asked + customer.counts(*way)

        assert not is_given(talk, customer, Purpose.ANNOUNCEMENTS)
        assert to_stop <= to_join, way


def test_being_erased_takes_no_more_steps_than_joining(talk: Talk, language: str) -> None:
    menu = {"ja": ("設定", "退会のお手続き", "退会する"), "en": ("settings", "Leaving", "Leave")}
    for way in (LEAVE[language], menu[language]):
        customer, to_join = joined(talk, language)

        to_leave = customer.counts(*way)

        assert talk.member(customer) is None
        assert to_leave <= to_join, way


def test_a_refusal_takes_no_more_steps_than_a_yes(talk: Talk, language: str) -> None:
    no = {"ja": ("登録しない",), "en": ("Do not join",)}
    stranger = Counted(talk, talk.customer().user_id)
    stranger.adds_us()
    if language == "en":
        stranger.says("English")

    assert stranger.counts(*no[language]) <= 1
    assert talk.member(stranger) is None


def test_one_word_stops_at_once_with_thanks_and_without_a_plea_or_a_question(
    talk: Talk, language: str
) -> None:
    customer = talk.friend("受け取る")
    customer.asks_for("language", to=language)
    for word in STOPS[language]:
        agree_anew(talk, customer)

        words = customer.says(word)

        assert not is_given(talk, customer, Purpose.ANNOUNCEMENTS), word
        assert not is_given(talk, customer, Purpose.SERVICE)
        assert labels(words) == []
        assert re.search(r"ありがとうございました|Thank you", read(words))
        assert not PLEA.search(read(words))


def test_refusing_announcements_costs_nothing_that_members_have(talk: Talk) -> None:
    with talk.make() as make:
        make.coupon()
    yes, no = talk.customer().joins("受け取る"), talk.customer().joins("受け取らない")

    for word in ASKED_OF_ALL.split("/"):
        told, heard = [_features(one, word) for one in (yes, no)]
        assert told == heard, word
    use = ("クーポン", "使う", "表示する", "使用済みにする（店員が押します）")
    assert _walked(yes, *use) == _walked(no, *use)
    assert _walked(yes, "English") == _walked(no, "English")


def test_the_settings_of_who_refused_lack_only_what_concerns_messages(talk: Talk) -> None:
    yes, no = talk.customer().joins("受け取る"), talk.customer().joins("受け取らない")

    only_with_yes = set(labels(yes.says("設定"))) - set(labels(no.says("設定")))

    assert only_with_yes == {
        "お知らせを停止する",
        "期限の連絡だけにする",
        "期限の連絡を停止する",
        "話題を選ぶ",
        "回数を変える",
        "時間帯を変える",
        "しばらくお休みする",
    }


def test_who_refused_announcements_is_never_asked_again_unless_they_ask(talk: Talk) -> None:
    """By default there is no re-ask at all; new terms that reach further have tests of their own."""
    no = talk.customer().joins("受け取らない")
    for _ in range(13):
        talk.clock.advance(days=31)
        for word in (
            "こんにちは",
            "ポイント",
            "クーポン",
            "会員証",
            "設定",
            "プライバシー",
            "控え",
            "なにか",
        ):
            assert "受け取る" not in labels(no.says(word)), word
    member = talk.member(no)
    assert member is not None

    assert labels(no.says("再開")) == ["受け取る", "期限の連絡だけ", "受け取らない"]
    with talk.sessions.begin() as session:
        assert not consent.is_given(session, member, Purpose.ANNOUNCEMENTS)


def agree_anew(talk: Talk, customer: Customer) -> None:
    talk.clock.advance(seconds=5)
    member = talk.member(customer)
    assert member is not None
    if not is_given(talk, customer, Purpose.ANNOUNCEMENTS):
        with talk.make() as make:
            make.agree(make.session.merge(member), at=talk.clock())
    talk.clock.advance(seconds=5)


def _features(customer: Customer, word: str) -> str:
    return _plain(customer.says(word))


def _walked(customer: Customer, *acts: str) -> list[str]:
    first, *taps = acts
    return [_plain(customer.says(first)), *(_plain(customer.presses(label)) for label in taps)]


def _plain(words: Words) -> str:
    """What is said, but for the numbers by which people differ."""
    return re.sub(r"\d{4}-\d{4}|会員番号\S*|[A-Z0-9]{6,}", "…", f"{read(words)}|{labels(words)}")
