"""Log lines are JSON, carry ids, and never what somebody said."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

import app
import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers, root.level
    stream = io.StringIO()
    logs.set_up(stream)
    yield stream
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_says_when_where_and_what(stream: io.StringIO) -> None:
    structlog.get_logger("lanes").info("dealt_with", occasion="残高")

    (line,) = lines(stream)
    assert (line["event"], line["occasion"], line["level"]) == ("dealt_with", "残高", "info")
    assert line["timestamp"].endswith("Z")


def test_libraries_write_the_same_lines(stream: io.StringIO) -> None:
    logging.getLogger("somebody.else").warning("careful: %s", "x")

    (line,) = lines(stream)
    assert (line["event"], line["logger"], line["level"]) == ("careful: x", "somebody.else", "warning")


@pytest.mark.parametrize("ours", [True, False])
def test_of_an_error_its_kind_and_place_are_written_but_not_its_words(
    stream: io.StringIO, *, ours: bool
) -> None:
    log: Any = structlog.get_logger("lanes") if ours else logging.getLogger("somebody.else")
    try:
        int("U0123 said something private")
    except ValueError:
        log.exception("failed")

    (line,) = lines(stream)
    assert line["error"] == "ValueError"
    assert line["at"][-1].startswith(__file__)
    assert "private" not in stream.getvalue()


def test_an_exception_may_be_handed_over(stream: io.StringIO) -> None:
    structlog.get_logger().error("failed", exc_info=KeyError("private"))
    structlog.get_logger().error("nothing to hand over", exc_info=True)

    first, second = lines(stream)
    assert first["error"] == "KeyError"
    assert "error" not in second


def test_a_page_that_breaks_is_named_by_its_rule_since_its_address_may_be_a_secret(
    stream: io.StringIO,
) -> None:
    site = app.App("goen", static_folder=None)
    site.add_url_rule("/papers/<token>", "open", lambda token: token.fails(), methods=["POST"])

    assert site.test_client().post("/papers/one-time-secret").status_code == 500

    (line,) = lines(stream)
    assert line["event"] == "POST /papers/<token> failed"
    assert "one-time-secret" not in stream.getvalue()
