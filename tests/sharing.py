"""How the workers of a run share it: what each reads first, and what each begins with."""

import gc
import importlib
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import WorkStealingScheduling

from tests import choosing

LONG = (
    "tests/crash",
    "tests/tools",
    "tests/scheduler/test_process.py",
    "tests/handlers/test_consent_machine.py",
)
TESTS = Path(__file__).resolve().parent


class ByNumber(WorkStealingScheduling):  # type: ignore[misc]
    """Gives the first part to the first worker, whichever was ready first."""

    node2pending: dict[Any, list[int]]

    def schedule(self) -> None:
        self.node2pending = dict(sorted(self.node2pending.items(), key=lambda one: one[0].gateway.id))
        super().schedule()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByNumber | None:
    return ByNumber(config, log) if config.getoption("dist") == "worksteal" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Read another part of the tests first than the other workers, and find theirs compiled by then."""
    gc.disable()
    place, workers = _place(session.config)
    if workers > 1:
        files = sorted(TESTS.rglob("test_*.py"))
        start = len(files) * place // workers
        for file in files[start:] + files[:start]:
            with suppress(Exception):  # the collection comes by again, and tells what is wrong with it
                importlib.import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """Pass over, when looking for what can be thrown away, all that is there before the first test."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every worker begin with its part of what takes longest, so that none is left alone with it.

    One half of them open browsers, which take seconds to start; the other half take what else is long.
    """
    _, workers = _place(config)
    if workers == 1:
        return
    browsing = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    long = [item for item in items if item.nodeid.startswith(LONG) and item not in browsing]
    heads = _dealt(browsing, workers // 2) + _dealt(long, workers - workers // 2)
    begun = {*browsing, *long}
    rest = iter(sorted((item for item in items if item not in begun), key=_turn))
    sizes = [len(items) * (at + 1) // workers - len(items) * at // workers for at in range(workers)]
    shares = [
        [*head, *islice(rest, max(0, size - len(head)))] for head, size in zip(heads, sizes, strict=True)
    ]
    items[:] = [item for share in shares for item in share] + list(rest)


def _turn(item: pytest.Item) -> int:
    """Put what runs on PostgreSQL first, and on SQLite last, which tries the same lines once more."""
    return ("postgresql", None, "sqlite").index(choosing.kind_of(item))


def _dealt(items: list[pytest.Item], hands: int) -> list[list[pytest.Item]]:
    return [items[at::hands] for at in range(hands)]


def _place(config: pytest.Config) -> tuple[int, int]:
    """Tell which of how many workers this is."""
    told = getattr(config, "workerinput", {"workerid": "gw0", "workercount": 1})
    return int(told["workerid"].removeprefix("gw")), int(told["workercount"])
