"""Earn changes: whether new terms are to a member's disadvantage, decided and not guessed."""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from services import earnings
from services.earn_terms import PLAIN, Rounding, Terms

Pair = tuple[int, int]
"""Percent by the old terms and by the new ones."""
KINDER = list(Rounding)
"""From the strictest rounding to the kindest: of the same exact points none gives more than the next."""


def is_worse(old: Terms, new: Terms, *, first: date, last: date | None) -> bool:
    """Tell whether some purchase from `first` to `last` gives less by the new terms: a disadvantage.

    A purchase is any whole yen from 1 to LARGEST_PURCHASE, of any product groups, in any shop, by anybody
    of any tier; and all of one member's day, or month, together must not give less because of a lower cap.
    For purchases of one group this is exact: the smallest purchase that gives 1, 2, 3 … points by the old
    terms is tried by the new ones.
    Where only a cap or the rounding hides that a rate falls, purchases of several groups are not tried
    one by one: then it counts as a disadvantage, so that doubt is for the member.
    """
    if _lower(old.per_day, new.per_day) or _lower(old.per_month, new.per_month):
        return True
    groups = _named(old.groups, new.groups)
    others = _product(
        _named(old.tiers, new.tiers), _named(old.shops, new.shops), _days(old, new, first, last)
    )
    curves = [
        (_Curve.of(old, group[0] * other[0]), _Curve.of(new, group[1] * other[1]))
        for group in groups
        for other in others
    ]
    if any(after.is_less_somewhere(before) for before, after in curves):
        return True
    return len(groups) > 1 and not all(after.is_never_below(before) for before, after in curves)


def _lower(old: int | None, new: int | None) -> bool:
    return new is not None and (old is None or new < old)


def _named(old: Mapping[Any, int], new: Mapping[Any, int]) -> set[Pair]:
    """Give the pairs of what either names, and of all else."""
    named = {(old.get(name, PLAIN), new.get(name, PLAIN)) for name in old.keys() | new.keys()}
    return named | {(PLAIN, PLAIN)}


def _product(*pairs: set[Pair]) -> set[Pair]:
    """Multiply each with each; many fall together."""
    combined = itertools.product(*pairs)
    return {(math.prod(old for old, _ in one), math.prod(new for _, new in one)) for one in combined}


def _days(old: Terms, new: Terms, first: date, last: date | None) -> set[Pair]:
    """Give what the days count for: between two changes of campaigns a week tells all."""
    found = set()
    for start, end in _spans([*old.campaigns, *new.campaigns], first, last):
        campaign = old.of_day(start), new.of_day(start)
        for day in (start + timedelta(days=number) for number in range(7)):
            if end is None or day <= end:
                weekday = day.weekday()
                found.add((campaign[0] * old.of_weekday(weekday), campaign[1] * new.of_weekday(weekday)))
    return found


def _spans(campaigns: Iterable[Any], first: date, last: date | None) -> Iterator[tuple[date, date | None]]:
    """Part the time from `first` on wherever a campaign begins or is over."""
    edges = {first}
    for one in campaigns:
        edges |= {edge for edge in (one.first, one.last + timedelta(days=1)) if edge > first}
    starts = sorted(edge for edge in edges if last is None or edge <= last)
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    yield from zip(starts, ends, strict=True)


@dataclass(frozen=True)
class _Curve:
    """What purchases of one kind give: so many points a yen, rounded, never more than the cap."""

    rate: Fraction
    rounding: Rounding
    cap: int | None

    @classmethod
    def of(cls, terms: Terms, percents: int) -> "_Curve":
        """Five percents go into a rate: group, tier, shop, campaign, weekday."""
        return cls(terms.rate * percents / PLAIN**5, terms.rounding, terms.per_purchase)

    def gives(self, yen: int) -> int:
        points = self.rounding.of(self.rate * yen)
        return points if self.cap is None else min(points, self.cap)

    def least(self, points: int) -> int:
        """Give the smallest purchase that gives so many; it has to give them at all."""
        exact = {
            Rounding.DOWN: Fraction(points),
            Rounding.NEAREST: points - Fraction(1, 2),
            Rounding.UP: Fraction(points - 1),
        }[self.rounding]
        yen = exact / self.rate
        if self.rounding == Rounding.UP:
            return int(yen // 1) + 1
        return max(1, math.ceil(yen))

    def is_never_below(self, other: "_Curve") -> bool:
        """Tell whether it gives as much at any exact sum, whatever it is made of."""
        kinder = KINDER.index(self.rounding) >= KINDER.index(other.rounding)
        return self.rate >= other.rate and kinder and not _lower(other.cap, self.cap)

    def is_less_somewhere(self, other: "_Curve") -> bool:
        """Tell whether some purchase gives less than by the other curve."""
        most = other.gives(earnings.LARGEST_PURCHASE)
        if self.is_never_below(other) or not most:
            return False
        if self.gives(earnings.LARGEST_PURCHASE) < most:
            return True
        # Both only rise, so it is enough to look where the other one has just risen.
        for points in range(1, most + 1):
            yen = other.least(points)
            if self.gives(yen) < points:
                return True
            if self._has_overtaken(other, yen):
                return False
        return False

    def _has_overtaken(self, other: "_Curve", yen: int) -> bool:
        """Tell whether it gives at least as much from here on: no rounding makes up for a whole point."""
        if self.rate == other.rate:
            return yen >= self.rate.denominator
        return (self.rate - other.rate) * yen >= 1
