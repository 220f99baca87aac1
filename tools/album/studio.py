"""The studio: plays a dialogue in a running shop, and keeps what the phone shows of it."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FloatRect, Page

from tools.album import palettes
from tools.album.backstage import Backstage
from tools.album.desk import Desk
from tools.album.line import Line
from tools.album.phone import Phone
from tools.album.shop import Shop
from tools.album.steps import Dialogue, Step
from tools.album.webshop import WebShop
from tools.shell import ROOT
from tools.speech import say

PICTURES = ROOT / "docs" / "pictures" / "dialogues"
MARGIN = 5
"""Pixels left free round a dialogue."""
LONGEST = 2_000
"""Pixels of a page's height that a picture shows."""


class Studio:
    """A shop, and the phone that is photographed."""

    def __init__(self, page: Page, shop: Shop) -> None:
        line = Line(shop.line)
        self.phone = Phone(page, line)
        self.hands = (
            self.phone,
            Desk(page.context, shop, line),
            WebShop(self.phone, shop),
            Backstage(shop, line),
        )
        self.since = 0
        """How many rows the talk had when the dialogue began."""
        self.files: list[Path] = []

    def photograph(self, dialogue: Dialogue) -> None:
        """Play a dialogue, and keep the picture."""
        self.play(dialogue)
        if dialogue.shows_page:
            self._photograph_page(dialogue.name)
        elif dialogue.shows_menu:
            self._photograph_menu(dialogue.name)
        else:
            self._photograph_talk(dialogue.name)

    def play(self, dialogue: Dialogue) -> None:
        """Let happen what happens in a dialogue."""
        if dialogue.person != self.phone.person:
            self.phone.take_up(dialogue.person)
        for steps in filter(None, (dialogue.before, dialogue.steps)):
            self.since = self.phone.rows.count()
            for step in steps:
                self._do(step)
            self.phone.settle()

    def _do(self, step: Step) -> None:
        before = self.phone.rows.count()
        self._way(step)(step.words)
        self.phone.wait_for_rows(before + step.rows)

    def _way(self, step: Step) -> Callable[[str], None]:
        way: Callable[[str], None] = next(
            getattr(one, step.way) for one in self.hands if hasattr(one, step.way)
        )
        return way

    def _photograph_talk(self, name: str) -> None:
        phone = self.phone
        phone.page.mouse.move(1, 1)
        log = phone.talk.bounding_box()
        rows = [box for row in phone.rows.all()[self.since :] if (box := row.bounding_box())]
        if log is None or not rows:
            raise RuntimeError(f"{name}: nothing was said")
        self._keep(name, phone.page.screenshot(clip=_round(rows, log)))

    def _photograph_menu(self, name: str) -> None:
        menu, log = self.phone.menu.bounding_box(), self.phone.talk.bounding_box()
        if menu is None or log is None or not menu["height"]:
            raise RuntimeError(f"{name}: there is no menu")
        self._keep(name, self.phone.page.screenshot(clip=menu | {"x": log["x"], "width": log["width"]}))

    def _photograph_page(self, name: str) -> None:
        paper = self.phone.paper
        if paper is None:
            raise RuntimeError(f"{name}: nothing was opened")
        height = min(paper.evaluate("document.documentElement.scrollHeight"), LONGEST)
        clip: FloatRect = {"x": 0, "y": 0, "width": 400, "height": height}
        self._keep(name, paper.screenshot(full_page=True, clip=clip))
        paper.close()

    def _keep(self, name: str, png: bytes) -> None:
        file = PICTURES / f"{name}.png"
        file.write_bytes(palettes.reduced(png))
        self.files.append(file)
        size = f"{file.stat().st_size:,}"
        say(f"  {file.name} {size}", f"{size} bytes")


def _round(rows: list[FloatRect], log: FloatRect) -> FloatRect:
    """Give the part of the talk in which these rows are."""
    top = max(min(row["y"] for row in rows) - MARGIN, log["y"])
    end = min(max(row["y"] + row["height"] for row in rows) + MARGIN, log["y"] + log["height"])
    return {"x": log["x"], "y": top, "width": log["width"], "height": end - top}
