"""What is no longer wanted is swept away while tests go on."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest


@dataclass
class Broom:
    """Drops databases while tests go on: PostgreSQL is long about it, and mostly waits."""

    thread: ThreadPoolExecutor
    swept: list[Future[None]] = field(default_factory=list)

    def sweep(self, drop: Callable[[str], None], url: str) -> None:
        self.swept.append(self.thread.submit(drop, url))


@pytest.fixture(scope="session")
def broom(templates: object) -> Iterator[Broom]:
    """One for the worker; a database that could not be dropped is told at its end."""
    with ThreadPoolExecutor(1, "broom") as thread:
        broom = Broom(thread)
        yield broom
    for one in broom.swept:
        one.result()
