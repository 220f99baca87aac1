"""The test pages themselves: they must notice what they are there to notice."""

import pytest
from playwright.sync_api import Page


def test_a_console_error_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("data:text/html,<script>console.error('broken')</script>")

    assert complaints == ["broken"]
    complaints.clear()


def test_an_uncaught_exception_is_a_complaint(page: Page, complaints: list[str]) -> None:
    page.goto("data:text/html,<script>nowhere()</script>")

    assert complaints == ["nowhere is not defined"]
    complaints.clear()


@pytest.mark.parametrize("host", ["example.com", "192.0.2.1"])
def test_a_request_to_another_host_is_a_complaint(page: Page, complaints: list[str], host: str) -> None:
    page.goto(f"data:text/html,<img src='http://{host}/a.png'>")

    assert complaints == [f"Failed to load resource: net::ERR_NAME_NOT_RESOLVED http://{host}/a.png"]
    complaints.clear()


def test_japanese_is_drawn_with_a_font_that_has_it(page: Page) -> None:
    page.goto("data:text/html;charset=utf-8,<p style='font-size:40px'><b id=a>縁</b> <b id=b>約</b>")

    assert page.locator("#a").screenshot() != page.locator("#b").screenshot()
