"""How modules are made: one sentence that says what for, telling names, a size that fits a head."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, Source, files, nothing, sources

EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|manager|misc|stuff)(_|$)", re.IGNORECASE)
LONGEST_FILE, LONGEST_FUNCTION = 250, 30
ONE_FILE_BY_PROMISE = {"tools/verify_ledger.py": 400}
"""Whoever checks the ledger outside is handed one file that imports nothing of ours."""
COUNTED = ("*.py", "*.js", "*.css", "*.html")


def speechless(source: Source) -> Iterator[str]:
    """A module whose docstring is not one line."""
    said = ast.get_docstring(source.tree)
    if not said or "\n" in said.strip():
        yield f"{source.path} does not say in one line what it is for"


def empty_names(source: Source) -> Iterator[str]:
    parts = source.path.removesuffix(".py").split("/")
    classes = [node.name for node in source.nodes if isinstance(node, ast.ClassDef)]
    worded = [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) for name in classes]
    yield from (f"{source.path}: {name}" for name in [*parts, *worded] if EMPTY_NAMES.search(name))


def too_long(path: str, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > ONE_FILE_BY_PROMISE.get(path, LONGEST_FILE):
        yield f"{path} has {lines} lines"


def long_functions(source: Source) -> Iterator[str]:
    """Functions over the bound, their docstrings not counted."""
    for function in source.functions():
        lines = (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)
        if lines > LONGEST_FUNCTION:
            yield f"{source.path}:{function.lineno} {function.name} has {lines} lines"


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    said = ast.get_docstring(function, clean=False)
    return said.count("\n") + 1 if said else 0


def is_written_by_hand(source: Source) -> bool:
    """Migrations are mostly written by Alembic, and never read again."""
    return source.room != "migrations"


def test_every_module_says_what_it_is_for() -> None:
    nothing([said for source in sources() for said in speechless(source)])


def test_names_say_something() -> None:
    nothing([name for source in sources() for name in empty_names(source)])


def test_files_are_short() -> None:
    counted = [(str(file.relative_to(ROOT)), file) for pattern in COUNTED for file in files(pattern)]
    ours = [(path, file) for path, file in counted if not path.startswith("migrations/")]

    nothing([found for path, file in ours for found in too_long(path, file.read_text())])


def test_functions_are_short() -> None:
    by_hand = [source for source in sources() if is_written_by_hand(source)]

    nothing([found for source in by_hand for found in long_functions(source)])


@pytest.mark.parametrize("text", ["", "x = 1", '"""Two\n\nlines."""'])
def test_a_module_without_its_sentence_is_noticed(text: str) -> None:
    assert list(speechless(Source("services/points.py", text)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("services/utils.py", ""),
        ("bot/helpers/points.py", ""),
        ("services/points_manager.py", ""),
        ("services/points.py", "class PointsManager: ..."),
    ],
)
def test_an_empty_name_is_noticed(path: str, text: str) -> None:
    assert list(empty_names(Source(path, text)))


def test_a_telling_name_is_left_alone() -> None:
    assert list(empty_names(Source("services/community.py", "class Uncommon: ..."))) == []


def test_a_long_file_is_noticed() -> None:
    assert list(too_long("a.py", "x\n" * 251))
    assert list(too_long("a.py", "x\n" * 250)) == []


def test_a_long_function_is_noticed() -> None:
    body = "    x = 1\n" * 30

    assert list(long_functions(Source("a.py", f"def f():\n{body}")))
    assert list(long_functions(Source("a.py", f'def f():\n    """Say\n    much."""\n{body[10:]}'))) == []
