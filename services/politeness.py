"""Politeness: what in an announcement hurries, shames, overclaims or errs, where, and what to say instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

_OF_SENTENCES = ("plain_end",)
"""A button says what its customer does, and is no sentence: 「予約する」."""
_OF_LINKS = ("claim", "urgency", "shame")
"""What an address says in earnest; it knows neither manners nor prices."""
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
    texts: Sequence[str],
    *,
    day: date,
    last: date | None = None,
    names: Sequence[str] = (),
    labels: Sequence[str] = (),
    links: Sequence[str] = (),
    button: str = "",
    has_coupon: bool = False,
    is_safety: bool = False,
) -> list[Finding]:
    """Look over the texts of one announcement that goes out on `day`, or until `last`.

    `names` are let pass as names. The words of its buttons and where these lead count on behind the texts;
    `button` is the address below the last text. What `is_safety` may hurry people.
    """
    said = [*texts, *labels, *map(politeness_reading.address, links)]
    readings = [politeness_reading.read(number, text, names) for number, text in enumerate(said, 1)]
    has_end = is_safety or any(politeness_days.has_end(reading, day) for reading in readings)
    whole = Whole(readings, day, max(day, last or day), has_coupon, has_end, button)
    found = [finding for reading in readings for finding in _in_one(reading, whole)]
    sentences, words = len(texts), len(texts) + len(labels)
    return [one for one in found if _counts(one, sentences, words)]


def names(allowed: str) -> list[str]:
    """Give the names that a setting lists, comma by comma."""
    return [
        name for part in allowed.replace("、", ",").replace("，", ",").split(",") if (name := part.strip())
    ]


def _counts(one: Finding, sentences: int, words: int) -> bool:
    """Tell whether a finding is one for what it stands in: a text, a label behind them, a link at the end."""
    if one.number > words:
        return one.kind in _OF_LINKS
    return one.number <= sentences or one.kind not in _OF_SENTENCES


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
