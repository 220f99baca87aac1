"""Hundreds of lines as marketers write them: what is wrong is found, and what is polite is let be."""

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from services import politeness
from services.politeness import LEVELS, Level

DAY = date(2026, 12, 1)
POLITE = "丁寧"
RECALL, FALSE_ALARMS = 0.95, 0.03


def labelled() -> dict[str, list[str]]:
    """Read all lines, by what is to be found in each."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(Path(__file__).parent.glob("*.txt")):
        label = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if head := re.fullmatch(r"\[(.+)\]", line):
                label = head.group(1)
            elif line and not line.startswith("#"):
                found[label].append(line.replace("⏎", "\n"))
    return found


LABELLED = labelled()
ERRORS = [
    (kind, line)
    for kind, lines in LABELLED.items()
    if kind != POLITE and LEVELS[kind] != Level.WARN
    for line in lines
]


def kinds(line: str) -> set[str]:
    return {finding.kind for finding in politeness.check([line], day=DAY)}


def missed(kind: str) -> list[str]:
    return [line for line in LABELLED[kind] if kind not in kinds(line)]


def test_the_lines_are_many_all_different_and_about_half_of_them_polite() -> None:
    everything = [line for lines in LABELLED.values() for line in lines]

    assert len(everything) == len(set(everything)) >= 200
    assert 0.4 <= len(LABELLED[POLITE]) / len(everything) <= 0.6


def test_of_what_is_wrong_at_least_nineteen_in_twenty_are_found() -> None:
    found = [line for kind, line in ERRORS if kind in kinds(line)]

    assert len(ERRORS) >= 200
    assert len(found) / len(ERRORS) >= RECALL


def test_of_what_is_polite_no_more_than_three_in_a_hundred_raise_an_alarm() -> None:
    alarms = [line for line in LABELLED[POLITE] if kinds(line)]

    assert len(alarms) / len(LABELLED[POLITE]) <= FALSE_ALARMS


@pytest.mark.parametrize("kind", sorted(set(LABELLED) - {POLITE}))
def test_no_kind_is_poorly_found(kind: str) -> None:
    assert len(missed(kind)) / len(LABELLED[kind]) <= 0.2


def test_every_kind_that_a_text_can_have_is_tried() -> None:
    assert set(LABELLED) - {POLITE} == set(LEVELS) - {"no_sender", "no_stop", "long"}
