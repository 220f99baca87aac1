"""Which lines and branches of the rules and of LINE's edge are tried, by whatever test."""

import importlib
import io
import json
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage, print_coverage

PACKAGES = ["services", "bot"]
LEAST = 95.0
"""Percent of lines and branches; fewer fail the run."""
ASKED = "MEASURE_COVERAGE"
"""The environment names it, since it must be known before anything is imported."""
LINES = "lines"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
WATCHING = ("gw0", "gw1")
"""To these tests/sharing.py deals all that runs on PostgreSQL or on no database."""
TIDY_AFTER = (50, 200, 500, 1_000)
"""Tests. What was seen by then is no longer watched, so that it runs at its own speed again."""
NEVER = 2**30
"""The library would tidy by itself in the midst of a test, where a thread may be reading the same modules."""


def _watched() -> Slipcover:
    """Read all modules with a watch at every line and branch; this module is the first to read them."""
    watched = Slipcover(branch=True, source=PACKAGES, d_miss_threshold=NEVER)
    with ImportManager(watched, FileMatcher(sources=PACKAGES)):
        for package in map(importlib.import_module, PACKAGES):
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                importlib.import_module(module.name)
    return watched


class Watch:
    """A worker's part: what its tests have seen."""

    def __init__(self) -> None:
        self._watched, self._tests = _watched(), 0

    def pytest_runtest_logfinish(self) -> None:
        self._tests += 1
        if self._tests in TIDY_AFTER and sys.version_info < (3, 12):
            with suppress(RuntimeError):  # a thread that a test left may read another module just now
                self._watched.deinstrument_seen()

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        session.config.workeroutput[LINES] = json.dumps(self._watched.get_coverage())  # type: ignore[attr-defined]


class Tally:
    """The leader's part: what all have seen."""

    def __init__(self) -> None:
        self._seen: dict[str, Any] = {}

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        seen = json.loads(getattr(node, "workeroutput", {}).get(LINES, "{}"))
        if self._seen and seen:
            merge_coverage(self._seen, seen)
        else:
            self._seen = self._seen or seen

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Iterator[None]:
        result = yield
        session.testsfailed += self._share() < LEAST
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        report = io.StringIO()
        print_coverage(self._seen, outfile=report, skip_covered=True, missing_width=60)
        terminalreporter.section("lines and branches that were tried")
        terminalreporter.write(f"{report.getvalue()}\n{self._share():.1f} %, {LEAST:.0f} % are wanted\n")

    def _share(self) -> float:
        return float(self._seen["summary"]["percent_covered"]) if self._seen else 0.0


WATCH = Watch() if WORKER in WATCHING and ASKED in os.environ else None


def pytest_configure(config: pytest.Config) -> None:
    if WATCH is not None:
        config.pluginmanager.register(WATCH)
    elif ASKED in os.environ and not WORKER:
        config.pluginmanager.register(Tally())
