"""Which lines of the rules and of LINE's edge are tried: watched where they are tried by themselves."""

import importlib
import io
import os
import pkgutil
from collections.abc import Iterator

import pytest
from coverage import Coverage

PACKAGES = ("services", "bot")
TRIED_IN = ("tests/services/", "tests/bot/")
"""To watch every line in every test takes half as much time again. The same tests on the second database, and
stories told through doors, pages and processes, show few lines that these do not.
"""
ASKED = "MEASURE_COVERAGE"
"""The environment names it, since it must be known before anything is imported."""
REPORT = pytest.StashKey[str]()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _begun() -> Coverage:
    """Watch the modules being read, in one worker; this module is the first to read them."""
    coverage = Coverage(data_suffix=True)
    if WORKER == "gw0":
        coverage.start()
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    coverage.stop()
    return coverage


class Watch:
    """The watch over lines, on for the tests where it would see something new."""

    def __init__(self) -> None:
        self._coverage, self._is_on = _begun(), False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._switch(on=item.nodeid.startswith(TRIED_IN) and "postgresql" not in item.nodeid)
        return (yield)

    def pytest_sessionfinish(self) -> None:
        self._switch(on=False)
        self._coverage.save()

    def _switch(self, *, on: bool) -> None:
        if on != self._is_on:
            self._is_on = on
            (self._coverage.start if on else self._coverage.stop)()


WATCH = Watch() if WORKER and ASKED in os.environ else None


def pytest_configure(config: pytest.Config) -> None:
    if WATCH is not None:
        config.pluginmanager.register(WATCH)


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Put together what the workers have seen; too little of it fails the run."""
    result = yield
    if ASKED in os.environ and not WORKER:
        coverage, report = Coverage(), io.StringIO()
        coverage.combine()
        share = coverage.report(file=report)
        session.config.stash[REPORT] = report.getvalue()
        session.testsfailed += share < float(str(coverage.get_option("report:fail_under")))
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if REPORT in terminalreporter.config.stash:
        terminalreporter.section("lines that were tried")
        terminalreporter.write(terminalreporter.config.stash[REPORT])
