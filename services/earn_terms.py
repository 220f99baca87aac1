"""Earn terms: what one version of the rules says, read, written and checked."""

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from services.errors import RuleError

PLAIN, NOTHING, MOST = 100, 0, 10_000
"""Percent: as the base says; excluded; the most that can be meant."""
LARGEST_CAP = 1_000_000
LARGEST_POINTS = 1_000
LARGEST_YEN = 100_000
SEVERAL = 100
"""At most so many tiers, shops, groups or campaigns."""


class TermsRefused(RuleError):
    """The terms cannot be; `why` is `base`, `percent`, `campaign`, `cap`, `many` or `name`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Rounding(enum.StrEnum):
    """What becomes of a part of a point; done once, at the end."""

    DOWN = "down"
    NEAREST = "nearest"
    """Half a point and more is one."""
    UP = "up"

    def of(self, exact: Fraction) -> int:
        if self == Rounding.UP:
            return -(-exact.numerator // exact.denominator)
        return int((exact + Fraction(1, 2) if self == Rounding.NEAREST else exact) // 1)


@dataclass(frozen=True)
class Campaign:
    """Days of Japan, the last one included, on which purchases count by so many percent."""

    first: date
    last: date
    percent: int


@dataclass(frozen=True)
class Terms:
    """How purchases give points. Percents multiply each other; what is not named counts as 100."""

    points: int = 1
    per_yen: int = 100
    rounding: Rounding = Rounding.DOWN
    tiers: Mapping[str, int] = field(default_factory=dict)
    shops: Mapping[int, int] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    """By product group; 0: purchases of it give nothing."""
    weekdays: Mapping[int, int] = field(default_factory=dict)
    """0 is Monday."""
    campaigns: tuple[Campaign, ...] = ()
    """Where several hold on a day, the highest counts."""
    per_purchase: int | None = None
    per_day: int | None = None
    per_month: int | None = None
    """The most points that one member gets by one purchase, on one day, in one month of Japan."""

    @property
    def rate(self) -> Fraction:
        """Points for a yen."""
        return Fraction(self.points, self.per_yen)

    def of_day(self, day: date) -> int:
        """Give the percent of the campaigns that hold on a day."""
        return max((one.percent for one in self.campaigns if one.first <= day <= one.last), default=PLAIN)

    def of_weekday(self, weekday: int) -> int:
        return self.weekdays.get(weekday, PLAIN)


def as_json(terms: Terms) -> dict[str, Any]:
    """Write the terms as they are kept."""
    campaigns = [[str(one.first), str(one.last), one.percent] for one in terms.campaigns]
    return asdict(terms) | {"campaigns": campaigns, "rounding": terms.rounding.value}


def read(kept: Mapping[str, Any]) -> Terms:
    """Read the terms as they were kept: JSON knows keys of text only, and no days."""
    campaigns = tuple(
        Campaign(date.fromisoformat(first), date.fromisoformat(last), percent)
        for first, last, percent in kept["campaigns"]
    )
    numbered = {
        name: {int(key): value for key, value in kept[name].items()} for name in ("shops", "weekdays")
    }
    own = {"campaigns": campaigns, "rounding": Rounding(kept["rounding"]), **numbered}
    return Terms(**{**kept, **own})


def check(terms: Terms) -> None:
    """Raise TermsRefused unless everything is within its bounds."""
    if not (1 <= terms.points <= LARGEST_POINTS and 1 <= terms.per_yen <= LARGEST_YEN):
        raise TermsRefused("base")
    named: tuple[Mapping[Any, int], ...] = (terms.tiers, terms.shops, terms.groups, terms.weekdays)
    if any(len(one) > SEVERAL for one in (*named, terms.campaigns)):
        raise TermsRefused("many")
    percents = [percent for one in named for percent in one.values()]
    percents += [one.percent for one in terms.campaigns]
    if not all(NOTHING <= percent <= MOST for percent in percents):
        raise TermsRefused("percent")
    if any(not 1 <= len(name) <= 40 for name in (*terms.tiers, *terms.groups)):
        raise TermsRefused("name")
    if any(one.last < one.first for one in terms.campaigns):
        raise TermsRefused("campaign")
    caps = (terms.per_purchase, terms.per_day, terms.per_month)
    if not all(cap is None or 0 <= cap <= LARGEST_CAP for cap in caps):
        raise TermsRefused("cap")
