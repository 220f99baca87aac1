"""`python -m tools.album [NAME …]`: takes all pictures of docs/dialogues.md anew, or those that are named."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from playwright.sync_api import Error, Page, Playwright, sync_playwright

from tools import machine
from tools.album import page, shop
from tools.album.chapters import DIALOGUES
from tools.album.steps import Dialogue
from tools.album.studio import PICTURES, Studio
from tools.speech import Failure, run_as_command, say


def main() -> None:
    """Take the pictures, and write the page that shows them; needs what `make develop` installs."""
    wanted = chosen(sys.argv[1:])
    PICTURES.mkdir(parents=True, exist_ok=True)
    with shop.running() as borrowed, sync_playwright() as playwright:
        studio = Studio(_page(playwright), borrowed)
        failed = list(_take(studio, wanted))
    page.PAGE.write_text(page.text(), encoding="utf-8")
    say(f"{len(studio.files)}枚を撮りました。", f"took {len(studio.files)} pictures.")
    if failed:
        raise Failure(f"撮れなかったもの: {failed}", f"not taken: {failed}")


def chosen(names: Sequence[str]) -> frozenset[str]:
    """Give the dialogues of these names, or all."""
    known = frozenset(dialogue.name for dialogue in DIALOGUES)
    if unknown := sorted(set(names) - known):
        raise Failure(f"ない会話です: {unknown}", f"no such dialogue: {unknown}")
    return frozenset(names) or known


def until(wanted: frozenset[str], dialogues: Iterable[Dialogue]) -> list[Dialogue]:
    """Give what has to be played: each dialogue rests on those before it."""
    played = list(dialogues)
    while played and played[-1].name not in wanted:
        played.pop()
    return played


def _page(playwright: Playwright) -> Page:
    """A phone's width, and so tall that the longest dialogue needs no scrolling."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=machine.browser(), args=sandbox)
    context = browser.new_context(
        viewport={"width": 400, "height": 3200}, device_scale_factor=1.5, locale="ja-JP"
    )
    return context.new_page()


def _take(studio: Studio, wanted: frozenset[str]) -> Iterator[str]:
    """Play the dialogues, keep the pictures that are wanted, and name those that failed."""
    for dialogue in until(wanted, DIALOGUES):
        act = studio.photograph if dialogue.name in wanted else studio.play
        try:
            act(dialogue)
        except (Error, Failure, AssertionError, RuntimeError) as error:
            say(f"  {dialogue.name}: {error}", "not taken")
            yield dialogue.name


if __name__ == "__main__":
    run_as_command(main)
