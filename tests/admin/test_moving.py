"""Moving in the composer: messages and cards change places, and the button to go on with is at hand."""

import re
from collections.abc import Callable

import pytest

from tests.admin.shop import Visitor
from tests.admin.test_composing import SHAPE, typed


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("sender")
    visitor.get("/admin/announcements/new")
    return visitor


def order(page: str) -> list[str]:
    """What stands in the boxes, from the top."""
    words = "ひとつめ|いちご|りんご|栗のケーキです。"
    return list(re.findall(words, page.partition("<form")[2]))


@pytest.mark.parametrize(
    ("deed", "expected", "at_hand"),
    [
        ("down parts-0", "栗のケーキです。 いちご りんご ひとつめ", "up parts-1"),
        ("up parts-1", "栗のケーキです。 いちご りんご ひとつめ", "down parts-0"),
        ("up parts-0", "ひとつめ 栗のケーキです。 いちご りんご", "up parts-0"),
        ("down parts-1-cards-0", "栗のケーキです。 ひとつめ りんご いちご", "up parts-1-cards-1"),
        ("down parts-1", "栗のケーキです。 ひとつめ いちご りんご", ""),
        ("up parts-1-cards-0", "栗のケーキです。 ひとつめ いちご りんご", ""),
    ],
)
def test_messages_and_cards_change_places_and_the_button_stays_at_hand(
    sender: Visitor, deed: str, expected: str, at_hand: str
) -> None:
    kinds = {"parts-0-kind": "text", "parts-0-text": "ひとつめ", "parts-1-kind": "cards"}
    titles = {"parts-1-cards-0-title": "いちご", "parts-1-cards-1-title": "りんご"}

    page = sender.post(SHAPE, **typed(do=deed, **kinds, **titles)).text

    assert order(page)[:4] == expected.split()
    assert re.findall(r'autofocus id="do-[^"]+" name="do" value="([^"]+)"', page) == (
        [at_hand] if at_hand else []
    )


def test_no_photo_becomes_the_first_message(sender: Visitor) -> None:
    page = sender.post(SHAPE, **typed(do="up parts-0", **{"parts-0-kind": "photo"})).text

    assert 'value="up parts-0"' not in page
    assert order(page) == ["栗のケーキです。"]
