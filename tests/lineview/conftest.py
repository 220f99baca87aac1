"""A tiny web server with the pages' own strict policy, and a page on it that can draw."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from simulator import RunningLine
from tests.browsers import PATIENCE, watch

PROJECT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: http://127.0.0.1:* http://localhost:*"
)
BLANK = b"""<!doctype html><html lang="ja"><meta charset="utf-8"><title>lineview</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/lineview/lineview.css"><body>"""
DRAW = """async ({ name, given, listening }) => {
  const lineview = await import("/lineview/lineview.js");
  window.tapped = [];
  const options = listening ? { onAction: (action) => window.tapped.push(action) } : {};
  const account = { name: "駅前コーヒー" };
  document.body.replaceChildren(lineview[name](given, { account, ...options }));
}"""

Draw = Callable[..., Locator]
Tapped = Callable[[], list[dict[str, Any]]]


class Pages(SimpleHTTPRequestHandler):
    """Serves lineview/ from the project, and a blank page."""

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BLANK)))
        self.end_headers()
        self.wfile.write(BLANK)
        return None

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *said: Any) -> None:
        """Says nothing: the tests' own words are enough."""


@pytest.fixture(scope="session")
def pages() -> Iterator[str]:
    """The address of the server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(PROJECT)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def screen_for_all(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """One page for all, for opening one takes longer than a drawing; and what it complains about."""
    page = browser.new_page(locale="ja-JP", timezone_id="Asia/Tokyo")
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    watch(page, complaints)
    yield page, complaints
    page.close()


@pytest.fixture
def screen(screen_for_all: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page, which must have nothing to complain about at the end of the test."""
    page, complaints = screen_for_all
    yield page
    said = [*complaints]
    complaints.clear()
    assert said == []


@pytest.fixture
def phone(screen: Page, pages: str) -> Page:
    """A blank page, as wide as a phone."""
    screen.set_viewport_size({"width": 390, "height": 844})
    if screen.url != f"{pages}/":
        screen.goto(pages)
    screen.evaluate("document.body.replaceChildren(); document.documentElement.lang = 'ja'")
    return screen


@pytest.fixture
def desk(screen: Page, line: RunningLine) -> Iterator[Page]:
    """The chat page on a desk, as on the first visit."""
    screen.set_viewport_size({"width": 1280, "height": 900})
    screen.goto(line.url)
    if screen.evaluate("localStorage.length"):
        screen.evaluate("localStorage.clear()")
        screen.reload()
    expect(screen.get_by_role("region", name="花子さんのスマートフォン")).to_be_visible()
    yield screen
    screen.goto("about:blank")


@pytest.fixture
def draw(phone: Page) -> Draw:
    """`draw(message)` shows it alone on the page; taps are noted for `tapped`."""

    def drawn(given: Any, *, name: str = "drawMessage", listening: bool = True) -> Locator:
        phone.evaluate(DRAW, {"name": name, "given": given, "listening": listening})
        return phone.locator("body > *")

    return drawn


@pytest.fixture
def tapped(phone: Page) -> Tapped:
    """The actions that were tapped since the last drawing."""
    return lambda: phone.evaluate("window.tapped")
