"""Takes the pictures of docs/dialogues.md from a running shop; needs what `make develop` installs."""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect, sync_playwright

from tools import borrowed_shop, demo, dialogue_page, palettes
from tools.dialogues import CHAPTERS
from tools.packages import PYTHON
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say
from tools.steps import Dialogue, Step

PICTURES = ROOT / "docs" / "pictures" / "dialogues"
SCREEN = {"width": 400, "height": 3200}
"""A phone's width, and so tall that the longest dialogue needs no scrolling."""
SETTLED = 1.0
"""Seconds without a change after which an answer is whole."""
PATIENCE = 60.0
MARGIN = 5
"""Pixels left free round a dialogue."""
LONGEST = 2_000
"""Pixels of a page's height that a picture shows."""


@dataclass
class Studio:
    """A shop, and the phone that is photographed."""

    page: Page
    line: str
    environment: dict[str, str]
    sign_in: dict[str, str]
    person: str = ""
    since: int = 0
    """How many rows the talk had when the dialogue began."""
    files: list[Path] = field(default_factory=list)

    def photograph(self, dialogue: Dialogue) -> None:
        """Play a dialogue, and keep what the phone shows of it."""
        if dialogue.person != self.person:
            self._take_up_phone(dialogue.person)
        self.since = self._rows.count()
        for step in dialogue.before:
            self._do(step)
        if dialogue.before:
            self._settle()
            self.since = self._rows.count()
        for step in dialogue.steps:
            self._do(step)
        self._settle()
        (self._photograph_page if dialogue.shows_page else self._photograph_talk)(dialogue.name)

    @property
    def _phone(self) -> Locator:
        return self.page.get_by_role("region", name=f"{self.person}さんのスマートフォン")

    @property
    def _rows(self) -> Locator:
        return self._phone.locator(".talk-list > *")

    def _take_up_phone(self, person: str) -> None:
        body = json.dumps({"name": person}).encode()
        wanted = urllib.request.Request(  # noqa: S310 - our own
            f"{self.line}/sim/people", body, {"content-type": "application/json"}
        )
        with contextlib.suppress(urllib.error.HTTPError):
            urllib.request.urlopen(wanted, timeout=10).close()  # noqa: S310 - our own
        self.person = person
        self.page.goto(self.line)
        tab = self.page.get_by_role("tab", name=person)
        tab.first.click()
        expect(self._phone).to_be_visible(timeout=PATIENCE * 1000)
        self._settle()

    def _do(self, step: Step) -> None:
        before = self._rows.count()
        getattr(self, f"_{step.way}")(step.words)
        self._wait_for_rows(before + step.rows)

    def _adds(self, _words: str) -> None:
        self._phone.get_by_role("button", name="友だち追加", exact=True).click()

    def _blocks(self, _words: str) -> None:
        self._phone.get_by_role("button", name="ブロック", exact=True).click()
        self._settle()

    def _returns(self, _words: str) -> None:
        self._phone.get_by_role("button", name="ブロック解除", exact=True).click()
        self._settle()

    def _says(self, words: str) -> None:
        box = self._phone.get_by_label("メッセージを入力")
        box.fill(words)
        box.press("Enter")

    def _taps(self, label: str) -> None:
        buttons = self._phone.get_by_role("log").get_by_role("button", name=label, exact=True)
        buttons.last.click(timeout=PATIENCE * 1000)

    def _opens(self, label: str) -> None:
        """Open a link of the talk in a page of its own, and press what has to be pressed there."""
        with self.page.expect_popup() as opened:
            self._phone.get_by_role("log").get_by_text(label).last.click()
        paper = opened.value
        paper.set_viewport_size({"width": 400, "height": 800})
        paper.get_by_role("button", name="開く").click()
        paper.wait_for_load_state()
        self._paper = paper

    def _operates(self, words: str) -> None:
        """Let the shop do something at its own command line."""
        command = [PYTHON, "-m", "flask", "--app", "app", *words.split()]
        demo.output(command, self.environment)

    def _warns(self, words: str) -> None:
        """Write a safety announcement at the desk, and approve it."""
        desk = self.page.context.new_page()
        desk.set_viewport_size({"width": 1200, "height": 1000})
        desk.goto(f"{self.environment['PUBLIC_URL']}/admin/")
        self._fill(desk, メール=self.sign_in["email"], パスワード=self.sign_in["password"])
        desk.keyboard.press("Enter")
        expect(desk.get_by_text("ご縁のいま").first).to_be_visible(timeout=PATIENCE * 1000)
        desk.goto(f"{self.environment['PUBLIC_URL']}/admin/announcements/new")
        self._fill(desk, 題名="ドリップポットの回収", 本文=words)
        desk.locator("[name=is_safety]").check()
        for button in ("下書きを保存する", "保存した下書きを予定に入れる"):
            desk.get_by_role("button", name=button, exact=True).first.click(timeout=PATIENCE * 1000)
            desk.wait_for_load_state()
        desk.close()

    @staticmethod
    def _fill(desk: Page, **fields: str) -> None:
        for label, value in fields.items():
            desk.get_by_label(re.compile(f"^{label}")).first.fill(value)

    def _damages(self, statement: str) -> None:
        """Spoil a row, so that something goes wrong in earnest."""
        file = self.environment["DATABASE_URL"].removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection, connection:
            connection.execute(statement)

    def _scrolls(self, _words: str) -> None:
        """Look at the last card of the newest carousel."""
        last = (
            "row => row.querySelectorAll('*').forEach(one => one.scrollTo({left: 9999, behavior: 'instant'}))"
        )
        self._rows.last.evaluate(last)

    def _wait_for_rows(self, count: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._rows.count() < count or self._rows.locator(".lv-typing, .typing").count():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.person}: {count} rows were awaited, {self._rows.count()} came")
            time.sleep(0.1)

    def _settle(self) -> None:
        last, since = "", time.monotonic()
        while time.monotonic() - since < SETTLED:
            now = self._phone.get_by_role("log").inner_html()
            if now != last:
                last, since = now, time.monotonic()
            time.sleep(0.1)

    def _photograph_talk(self, name: str) -> None:
        self.page.mouse.move(1, 1)
        log = self._phone.get_by_role("log").bounding_box()
        rows = [box for row in self._rows.all()[self.since :] if (box := row.bounding_box())]
        if log is None or not rows:
            raise RuntimeError(f"{name}: nothing was said")
        top = max(min(box["y"] for box in rows) - MARGIN, log["y"])
        end = min(max(box["y"] + box["height"] for box in rows) + MARGIN, log["y"] + log["height"])
        clip = {"x": log["x"], "y": top, "width": log["width"], "height": end - top}
        self._keep(name, self.page.screenshot(clip=clip))  # type: ignore[arg-type]  # it is one

    def _photograph_page(self, name: str) -> None:
        height = min(self._paper.evaluate("document.documentElement.scrollHeight"), LONGEST)
        clip = {"x": 0, "y": 0, "width": 400, "height": height}
        self._keep(name, self._paper.screenshot(full_page=True, clip=clip))  # type: ignore[arg-type]  # it is one
        self._paper.close()

    def _keep(self, name: str, png: bytes) -> None:
        file = PICTURES / f"{name}.png"
        file.write_bytes(palettes.reduced(png))
        self.files.append(file)
        say(f"  {file.name} {file.stat().st_size:,}", f"{file.stat().st_size:,} bytes")


