"""What every test may ask for: databases, a browser, a stand-in for LINE, a clock."""

from importlib.util import find_spec

import pytest

from tests.clock import Clock

pytest_plugins = [
    "tests.measuring",
    "tests.statements",
    "tests.databases",
    "tests.browsers",
    "tests.makers",
    "tests.desk",
    "tests.templates",
    "tests.bot.posting",
]
if find_spec("tests.stand_in"):
    pytest_plugins.append("tests.stand_in")

LONG = (
    "tests/crash",
    "tests/journeys",
    "tests/tools",
    "tests/scheduler/test_process.py",
    "tests/admin/test_accessibility.py",
    "tests/handlers/test_consent_machine.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every worker begin with its part of what takes longest, so that none is left alone with it."""
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    long = [item for item in items if item.nodeid.startswith(LONG)]
    others = [item for item in items if not item.nodeid.startswith(LONG)]
    items[:] = [item for at in range(workers) for item in (*long[at::workers], *_part(others, at, workers))]


def _part(items: list[pytest.Item], at: int, workers: int) -> list[pytest.Item]:
    """Cut as the workers' first shares are: in pieces of neighbours, equally long."""
    return items[len(items) * at // workers : len(items) * (at + 1) // workers]


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at NOW until the test moves it."""
    return Clock()
