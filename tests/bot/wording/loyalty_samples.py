"""Values for the words about ranks and the balances of old cards."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.wording import claims, tiers
from services.settings import Shopfront

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
AT = datetime(2026, 12, 3, 5, 7, tzinfo=UTC)
DAY = date(2027, 12, 31)
PLAIN = tiers.Rank("シルバー", 10_000)
FULL = tiers.Rank("位" * 20, 100_000_000, 1_000, "特" * 200, "価" * 60)
STANDING = (
    tiers.Mine("yen", 12, following="シルバー", missing=1),
    tiers.Mine("yen", 12, "シルバー", DAY, "ゴールド", 18_000),
    tiers.Mine("points", 1, "位" * 20, DAY, "級" * 20, 100_000_000),
    tiers.Mine("points", 36, "ゴールド", DAY),
)


def cases(fronts: Sequence[Shopfront]) -> list[Case]:
    found: list[Case] = [(tiers.none, (), {}), (tiers.ended, (None,), {"since": AT})]
    found += [(tiers.beside, (mine,), {}) for mine in STANDING]
    found += [(tiers.shown, (mine, [PLAIN, *[FULL] * 5]), {}) for mine in STANDING]
    found += [(tiers.risen, (rank,), {"since": AT, "last_day": DAY}) for rank in (PLAIN, FULL)]
    found += [(tiers.risen, (PLAIN,), {"since": AT, "last_day": None})]
    found += [(say, (), {}) for say in (claims.about, claims.unknown, claims.mistyped)]
    found += [(claims.taken, (), {"points": 1, "last_day": DAY, "balance": 1_000_000})]
    found += [(claims.too_late, (), {"last_day": DAY})]
    found += [(say, (front,), {}) for front in fronts for say in (claims.used, claims.rests)]
    return [*found, (tiers.ended, (PLAIN,), {"since": AT})]
