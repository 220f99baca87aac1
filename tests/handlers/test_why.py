"""なぜ届いた？ on whatever comes unasked, and by word: which choice, when, by whom, what next."""

from itertools import product
from typing import Any

import pytest

from bot.wording import announcements as wording
from bot.wording import points
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGES
from models.consents import Purpose
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import consent
from tests.bot.wording import content_samples, limits, samples
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_wishes import sent_to


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    talk.set(shop_name="ひなた珈琲", company="株式会社ひなた")
    return talk.customer().joins("受け取る")


def asks_why(words: list[dict[str, Any]]) -> list[str]:
    """The buttons of these messages that answer why they came."""
    data = [action.get("data", "") for action in limits.actions(words)]
    return [one for one in data if one.startswith(f"action={Action.WHY}")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_goes_out_unasked_can_be_asked_why(language: str) -> None:
    every = product(samples.SHOPS, content_samples.CONTENTS, (True, False))
    for front, content, is_safety in every:
        made = wording.compose(
            content, front, "42", language, photos=content_samples.PHOTOS, is_safety=is_safety
        )
        assert set(asks_why(made[-1:])) == {"action=why&ref=42"}
    amount = points.Amount(120, samples.DAY)
    letter = points.expiry_letter(samples.SHOP, expiring=amount, balance=320, language=language)
    assert asks_why(letter) == ["action=why&about=service"]


def test_why_tells_topic_day_label_shop_and_company_with_three_ways_on(talk: Talk, hanako: Customer) -> None:
    words = hanako.asks_for("why", ref=sent_to(talk, hanako))

    assert "2026年12月1日（火）に「受け取る」をお選びくださったため、お送りしました。" in read(words)
    assert "・話題：" in read(words)
    assert "・お送りした店：ひなた珈琲（株式会社ひなた）" in read(words)
    assert labels(words) == ["文面を見る", "回数・話題を変える", "停止する"]
    assert "「受け取る」をお選びくださったときの文面です" in read(hanako.presses("文面を見る"))
    assert "・回数：" in read(hanako.presses("回数・話題を変える"))
    assert "停止いたしました" in read(hanako.presses("停止する"))


@pytest.mark.parametrize(
    "asked", ["なぜ届いた？", "なんでこのメッセージが来たんですか", "why did I get this"]
)
def test_why_by_word_tells_of_the_newest_message_that_came(talk: Talk, hanako: Customer, asked: str) -> None:
    sent_to(talk, hanako)
    hanako.says("停止")

    words = read(hanako.says(asked))

    assert (
        "このお知らせは、2026年12月1日（火）に「受け取る」をお選びくださったため、お送りしました。" in words
    )
    assert "・話題：" in words


def test_why_of_a_letter_names_the_choice_behind_it(talk: Talk, hanako: Customer) -> None:
    letter_to(talk, hanako)

    for words in (read(hanako.asks_for("why", about="service")), read(hanako.says("なぜ届いた"))):
        assert "期限のご連絡は、2026年12月1日（火）に「受け取る」をお選びくださったため" in words
        assert "そのほかのお知らせ" not in words


def test_why_by_word_says_that_nothing_is_sent_where_nothing_is(talk: Talk) -> None:
    taro = talk.customer().joins("受け取らない")

    assert read(taro.says("なぜ届いた")) == "お知らせはお送りしておりません。"
    assert read(talk.customer().says("なぜ届いた")) == "お知らせはお送りしておりません。"


def letter_to(talk: Talk, customer: Customer) -> None:
    """An expiry notice that reached the customer."""
    member = talk.member(customer)
    assert member is not None
    with talk.make() as make:
        standing = consent.standing(make.session, member)[Purpose.SERVICE]
        sending = Sending(
            kind=SendingKind.PUSH,
            purpose=Purpose.SERVICE,
            retry_key="key",
            recipients=1,
            carried=1,
            state=SendingState.ACCEPTED,
            next_at=NOW,
            first_attempt_at=NOW,
            valid_until=NOW,
            created_at=NOW,
        )
        make.session.add(sending)
        make.session.flush()
        row = {"sending_id": sending.id, "member_id": member.id, "consent_entry_id": standing.entry_id}
        make.session.add(Delivery(**row))
