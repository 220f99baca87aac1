"""The chat page in a browser, as its people use it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PATIENCE = 30_000
"""Milliseconds that an answer may take on a busy machine."""


@dataclass(frozen=True)
class Phone:
    """One virtual person's phone on the chat page."""

    page: Page
    name: str

    @property
    def screen(self) -> Locator:
        return self.page.get_by_role("region", name=f"{self.name}さんのスマートフォン")

    @property
    def talk(self) -> Locator:
        return self.screen.get_by_role("log")

    def add_friend(self) -> None:
        self.screen.get_by_role("button", name="友だち追加", exact=True).click()

    def block(self) -> None:
        self.screen.get_by_role("button", name="ブロック", exact=True).click()

    def unblock(self) -> None:
        self.screen.get_by_role("button", name="ブロック解除", exact=True).click()

    def say(self, text: str) -> None:
        box = self.screen.get_by_label("メッセージを入力")
        box.fill(text)
        box.press("Enter")

    def tap(self, label: str) -> None:
        """Tap the newest button with this label."""
        self.talk.get_by_role("button", name=label, exact=True).last.click(timeout=PATIENCE)

    def sees(self, words: str, *, times: int | None = None) -> None:
        """Wait until the talk holds these words (so many times)."""
        found = self.talk.get_by_text(words)
        if times is None:
            expect(found.last).to_be_visible(timeout=PATIENCE)
        else:
            expect(found).to_have_count(times, timeout=PATIENCE)

    def never_saw(self, words: str) -> None:
        expect(self.talk.get_by_text(words)).to_have_count(0)
