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
    "tests/crash/test_campaign.py",
    "tests/admin/test_accessibility.py",
    "tests/handlers/test_consent_machine.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left alone with it in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at NOW until the test moves it."""
    return Clock()
