"""Real Chromium for tests: pages that fail on console errors and on anything loaded from another host."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tools import machine

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
"""Without these Chromium looks up hosts of its maker at every start."""
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""No other host is found; what asks for one fails to load, and that is told on the console."""
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
REFUSALS = ("401", "403", "409", "422")
"""Answers of ours that a page shows in words; Chromium notes them as failed loads all the same."""
MISSING = (
    "Chromium が見つかりません。make setup をやり直すか、apt-get install chromium を実行してください。 / "
    "No Chromium found: run make setup again, or apt-get install chromium."
)

PATIENCE = 20_000
"""Milliseconds that a page may take on a busy machine; it is waited for only where something is wrong."""

OpenPage = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run of this worker."""
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find(playwright), args=[*QUIET, ALONE, *sandbox])
        yield browser
        browser.close()


def find(playwright: Playwright) -> str:
    """The machine's Chromium, else the one that Playwright has fetched."""
    for candidate in (machine.browser(), playwright.chromium.executable_path):
        if candidate and Path(candidate).exists():
            return candidate
    raise RuntimeError(MISSING)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages of this test had to complain about; there must be nothing at its end."""
    said: list[str] = []
    yield said
    assert said == []


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[OpenPage]:
    """Open one more page with a profile of its own: `open_page(**PHONE)`, `open_page(locale="en-GB")`."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "ja-JP", "timezone_id": "Asia/Tokyo", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watch(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desk, in Japanese."""
    return open_page(viewport={"width": 1280, "height": 900})


def watch(page: Page, complaints: list[str]) -> None:
    """Note errors on the console, what could not be loaded among them, and uncaught exceptions."""

    def note_console(message: ConsoleMessage) -> None:
        refusal = any(f"responded with a status of {status}" in message.text for status in REFUSALS)
        if message.type == "error" and not refusal:
            complaints.append(f"{message.text} {message.location['url']}".strip())

    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
