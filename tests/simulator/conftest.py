"""What the tests of the stand-in may ask for."""

from collections.abc import Iterator

import pytest

from simulator import RunningLine
from tests.simulator.api import Api
from tests.simulator.bots import Bot


@pytest.fixture
def api(line: RunningLine) -> Api:
    return Api(line)


@pytest.fixture
def bot(line: RunningLine) -> Iterator[Bot]:
    """A bot that listens for webhooks of the simulated platform."""
    bot = Bot()
    line.webhook = bot.url
    yield bot
    bot.stop()
