"""The source as guards read it: every Python file of the house, parsed once."""

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".venv", "node_modules", "var", ".git", "htmlcov"}


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands in the tree, and what it says."""

    path: str
    text: str = field(repr=False)

    @classmethod
    def of(cls, file: Path) -> "Source":
        return cls(str(file.relative_to(ROOT)), file.read_text())

    @property
    def room(self) -> str:
        """The folder right under the root, or the file itself where it stands there."""
        return self.path.partition("/")[0]

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @functools.cached_property
    def nodes(self) -> list[ast.AST]:
        """All that stands in it, at whatever depth."""
        return list(ast.walk(self.tree))

    @functools.cached_property
    def imports(self) -> list[str]:
        """Every module named in an import, wherever it stands, in dotted form."""
        return list(self._imports())

    def _imports(self) -> Iterator[str]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from self._imported_from(node)

    def _imported_from(self, node: ast.ImportFrom) -> Iterator[str]:
        """`from services import points` names services.points; a relative import names our own room."""
        start = ".".join([self.room, node.module or ""]) if node.level else node.module or ""
        yield start.strip(".")
        yield from (f"{start}.{alias.name}".strip(".") for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def files(pattern: str = "*") -> Iterator[Path]:
    """Files that are ours, whether committed yet or not."""
    for file in sorted(ROOT.rglob(pattern)):
        if file.is_file() and not NOT_OURS & set(file.relative_to(ROOT).parts):
            yield file


@functools.cache
def sources() -> tuple[Source, ...]:
    return tuple(Source.of(file) for file in files("*.py"))


def within(*rooms: str) -> list[Source]:
    return [source for source in sources() if source.room in rooms]


def nothing(found: Iterable[str]) -> None:
    """Fail with every complaint on a line of its own."""
    complaints = list(found)
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
