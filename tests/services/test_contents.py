"""Contents: what an announcement may say, and how it is read back."""

from datetime import timedelta
from typing import Any

import pytest

from services import content_checks, contents, offers, photos
from services.content_checks import ContentEmpty, ContentRefused, ContentTooLong
from services.contents import Words
from tests import images
from tests.clock import NOW
from tests.makers import Make

DATABASES = ("sqlite",)
TEXT = {"kind": "text", "words": {"ja": "あ", "en": ""}}
CARD = {
    "title": {"ja": "題", "en": ""},
    "text": {"ja": "", "en": ""},
    "label": {"ja": "見る", "en": "See"},
    "uri": "https://shop.example/",
    "photo": "",
}


def cards(*several: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "cards", "cards": list(several)}


def said(*parts: dict[str, Any], **further: Any) -> dict[str, Any]:
    return {"parts": list(parts), "button": None, "coupon_id": None, **further}


def words(name: str, ja: str, en: str = "") -> dict[str, Any]:
    return {**CARD, name: {"ja": ja, "en": en}}


def test_what_is_whole_is_kept_as_it_was_written(make: Make) -> None:
    token = photos.keep(make.session, images.jpeg(), now=NOW).token
    picture = {"kind": "photo", "photo": token}
    button = {"label": {"ja": "見る", "en": "See"}, "uri": "https://shop.example/"}
    coupon = make.coupon().id
    full = said(TEXT, picture, cards({**CARD, "photo": token}), button=button, coupon_id=coupon)

    kept = content_checks.checked(make.session, full, now=NOW)

    assert kept == full
    assert contents.written(contents.read(kept)) == kept


def test_an_older_row_is_read_as_it_was(make: Make) -> None:
    old = {
        "texts": ["あ", "い"],
        "button": {"label": "見る", "uri": "https://shop.example/"},
        "coupon_id": None,
    }

    content = contents.read(content_checks.checked(make.session, old, now=NOW))

    assert content.texts == (Words("あ"), Words("い"))
    assert content.button == contents.Button(Words("見る"), "https://shop.example/")


def test_english_is_read_where_it_is_given(make: Make) -> None:
    both = {"kind": "text", "words": {"ja": " こんにちは ", "en": "Hello"}}

    kept = content_checks.checked(make.session, said(both, TEXT), now=NOW)

    assert contents.texts(kept) == ["こんにちは", "あ"]
    assert contents.texts(kept, "en") == ["Hello", "あ"]


@pytest.mark.parametrize(
    ("content", "why", "number"),
    [
        (said({"kind": "text", "words": "あ" * 4_001}), "text", 1),
        (said({"kind": "text", "words": "😀" * 2_001}), "text", 1),
        (said(TEXT, {"kind": "text", "words": {"ja": "", "en": "only English"}}), "text", 2),
        (said(TEXT, {"kind": "photo", "photo": ""}), "photo", 2),
        (said(TEXT, {"kind": "photo", "photo": "unknown"}), "photo", 0),
        (said(TEXT, cards({**CARD, "photo": "unknown"})), "photo", 0),
        (said(TEXT, cards()), "cards", 2),
        (said(TEXT, cards(*[CARD] * 11)), "cards", 2),
        (said(TEXT, cards(CARD, words("title", ""))), "card_title", 2),
        (said(TEXT, cards(words("title", "題", "t" * 41))), "card_title", 2),
        (said(TEXT, cards(words("text", "あ" * 121))), "card_text", 2),
        (said(TEXT, cards(words("label", ""))), "card_link", 2),
        (said(TEXT, cards({**CARD, "uri": ""})), "card_link", 2),
        (said(TEXT, cards({**CARD, "uri": "http://shop.example"})), "link", 2),
        (said(TEXT, button={"label": "あ" * 21, "uri": "https://shop.example/"}), "label", 0),
        (said(TEXT, button={"label": "見る", "uri": "javascript:alert(1)"}), "link", 0),
        (said(TEXT, button={"label": "見る", "uri": "https://店.example/"}), "link", 0),
        (said(TEXT, button={"label": "見る", "uri": "https://a/" + "b" * 1_000}), "link", 0),
        (said(TEXT, coupon_id=4_711), "coupon", 0),
    ],
)
def test_what_line_cannot_show_is_refused(make: Make, content: dict[str, Any], why: str, number: int) -> None:
    with pytest.raises(ContentRefused) as refusal:
        content_checks.checked(make.session, content, now=NOW)

    assert (refusal.value.why, refusal.value.number) == (why, number)


def test_five_messages_are_taken_and_empty_boxes_are_none_of_them(make: Make) -> None:
    empty = {"kind": "text", "words": {"ja": " ", "en": ""}}

    kept = content_checks.checked(make.session, said(TEXT, empty, *[TEXT] * 4), now=NOW)

    assert len(kept["parts"]) == 5
    with pytest.raises(ContentTooLong):
        content_checks.checked(make.session, said(*[TEXT] * 6), now=NOW)
    for nothing in (said(), said(empty, cards(CARD)), said(cards(CARD), TEXT)):
        with pytest.raises(ContentEmpty):
            content_checks.checked(make.session, nothing, now=NOW)


def test_a_coupon_that_is_over_or_withdrawn_is_refused(make: Make) -> None:
    over, gone = make.coupon(), make.coupon()
    offers.withdraw(make.session, gone)

    for coupon, now in ((over, over.ends_at + timedelta(seconds=1)), (gone, NOW)):
        with pytest.raises(ContentRefused):
            content_checks.checked(make.session, said(TEXT, coupon_id=coupon.id), now=now)
