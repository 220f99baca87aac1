"""Offer caps: how much the law lets a gift be worth, and when a usual price may stand beside a lower one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from models.coupons import OfferKind
from services.errors import RuleError

LEAST_PURCHASE = 100
"""Yen at which a purchase is counted where a gift asks for none, or for one of any size (CAA FAQ Q111)."""
GIFT_ALWAYS, GIFT_FROM, GIFT_SHARE = 200, 1_000, 5
PRIZE_TIMES, PRIZE_UNTIL, DEAREST_PRIZE = 20, 5_000, 100_000
PRIZES_PERCENT = 2
LOOKED_BACK, LEAST_SOLD, AGO = timedelta(weeks=8), timedelta(weeks=2), timedelta(weeks=2)


class Rule(NamedTuple):
    """One rule with its source."""

    says: str
    source: str


RULES: Mapping[str, Rule] = {
    "gift": Rule(
        "A gift for everybody: 200 yen under a purchase of 1,000 yen; from 1,000 yen on, 20 % of it.",
        "景品表示法4条、一般消費者に対する景品類の提供に関する事項の制限（昭和52年公取委告示5号）、"
        "消費者庁 FAQ Q110",
    ),
    "draw": Rule(
        "A prize by lot: 20 times a purchase under 5,000 yen; from 5,000 yen on, 100,000 yen.",
        "景品表示法4条、懸賞による景品類の提供に関する事項の制限（昭和52年公取委告示3号）2項",
    ),
    "draw_total": Rule(
        "All prizes by lot together: 2 % of the sales expected from it.",
        "景品表示法4条、懸賞による景品類の提供に関する事項の制限（昭和52年公取委告示3号）3項",
    ),
    "usual_price": Rule(
        "A usual price was charged for more than half of the last 8 weeks, for 2 weeks or more, "
        "and last less than 2 weeks ago.",
        "景品表示法5条2号、不当な価格表示についての景品表示法上の考え方 第4の2",
    ),
}
"""A discount on the shop's own goods, or its own points, is a lower price and no gift: no cap applies."""


@dataclass(frozen=True)
class Grounds:
    """What the law asks about an offer; yen with tax, days Japan's."""

    value_yen: int | None = None
    is_drawn: bool = False
    expected_yen: int | None = None
    """The sales expected from a draw."""
    usual_yen: int | None = None
    usual_from: date | None = None
    usual_until: date | None = None
    """The last day on which the usual price was charged; None: it is charged to this day."""


@dataclass(frozen=True)
class Over:
    """An offer goes beyond this rule; `limit` in yen, where the rule has one."""

    rule: str
    limit: int | None = None


class OfferOverCap(RuleError):
    """The offer goes beyond what the law lets offers of its kind be, and no reason was given for it."""

    def __init__(self, over: list[Over]) -> None:
        super().__init__(over)
        self.over = over


def findings(
    kind: OfferKind, grounds: Grounds, *, minimum_yen: int, copies: int | None, begins: date
) -> list[Over]:
    """Tell which rules an offer goes beyond; `copies`: how many there may be, None without limit."""
    if kind == OfferKind.GIFT and grounds.is_drawn:
        return _drawn(grounds, max(minimum_yen, LEAST_PURCHASE), copies)
    if kind == OfferKind.GIFT:
        limit = gift_limit(max(minimum_yen, LEAST_PURCHASE))
        return [Over("gift", limit)] if (grounds.value_yen or 0) > limit else []
    if kind == OfferKind.MEMBER_PRICE and grounds.usual_yen is not None:
        return [] if _was_charged(grounds, begins) else [Over("usual_price")]
    return []


def gift_limit(purchase_yen: int) -> int:
    """Give the dearest gift for everybody who buys for so much."""
    return GIFT_ALWAYS if purchase_yen < GIFT_FROM else purchase_yen // GIFT_SHARE


def prize_limit(purchase_yen: int) -> int:
    """Give the dearest prize for those who are drawn among buyers of so much."""
    return purchase_yen * PRIZE_TIMES if purchase_yen < PRIZE_UNTIL else DEAREST_PRIZE


def _drawn(grounds: Grounds, purchase_yen: int, copies: int | None) -> list[Over]:
    """Look at one prize, and at all of them; prizes without number have no total that could be shown."""
    value, limit = grounds.value_yen or 0, prize_limit(purchase_yen)
    total = (grounds.expected_yen or 0) * PRIZES_PERCENT // 100
    over = [Over("draw", limit)] if value > limit else []
    is_within = copies is not None and value * copies <= total
    return over if is_within else [*over, Over("draw_total", total)]


def _was_charged(grounds: Grounds, begins: date) -> bool:
    """Look back from the offer's first day at how long the usual price was charged."""
    if grounds.usual_from is None:
        return False
    last = min(grounds.usual_until or begins, begins - timedelta(days=1))
    after = last + timedelta(days=1)
    in_window = after - max(grounds.usual_from, begins - LOOKED_BACK)
    return begins - last < AGO and in_window > LOOKED_BACK / 2 and after - grounds.usual_from >= LEAST_SOLD
