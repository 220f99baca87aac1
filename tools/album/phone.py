"""The phone in somebody's hand, on the chat page: what is done with it, and what it shows."""

import re
import time

from playwright.sync_api import Locator, Page, expect

from tools.album.line import Line

SETTLED = 1.0
"""Seconds without a change after which an answer is whole."""
PATIENCE = 60.0
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
"""Half of a code to take a membership along, which is shown in two lines."""
TO_THE_LAST_CARD = (
    "row => row.querySelectorAll('*').forEach(one => one.scrollTo({left: 9999, behavior: 'instant'}))"
)


class Phone:
    """One phone, which goes from hand to hand."""

    def __init__(self, page: Page, line: Line) -> None:
        self.page, self.line, self.person = page, line, ""
        self.paper: Page | None = None
        """What was opened last from the talk."""

    def take_up(self, person: str) -> None:
        """Look at this person's talk."""
        self.line.add(person)
        self.person = person
        self.page.goto(self.line.url)
        self.page.get_by_role("tab", name=person).first.click()
        expect(self._screen).to_be_visible(timeout=PATIENCE * 1000)
        self.settle()

    @property
    def talk(self) -> Locator:
        return self._screen.get_by_role("log")

    @property
    def menu(self) -> Locator:
        return self._screen.locator(".menu")

    @property
    def rows(self) -> Locator:
        return self._screen.locator(".talk-list > *")

    def wait_for_rows(self, count: int) -> None:
        """Wait until the talk has so many rows, and nobody is typing."""
        deadline = time.monotonic() + PATIENCE
        while self.rows.count() < count or self.rows.locator(".lv-typing, .typing").count():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.person}: {count} rows were awaited, {self.rows.count()} came")
            time.sleep(0.1)

    def settle(self) -> None:
        """Wait until nothing moves any more."""
        last, since = "", time.monotonic()
        while time.monotonic() - since < SETTLED:
            now = self.talk.inner_html()
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.1)

    def pauses(self, _words: str) -> None:
        """Wait for another minute, in which the talk shows anew who speaks."""
        minute = time.localtime().tm_min
        while time.localtime().tm_min == minute:
            time.sleep(0.5)

    def adds(self, _words: str) -> None:
        self._screen.get_by_role("button", name="友だち追加", exact=True).click()

    def blocks(self, _words: str) -> None:
        self._screen.get_by_role("button", name="ブロック", exact=True).click()
        self.settle()

    def returns(self, _words: str) -> None:
        self._screen.get_by_role("button", name="ブロック解除", exact=True).click()
        self.settle()

    def says(self, words: str) -> None:
        box = self._screen.get_by_label("メッセージを入力")
        box.fill(words)
        box.press("Enter")

    def taps(self, label: str) -> None:
        buttons = self.talk.get_by_role("button", name=label, exact=True)
        buttons.last.click(timeout=PATIENCE * 1000)

    def opens(self, label: str) -> None:
        """Open a link of the talk in a page of its own, and press what has to be pressed there."""
        with self.page.expect_popup() as opened:
            self.talk.get_by_text(label).last.click()
        self.paper = opened.value
        self.paper.set_viewport_size({"width": 400, "height": 800})
        self.paper.get_by_role("button", name="開く").click()
        self.paper.wait_for_load_state()

    def scrolls(self, _words: str) -> None:
        """Look at the last card of the newest carousel."""
        self.rows.last.evaluate(TO_THE_LAST_CARD)

    def posts(self, what: str) -> None:
        """Send a `sticker` or an `image`."""
        self.line.post(self.person, what)

    def takes_along(self, person: str) -> None:
        """Send the code that is in that person's talk."""
        halves = CODE.findall(self.line.talk(person))[-2:]
        self.says(f"引き継ぎ {'-'.join(halves)}")

    def claims(self, _words: str) -> None:
        """Send the code of the slip that the shop handed out last."""
        self.says(f"引換 {self.line.slip}")

    @property
    def _screen(self) -> Locator:
        return self.page.get_by_role("region", name=f"{self.person}さんのスマートフォン", exact=True)
