"""The stand-in for LINE that tests talk to over real HTTP."""

from collections.abc import Iterator

import pytest

import simulator
from simulator import RunningLine


@pytest.fixture(scope="session")
def line_for_all() -> Iterator[RunningLine]:
    """One simulator for the whole run; use `line`, which is empty for each test."""
    with simulator.running(redelivery_interval=0.1) as running:
        yield running


@pytest.fixture
def line(line_for_all: RunningLine) -> RunningLine:
    """LINE as on the first day: four people, no talks, no faults, no webhook."""
    line_for_all.reset()
    return line_for_all
