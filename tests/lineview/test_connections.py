"""A bad connection: it is said, it is mended, and nothing is lost or doubled."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator import RunningLine
from tests.lineview import samples, talks
from tests.lineview.lines import Line


@pytest.fixture
def wire(line: RunningLine) -> Iterator[Line]:
    wire = Line(urlsplit(line.url).port or 0)
    yield wire
    wire.cut()


@pytest.fixture
def chat(browser: Browser, wire: Line) -> Iterator[Page]:
    """A page of its own, for a cut line is rightly an error on the console."""
    page = browser.new_page(locale="ja-JP", viewport={"width": 1280, "height": 900})
    page.goto(f"http://127.0.0.1:{wire.port}")
    yield page
    page.close()


def test_a_cut_line_is_said_and_mended_without_losing_or_doubling(
    chat: Page, wire: Line, line: RunningLine
) -> None:
    talk = chat.get_by_role("region", name="花子さん").get_by_role("log")
    notice = chat.get_by_text("つながっていません。つなぎ直しています。")
    talks.say(line, "花子", samples.text("一つ目"))
    expect(talk.get_by_text("一つ目")).to_be_visible()

    wire.cut()
    expect(notice).to_be_visible()
    talks.say(line, "花子", samples.text("二つ目"))
    wire.mend()
    expect(notice).to_be_hidden()
    talks.say(line, "花子", samples.text("三つ目"))

    expect(talk.locator(".lv-bubble")).to_have_text(["一つ目", "二つ目", "三つ目"])


def test_what_could_not_be_sent_stays_in_the_box(chat: Page, wire: Line) -> None:
    box = chat.get_by_role("region", name="花子さん").get_by_label("メッセージを入力")
    box.fill("とどいてほしい")
    wire.cut()

    box.press("Enter")

    expect(chat.get_by_text("練習台につながりません。")).to_be_visible()
    expect(box).to_have_value("とどいてほしい")
