"""On which databases a test runs: both, unless its module or folder says that one tells as much."""

import sys
from collections.abc import Sequence
from types import ModuleType

import pytest

from tests.databases import KINDS


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        asked = metafunc.config.getoption("databases").split(",")
        kinds = [kind for kind in asked if kind in _kinds_of(metafunc.module)]
        metafunc.parametrize("database_kind", kinds, scope="session")


def _kinds_of(module: ModuleType) -> Sequence[str]:
    """Both, but for a module or folder that says it tries something beside the database: its DATABASES."""
    folder = sys.modules[module.__name__.rpartition(".")[0]]
    kinds: Sequence[str] = getattr(module, "DATABASES", getattr(folder, "DATABASES", KINDS))
    return kinds


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where both are tried, ask PostgreSQL only the first of a table of cases.

    They differ in what is said, and hardly in what is asked of a database. A module in which they do says
    that they are all to be tried: EVERY_CASE.
    """
    if config.getoption("databases") != ",".join(KINDS):
        return
    seen = set[str]()
    further = [item for item in items if _is_further_case(item, seen)]
    config.hook.pytest_deselected(items=further)
    left_out = set(further)
    items[:] = [item for item in items if item not in left_out]


def _is_further_case(item: pytest.Item, seen: set[str]) -> bool:
    """Tell whether PostgreSQL has been asked another case of this test; remember this one."""
    if kind_of(item) != "postgresql" or getattr(getattr(item, "module", None), "EVERY_CASE", False):
        return False
    name = item.nodeid.partition("[")[0]
    is_further = name in seen
    seen.add(name)
    return is_further


def kind_of(item: pytest.Item) -> str | None:
    """Name the database that a test runs on, if it asks for one."""
    kind: str | None = item.callspec.params.get("database_kind") if hasattr(item, "callspec") else None
    return kind
