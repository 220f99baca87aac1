"""Every consent question offers its answers alike: one look, nothing preselected, the order on record."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from bot.wording import membership, notices
from bot.wording.messages import bubble
from models.consents import Purpose
from services import consent, notice_texts
from services.notice_words import Words
from services.settings import Choices
from tests.bot.wording import limits
from tests.handlers.conftest import Customer, Talk, labels

SEAL = "s" * 180
CHOICES = Choices(company="株式会社ごえん商店", contact="03-1234-5678")
LOUD = {"primary", "link"}


def question(purpose: Purpose, language: str, words: Words) -> list[dict[str, Any]]:
    if purpose == Purpose.MEMBERSHIP:
        return notices.membership(words, seal=SEAL, language=language)
    if purpose == Purpose.ANNOUNCEMENTS:
        return notices.announcements(words, seal=SEAL, language=language)
    return notices.further(words, purpose=purpose, seal=SEAL, language=language)


def looks(message: dict[str, Any]) -> list[dict[str, Any]]:
    """How each answer is drawn, all but what it says and sends."""
    holders = [node for node in limits.nodes(message) if node.get("type") == "button"]
    if holders:
        return [{name: value for name, value in node.items() if name != "action"} for node in holders]
    return [{"type": action["type"], "keys": sorted(action)} for action in message["template"]["actions"]]


CASES = list(
    itertools.product(
        (Purpose.MEMBERSHIP, Purpose.ANNOUNCEMENTS, Purpose.PROFILE, Purpose.ANALYSIS), ("ja", "en"), (0, 300)
    )
)


@pytest.mark.parametrize(("purpose", "language", "longer"), CASES)
def test_both_answers_have_one_size_weight_and_colour_and_none_is_preselected(
    purpose: Purpose, language: str, longer: int
) -> None:
    """The longer question becomes a bubble, whose buttons could be coloured."""
    plain = notice_texts.write(purpose, CHOICES, None, language)
    words = replace(plain, question=plain.question + "。" * longer)

    *_notice, asked = question(purpose, language, words)

    drawn = looks(asked)
    assert len(drawn) == len(words.labels)
    assert all(look == drawn[0] for look in drawn)
    assert asked["type"] == ("flex" if longer else "template")
    assert not [node for node in limits.nodes(asked) if node.get("style") in LOUD or "color" in node]
    assert not [node for node in limits.nodes(asked) if "defaultAction" in node or "quickReply" in node]


@pytest.mark.parametrize(("purpose", "language", "longer"), CASES)
def test_the_order_of_the_answers_is_the_one_that_the_notice_records(
    purpose: Purpose, language: str, longer: int
) -> None:
    plain = notice_texts.write(purpose, CHOICES, None, language)
    words = replace(plain, question=plain.question + "。" * longer)

    actions = limits.actions(question(purpose, language, words))

    assert tuple(action["label"] for action in actions) == words.labels
    assert tuple(action["displayText"] for action in actions) == words.labels


def test_the_answers_about_the_age_look_alike() -> None:
    [asked] = membership.age_asked(years=20, seal=SEAL, language="ja")
    as_bubble = bubble("", "", asked["template"]["actions"])

    assert len({str(look) for look in looks(asked)}) == 1
    assert len({str(look) for look in looks(as_bubble)}) == 1


def test_every_purpose_is_off_until_it_is_asked(talk: Talk, hanako: Customer) -> None:
    hanako.joins()

    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        assert set(notices_given(make, member)) == {Purpose.MEMBERSHIP}


def notices_given(make: Any, member: Any) -> list[Purpose]:
    return [purpose for purpose in Purpose if consent.is_given(make.session, member, purpose)]


def test_a_refusal_costs_nothing(talk: Talk, hanako: Customer) -> None:
    """Whoever declined announcements is offered all that whoever accepted them is."""
    taro = talk.customer()
    hanako.joins("受け取る")
    taro.joins("受け取らない")

    for word in ("ポイント", "履歴", "クーポン", "会員証", "ヘルプ", "控え", "お店の案内"):
        assert labels(taro.says(word)) == labels(hanako.says(word))
