"""Small pictures of numbers, as plain values for an SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

HEIGHT, WIDTH = 96, 12


@dataclass(frozen=True)
class Bar:
    """One bar of a day."""

    x: int
    y: int
    height: int
    kind: str
    label: str


@dataclass(frozen=True)
class Picture:
    """Days side by side, each with its bars."""

    bars: list[Bar]
    days: list[tuple[int, date]]
    width: int
    most: int


def of_days(
    numbers: Mapping[tuple[date, str], int], kinds: Sequence[str], *, until: date, days: int
) -> Picture:
    """Draw so many days up to `until`; the highest bar is HEIGHT tall."""
    shown = [until - timedelta(days=back) for back in reversed(range(days))]
    most = max([numbers.get((day, kind), 0) for day in shown for kind in kinds] or [0])
    step = WIDTH * len(kinds) + 10
    bars = [
        _bar(numbers.get((day, kind), 0), most, left * step + place * WIDTH, kind, day)
        for left, day in enumerate(shown)
        for place, kind in enumerate(kinds)
    ]
    return Picture(bars, [(left * step, day) for left, day in enumerate(shown)], step * days, most)


def _bar(number: int, most: int, x: int, kind: str, day: date) -> Bar:
    height = round(HEIGHT * number / most) if most else 0
    return Bar(x, HEIGHT - height, height, kind, f"{day.month}/{day.day} {number}")
