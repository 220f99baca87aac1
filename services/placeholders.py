"""Placeholders: where a member's own figures stand in a text, and what they are at this moment."""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.members import Member
from services import contents, points
from services.contents import Content
from services.errors import RuleError
from services.points import Expiring
from services.settings import Choices


class Placeholder(enum.StrEnum):
    """What may stand in braces."""

    POINTS = "points"
    EXPIRING = "expiring"
    COUPON = "coupon"
    """The title of the coupon that goes with it: the same for all."""


NAMES: Mapping[str, Placeholder] = {
    **{one.value: one for one in Placeholder},
    "ポイント": Placeholder.POINTS,
    "期限の近いポイント": Placeholder.EXPIRING,
    "クーポン": Placeholder.COUPON,
}
OWN = frozenset({Placeholder.POINTS, Placeholder.EXPIRING})
"""What differs from member to member."""
LONGEST = 60
"""UTF-16 units that any of them takes at most: a day in English with its points, a coupon's title."""
PATTERN = re.compile(r"\{([^{}\n]{1,20})\}")


class PlaceholderUnknown(RuleError):
    """Nothing of this name can be put into a text."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class PlaceholderEmpty(RuleError):
    """A text names the coupon that goes with it, and none does."""


@dataclass(frozen=True)
class Figures:
    """One member's own."""

    points: int
    expiring: Expiring | None
    """What expires next."""


def check(content: Content) -> None:
    """Raise PlaceholderUnknown or PlaceholderEmpty."""
    named = _named(content)
    for name in named:
        if name not in NAMES:
            raise PlaceholderUnknown(name)
    if content.coupon_id is None and any(NAMES[name] == Placeholder.COUPON for name in named):
        raise PlaceholderEmpty


def is_personal(kept: Mapping[str, Any]) -> bool:
    """Tell whether what is kept says something else to each member: it goes out as letters then."""
    return any(NAMES.get(name) in OWN for name in _named(contents.read(kept)))


def figures(session: Session, member_id: int, *, choices: Choices, now: datetime) -> Figures:
    """Read a member's own figures."""
    member = session.get_one(Member, member_id)
    summary = points.summary(session, member, now=now, choices=choices)
    return Figures(summary.balance, summary.expiring[0] if summary.expiring else None)


def longest(text: str) -> str:
    """Give the text as long as it can become."""
    return PATTERN.sub("…" * LONGEST, text)


def _named(content: Content) -> Iterable[str]:
    both = (text for words in content.words for text in words)
    return [name for text in both for name in PATTERN.findall(text)]
