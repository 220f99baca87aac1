"""Politeness: what in an announcement hurries, shames, overclaims or errs, where, and what to say instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services import (
    politeness_claims,
    politeness_days,
    politeness_keigo,
    politeness_manner,
    politeness_measure,
    politeness_pressure,
    politeness_prices,
    politeness_reading,
)
from services.politeness_reading import Mark, Reading, Whole


class Level(StrEnum):
    """What a finding asks of whoever sends: nothing gets past a block, an error needs a reason."""

    BLOCK = "block"
    ERROR = "error"
    WARN = "warn"


LEVELS: Mapping[str, Level] = {
    "no_sender": Level.BLOCK,
    "no_stop": Level.BLOCK,
    "over_cap": Level.BLOCK,
    "visit_gift": Level.ERROR,
    "double_price": Level.ERROR,
    "tax": Level.ERROR,
    "weekday": Level.ERROR,
    "no_such_day": Level.ERROR,
    "expired": Level.ERROR,
    "claim": Level.ERROR,
    "urgency": Level.ERROR,
    "shame": Level.ERROR,
    "imperative": Level.ERROR,
    "double_keigo": Level.ERROR,
    "sa_ire": Level.ERROR,
    "humble": Level.WARN,
    "double_humble": Level.WARN,
    "sasete": Level.WARN,
    "blunt": Level.WARN,
    "plain_end": Level.WARN,
    "dropped": Level.WARN,
    "no_end": Level.WARN,
    "loud": Level.WARN,
    "emoji": Level.WARN,
    "long": Level.WARN,
    "links": Level.WARN,
}
"""Every kind of finding, the gravest first."""

_RULES = (
    politeness_prices.judge,
    politeness_days.judge,
    politeness_claims.judge,
    politeness_pressure.judge,
    politeness_keigo.judge,
    politeness_manner.judge,
    politeness_measure.judge,
    politeness_days.open_offers,
)


@dataclass(frozen=True)
class Finding:
    """What is wrong, how gravely, and where: message (from 1) and span of characters as typed."""

    kind: str
    level: Level
    number: int
    start: int
    end: int
    said: str
    instead: str = ""
    """Better words; a limit for `over_cap` and `visit_gift`; nothing where only the writer can know."""


def check(
    texts: Sequence[str], *, day: date, names: Sequence[str] = (), has_coupon: bool = False
) -> list[Finding]:
    """Look over the texts of one announcement that goes out on `day`; `names` are let pass as names."""
    readings = [politeness_reading.read(number, text, names) for number, text in enumerate(texts, 1)]
    whole = Whole(readings, day, has_coupon)
    whole = replace(whole, has_end=any(politeness_days.has_end(reading, day) for reading in readings))
    return [finding for reading in readings for finding in _in_one(reading, whole)]


def names(allowed: str) -> list[str]:
    """Give the names that a setting lists, comma by comma."""
    return [
        name for part in allowed.replace("、", ",").replace("，", ",").split(",") if (name := part.strip())
    ]


def _in_one(reading: Reading, whole: Whole) -> list[Finding]:
    marks = [mark for rule in _RULES for mark in rule(reading, whole)]
    findings = [_finding(reading, mark) for mark in _without_repeats(marks)]
    return sorted(findings, key=lambda one: (one.start, list(LEVELS).index(one.kind)))


def _without_repeats(marks: Sequence[Mark]) -> list[Mark]:
    """Of marks of one kind that overlap, keep the first."""
    kept: list[Mark] = []
    for mark in marks:
        if not any(one.kind == mark.kind and one.start < mark.end and mark.start < one.end for one in kept):
            kept.append(mark)
    return kept


def _finding(reading: Reading, mark: Mark) -> Finding:
    start, end = reading.typed(mark.start, mark.end)
    said = " ".join(reading.raw[start:end].split())
    return Finding(mark.kind, LEVELS[mark.kind], reading.number, start, end, said[:60], mark.instead)