def main() -> None:
    """Take every picture anew, and put the old ones away."""
    chosen = set(filter(None, os.environ.get("DIALOGUES", "").split(",")))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with borrowed_shop.running() as (line, environment, sign_in), sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=sandbox)
        context = browser.new_context(viewport=SCREEN, device_scale_factor=1.5, locale="ja-JP")  # type: ignore[arg-type]
        studio = Studio(context.new_page(), line, environment, sign_in)
        failed = list(_photograph_all(studio, chosen))
        browser.close()
    dialogue_page.PAGE.write_text(dialogue_page.text(), encoding="utf-8")
    say(f"{len(studio.files)}枚を撮りました。", f"took {len(studio.files)} pictures.")
    if failed:
        raise Failure(f"撮れなかったもの: {failed}", f"not taken: {failed}")


def _photograph_all(studio: Studio, chosen: set[str]) -> Iterator[str]:
    """Take all pictures, and name those that cannot be taken."""
    for chapter in CHAPTERS:
        for dialogue in chapter.dialogues if not chosen or chapter.name in chosen else ():
            try:
                studio.photograph(dialogue)
            except (Error, Failure, AssertionError, RuntimeError) as error:
                say(f"  {dialogue.name}: {error}", "not taken")
                yield dialogue.name


if __name__ == "__main__":
    run_as_command(main)
