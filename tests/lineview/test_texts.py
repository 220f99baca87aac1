"""Text bubbles: what is written is what is read."""

from playwright.sync_api import Page

from tests.lineview import samples
from tests.lineview.conftest import Draw


def test_line_breaks_stay(draw: Draw) -> None:
    bubble = draw(samples.text("一行目\n二行目\n\n四行目"))

    assert bubble.inner_text() == "一行目\n二行目\n\n四行目"


def test_an_address_becomes_a_link_that_leaks_nothing(draw: Draw) -> None:
    link = draw(samples.text("くわしくは https://example.com/a?b=1。どうぞ")).locator("a")

    assert link.get_attribute("href") == "https://example.com/a?b=1"
    assert link.get_attribute("target") == "_blank"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_full_stop_after_an_address_is_not_part_of_it(draw: Draw) -> None:
    bubble = draw(samples.text("See http://localhost/a. And http://localhost/b)."))

    hrefs = [link.get_attribute("href") for link in bubble.locator("a").all()]
    assert hrefs == ["http://localhost/a", "http://localhost/b"]
    assert bubble.inner_text() == "See http://localhost/a. And http://localhost/b)."


def test_markup_is_only_words(draw: Draw, phone: Page) -> None:
    bubble = draw(samples.text("<img src=x onerror=alert(1)> <b>太字</b>"))

    assert bubble.inner_text() == "<img src=x onerror=alert(1)> <b>太字</b>"
    assert phone.locator("img").count() == 0


def test_emoji_of_line_stand_where_their_dollar_was(draw: Draw) -> None:
    emojis = [{"index": 2, "productId": "p", "emojiId": "1"}]

    bubble = draw(samples.text("花が$咲く", emojis=emojis))

    assert bubble.locator("[role=img][aria-label=絵文字]").count() == 1
    assert bubble.inner_text() == "花が☺咲く"


def test_the_second_form_of_text_fills_its_places(draw: Draw) -> None:
    filling = {"who": {"type": "mention", "mentionee": {"type": "all"}}}

    bubble = draw({"type": "textV2", "text": "{who} {{そのまま}} {none}", "substitution": filling})

    assert bubble.inner_text() == "@All {そのまま} {none}"
