"""Placeholders: what may be named, and what stands for it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.wording import placeholders as wording
from services import content_checks, placeholders, points
from services.placeholders import Figures
from services.points import Expiring
from tests.clock import NOW
from tests.makers import Make


def said(text: str, en: str = "", coupon_id: int | None = None) -> dict[str, object]:
    words = {"kind": "text", "words": {"ja": text, "en": en}}
    return {"parts": [words], "button": None, "coupon_id": coupon_id}


@pytest.mark.parametrize("text", ["{残高}", "{point}", "{ポイント }", "{ points}", "{0}", "{会員番号}"])
def test_a_placeholder_that_does_not_exist_is_refused(make: Make, text: str) -> None:
    for content in (said(f"こんにちは。{text}です。"), said("こんにちは。", en=text)):
        with pytest.raises(placeholders.PlaceholderUnknown) as refusal:
            content_checks.checked(make.session, content, now=NOW)
        assert refusal.value.name == text[1:-1]


def test_a_coupon_is_named_only_where_one_goes_along(make: Make) -> None:
    coupon = make.coupon().id

    content_checks.checked(make.session, said("{クーポン}をどうぞ。", coupon_id=coupon), now=NOW)
    with pytest.raises(placeholders.PlaceholderEmpty):
        content_checks.checked(make.session, said("{coupon}をどうぞ。"), now=NOW)


def test_figures_that_grow_are_counted_as_long_as_they_can_become(make: Make) -> None:
    content_checks.checked(make.session, said("{points}" * 66), now=NOW)
    with pytest.raises(content_checks.ContentRefused):
        content_checks.checked(make.session, said("{points}" * 67), now=NOW)


@pytest.mark.parametrize(
    ("text", "personal"),
    [("{ポイント}", True), ("{expiring}", True), ("{クーポン}", False), ("こんにちは", False), ("{}", False)],
)
def test_only_a_members_own_figures_make_it_a_letter(text: str, personal: bool) -> None:
    assert placeholders.is_personal(said(text, coupon_id=1)) is personal
    assert placeholders.is_personal(said("こんにちは", en=text, coupon_id=1)) is personal


def test_the_figures_are_those_of_this_moment(make: Make) -> None:
    member = make.member(reachable=True)
    other = make.member(reachable=True)
    points.earn(make.session, member, yen=5_000, cause="p", choices=make.choices, now=NOW)

    own, others = (
        placeholders.figures(make.session, one.id, choices=make.choices, now=NOW) for one in (member, other)
    )

    assert (own.points, others.points) == (150, 100)
    assert own.expiring is not None
    late = NOW + timedelta(days=800)
    empty = placeholders.figures(make.session, member.id, choices=make.choices, now=late)
    assert empty == Figures(0, None)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", "1,234ポイント、100ポイント（2026年12月31日（木）まで） {クーポン}"),
        ("en", "1,234 points、100 points (good until Thursday 31 December 2026) {クーポン}"),
    ],
)
def test_they_are_filled_in_wherever_there_is_text_to_read(language: str, told: str) -> None:
    text = "{ポイント}、{expiring} {クーポン}"
    message: dict[str, Any] = {
        "type": "flex",
        "contents": {"body": [{"type": "text", "text": text, "uri": "{points}"}]},
    }
    own = Figures(1_234, Expiring(100, NOW.date().replace(day=31)))

    (filled,) = wording.fill([message], own, language)

    assert filled["contents"]["body"] == [{"type": "text", "text": told, "uri": "{points}"}]
    assert message["contents"]["body"][0]["text"] == text


def test_who_has_nothing_to_lose_reads_no_date() -> None:
    (filled,) = wording.fill([{"type": "text", "text": "{expiring}"}], Figures(0, None), "ja")

    assert filled["text"] == "0ポイント"


def test_nothing_that_stands_for_one_is_longer_than_is_counted() -> None:
    most = Figures(99_999_999, Expiring(99_999_999, NOW.date().replace(month=9, day=30)))
    for language in ("ja", "en"):
        for name in ("points", "expiring"):
            (filled,) = wording.fill([{"type": "text", "text": f"{{{name}}}"}], most, language)
            assert content_checks.utf16(filled["text"]) <= placeholders.LONGEST
    assert content_checks.utf16("券" * 60) <= placeholders.LONGEST
