"""Every no that the rules can say to a partner system is named where its request is described."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from api.calls import Route
from api.contents import ROUTES
from tests.house import sources

ROOMS = ("api", "services")
DOORS = {"LinkUnknown"}
"""Caught at the door: whoever is not linked has nothing to end."""


@dataclass(frozen=True)
class Heard:
    """What one function calls and refuses, by full names."""

    calls: frozenset[str]
    refuses: frozenset[str]


@functools.cache
def functions(module: str) -> dict[str, Heard]:
    """Read what a file's functions call and refuse; only the files that are come by are read."""
    file = sources.ROOT / f"{module.replace('.', '/')}.py"
    is_ours = module.partition(".")[0] in ROOMS and file.is_file()
    return dict(within(sources.Source.of(file), module)) if is_ours else {}


def within(source: sources.Source, module: str) -> Iterator[tuple[str, Heard]]:
    known = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in source.tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for function in source.functions():
        yield function.name, heard(function, module, known)


def heard(function: ast.AST, module: str, known: dict[str, str]) -> Heard:
    def name(node: ast.expr | None) -> str:
        bare = node.func if isinstance(node, ast.Call) else node
        if isinstance(bare, ast.Attribute) and isinstance(bare.value, ast.Name):
            return f"{known.get(bare.value.id, bare.value.id)}.{bare.attr}"
        return known.get(bare.id, f"{module}.{bare.id}") if isinstance(bare, ast.Name) else ""

    nodes = list(ast.walk(function))
    return Heard(
        frozenset(name(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)),
        frozenset(name(node.exc) for node in nodes if isinstance(node, ast.Raise)),
    )


def refusals_from(start: str) -> set[str]:
    """Follow the calls from a view, and collect what is raised on the way, by bare names."""
    todo, seen, found = [start], set[str](), set[str]()
    while todo:
        name = todo.pop()
        module, _, bare = name.rpartition(".")
        told = None if name in seen else functions(module).get(bare)
        seen.add(name)
        if told is not None:
            todo += told.calls
            found |= {refused.rpartition(".")[2] for refused in told.refuses}
    return found


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)
def test_a_route_names_every_no_that_its_rules_can_say(route: Route) -> None:
    named = {kind.__name__ for refusal in route.refusals for kind in (refusal, *refusal.__subclasses__())}

    met = refusals_from(f"{route.view.__module__}.{route.view.__name__}")

    assert met - named - DOORS <= {"Problem", "problems", "fields", ""}
