"""Aggregation units: who was sent something under a name, who opened it, who tapped which link."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulator import limits
from simulator.answers import Json

OPENING, TAPPING = 60, 15
"""Of a hundred people, so many open what they get, and so many tap a link in it."""
_MEDIA = ("mediaPlayed", *(f"mediaPlayed{part}Percent" for part in (25, 50, 75, 100)))


@dataclass(kw_only=True)
class Unit:
    months: set[tuple[int, int]] = field(default_factory=set)
    opened: set[tuple[date, str]] = field(default_factory=set)
    """Who opened a message, and on which day."""
    tapped: set[tuple[date, str]] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    """Every link with the number of its bubble."""
    bubbles: int = 0


class Units:
    """Names are taken up to LINE's number a month; one more is passed over without a word."""

    def __init__(self) -> None:
        self._units: dict[str, Unit] = {}

    def add(
        self, names: Sequence[str], people: Iterable[str], messages: Sequence[Json], *, day: date
    ) -> None:
        """Take what was sent under a name; virtual people open and tap on the day on which it came."""
        for name in names:
            unit = self._take(name, day)
            if unit is None:
                continue
            unit.bubbles = max(unit.bubbles, len(messages))
            unit.links += [link for link in _links(messages) if link not in unit.links]
            for person in people:
                _look(unit, name, person, day)

    def of_month(self, day: date) -> list[str]:
        """The names used in the month of this day, in order."""
        month = (day.year, day.month)
        return sorted(name for name, unit in self._units.items() if month in unit.months)

    def statistics(self, name: str, first: date, last: date) -> Json:
        """What the days from first to last brought; nobody sees a number below twenty."""
        unit = self._units.get(name) or Unit()
        opened = _count(unit.opened, first, last)
        tapped = _count(unit.tapped, first, last)
        return {
            "overview": {
                "uniqueImpression": _shown(opened),
                "uniqueClick": _shown(tapped if unit.links else 0),
                "uniqueMediaPlayed": None,
                "uniqueMediaPlayed100Percent": None,
            },
            "messages": [_bubble(number, opened) for number in range(1, unit.bubbles + 1)] if opened else [],
            "clicks": [_link(link, tapped) for link in unit.links] if tapped else [],
        }

    def _take(self, name: str, day: date) -> Unit | None:
        month = (day.year, day.month)
        known = self._units.get(name)
        if not (known and month in known.months) and len(self.of_month(day)) >= limits.UNITS_A_MONTH:
            return None
        unit = self._units.setdefault(name, Unit())
        unit.months.add(month)
        return unit


def _look(unit: Unit, name: str, person: str, day: date) -> None:
    """The same person does the same with the same unit, however often it is asked."""
    fate = hashlib.sha256(f"{name}/{person}".encode()).digest()[0] * 100 // 256
    if fate < OPENING:
        unit.opened.add((day, person))
    if fate < TAPPING:
        unit.tapped.add((day, person))


def _count(found: Iterable[tuple[date, str]], first: date, last: date) -> int:
    return len({person for day, person in found if first <= day <= last})


def _shown(count: int) -> int | None:
    return count if count >= limits.SHOWN_FROM else None


def _bubble(number: int, opened: int) -> Json:
    played = {name: None for media in _MEDIA for name in (media, f"unique{media[0].upper()}{media[1:]}")}
    return {"seq": number, "impression": _shown(opened), "uniqueImpression": _shown(opened), **played}


def _link(link: tuple[int, str], tapped: int) -> Json:
    bubble, url = link
    return {
        "seq": bubble,
        "url": url,
        "click": _shown(tapped),
        "uniqueClick": _shown(tapped),
        "uniqueClickOfRequest": None,
    }


def _links(messages: Sequence[Json]) -> list[tuple[int, str]]:
    found = [(number, url) for number, message in enumerate(messages, 1) for url in _urls(message)]
    return list(dict.fromkeys(found))


def _urls(part: Any) -> Iterator[str]:
    """Every address that an action anywhere in a message opens."""
    if isinstance(part, dict):
        if part.get("type") == "uri" and isinstance(part.get("uri"), str):
            yield part["uri"]
        yield from (url for value in part.values() for url in _urls(value))
    if isinstance(part, list):
        yield from (url for value in part for url in _urls(value))
