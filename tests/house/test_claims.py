"""What the documents claim is tested: every test that they name is there."""

import functools
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, nothing, within

CLAIMS = "docs/trust-claims.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DEFINED = re.compile(r"^def (test_\w+)\(", re.MULTILINE)
ROW = re.compile(r"^\| \d+\.\d+ \|.*$", re.MULTILINE)


def missing(text: str, known: set[tuple[str, str]]) -> Iterator[str]:
    """Tests that are named and not there, and rows that name none."""
    yield from (
        f"{path}::{name} is not there" for path, name in NAMED.findall(text) if (path, name) not in known
    )
    for row in ROW.findall(text):
        _, number, _promise, tests, _ = row.split("|")
        if not NAMED.search(tests) and not tests.strip().startswith("—"):
            yield f"{number.strip()} names no test and does not say why not"


@functools.cache
def known() -> set[tuple[str, str]]:
    return {(source.path, name) for source in within("tests") for name in DEFINED.findall(source.text)}


def test_every_test_that_is_named_is_there() -> None:
    text = (ROOT / CLAIMS).read_text(encoding="utf-8")

    assert len(ROW.findall(text)) > 20
    nothing(missing(text, known()))


@pytest.mark.parametrize(
    "row",
    [
        "| 1.1 | A promise. | `tests/house/test_claims.py::test_that_nobody_wrote` |",
        "| 1.1 | A promise. | somehow |",
    ],
)
def test_a_claim_without_its_test_is_noticed(row: str) -> None:
    assert list(missing(row, known()))


def test_a_claim_that_says_why_not_is_let_be() -> None:
    assert list(missing("| 1.1 | A promise. | — nobody can know |", set())) == []
