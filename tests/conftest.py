"""What every test may ask for: databases, a browser, a stand-in for LINE, a clock."""

from importlib.util import find_spec

import pytest

from tests.clock import Clock

pytest_plugins = [
    "tests.originals",
    "tests.measuring",
    "tests.statements",
    "tests.brooms",
    "tests.makers",
    "tests.databases",
    "tests.choosing",
    "tests.sharing",
    "tests.browsers",
    "tests.desk",
    "tests.templates",
    "tests.bot.posting",
]
if find_spec("tests.stand_in"):
    pytest_plugins.append("tests.stand_in")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at NOW until the test moves it."""
    return Clock()
