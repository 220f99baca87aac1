"""How the workers of a run share it: what each reads first, and what each begins with."""

import gc
import importlib
from pathlib import Path

import pytest

LONG = (
    "tests/crash",
    "tests/journeys",
    "tests/tools",
    "tests/scheduler/test_process.py",
    "tests/admin/test_accessibility.py",
    "tests/handlers/test_consent_machine.py",
)
TESTS = Path(__file__).resolve().parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Read another part of the tests first than the other workers, and find theirs compiled by then."""
    gc.disable()
    place, workers = _place(session.config)
    if workers > 1:
        files = sorted(TESTS.rglob("test_*.py"))
        start = len(files) * place // workers
        for file in files[start:] + files[:start]:
            importlib.import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """Pass over, when looking for what can be thrown away, all that is there before the first test."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every worker begin with its part of what takes longest, so that none is left alone with it."""
    _, workers = _place(config)
    long = [item for item in items if item.nodeid.startswith(LONG)]
    others = [item for item in items if not item.nodeid.startswith(LONG)]
    items[:] = [item for at in range(workers) for item in (*long[at::workers], *_part(others, at, workers))]


def _place(config: pytest.Config) -> tuple[int, int]:
    """Tell which of how many workers this is."""
    told = getattr(config, "workerinput", {"workerid": "gw0", "workercount": 1})
    return int(told["workerid"].removeprefix("gw")), int(told["workercount"])


def _part(items: list[pytest.Item], at: int, workers: int) -> list[pytest.Item]:
    """Cut as the workers' first shares are: in pieces of neighbours, equally long."""
    return items[len(items) * at // workers : len(items) * (at + 1) // workers]
