"""SQL for tests: a statement is put into words once, not once for each of the hundreds of databases made."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from models import base

make_engine = base._engine


class Memory:
    """One dialect for each kind of database, with what it has put into words so far."""

    def __init__(self) -> None:
        self._known: dict[str, Engine] = {}

    def engine(self, url: str, *, reads_only: bool) -> Engine:
        """Make an engine as the product does; what it says, another one may have said before."""
        made = make_engine(url, reads_only=reads_only)
        known = self._known.get(made.dialect.name)
        if known is not None:
            made.dialect, made._compiled_cache = known.dialect, known._compiled_cache
        return made

    def learn(self, url: str) -> None:
        """Let a dialect see a database of its kind, as it does at its first connection."""
        engine = make_engine(url, reads_only=False)
        if engine.dialect.name not in self._known:
            engine.connect().close()
            engine.dispose()
            self._known[engine.dialect.name] = engine


@pytest.fixture(scope="session")
def statements() -> Iterator[Memory]:
    memory = Memory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "_engine", memory.engine)
        yield memory
