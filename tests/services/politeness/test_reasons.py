"""What may go out: with a reason on record where there are errors, and never without sender or stop line."""

from datetime import date

import pytest

from bot.wording import Words
from bot.wording import announcements as wording
from services import contents, politeness, politeness_frame, politeness_reasons
from services.settings import Choices

DAY = date(2026, 12, 1)
SHOP = "ひなた珈琲"
CONTENT = contents.read({"texts": ["新しい豆です。"], "button": None, "coupon_id": None})


def findings(*texts: str) -> list[politeness.Finding]:
    return politeness.check(texts, day=DAY)


def composed(language: str, *, is_safety: bool = False) -> Words:
    front = Choices(shop_name=SHOP).front(None)
    return wording.compose(
        CONTENT, front, "1", language, photos="https://shop.example/photos", is_safety=is_safety
    )


def test_an_error_passes_with_its_reason_and_a_thought_without() -> None:
    both = findings("日本一のカレーです。日本一です。", "お客さんの声です。")

    assert politeness_reasons.settle(both, " 昨年の大会で一位でした ") == {"claim": "昨年の大会で一位でした"}
    assert politeness_reasons.settle(findings("お客さんの声です。"), "") == {}


@pytest.mark.parametrize("reason", ["", "　", "\n"])
def test_an_error_without_a_reason_does_not_pass(reason: str) -> None:
    with pytest.raises(politeness_reasons.ReasonNeeded) as refusal:
        politeness_reasons.settle(findings("日本一のカレーです。今すぐどうぞ。"), reason)

    assert refusal.value.kinds == ["claim", "urgency"]


def test_a_reason_is_no_essay() -> None:
    with pytest.raises(politeness_reasons.ReasonTooLong):
        politeness_reasons.settle(findings("日本一のカレーです。"), "あ" * 401)


def test_what_the_law_forbids_passes_with_no_reason_at_all() -> None:
    with pytest.raises(politeness_reasons.WordsForbidden) as refusal:
        politeness_reasons.settle(
            findings("1,000円以上お買い上げの方に、300円相当の皿を差し上げます。"), "理由"
        )

    assert refusal.value.finding.kind == "over_cap"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_safety", [True, False])
def test_what_the_product_composes_names_its_sender_and_the_way_to_stop(
    language: str, is_safety: bool
) -> None:
    assert politeness_frame.check({language: composed(language, is_safety=is_safety)}, SHOP) == []


def test_what_is_made_by_hand_without_them_is_found_in_each_language() -> None:
    bare = [{"type": "text", "text": "新しい豆です。"}]
    half = {"ja": composed("ja"), "en": [*bare, composed("en")[-1]]}

    assert [one.kind for one in politeness_frame.check({"ja": bare}, SHOP)] == ["no_sender", "no_stop"]
    assert [one.kind for one in politeness_frame.check(half, SHOP)] == ["no_sender"]
    assert [one.kind for one in politeness_frame.check({"ja": []}, SHOP)] == ["no_sender", "no_stop"]
