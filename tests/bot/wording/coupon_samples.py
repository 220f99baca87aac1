"""Values for what is said of coupons: bare ones, and those with every condition there is."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from bot.wording import coupon_refusals, coupons, exchanges
from models.coupons import OfferKind
from services.coupon_terms import Terms
from services.tier_codes import Rank

DAY = date(2026, 12, 31)
GOLD = Rank("gold", "ゴールド", "Gold")
LONG_RANK = Rank("r" * 24, "位" * 20, "R" * 30)
DAYS = [date(2026, 12, day) for day in range(1, 32)]
BARE = Terms(OfferKind.YEN_OFF, 50)
WORKDAYS = Terms(OfferKind.PERCENT_OFF, 10, weekdays=[0, 1, 2, 3, 4], blackouts=DAYS[:1])
WEEKEND = Terms(OfferKind.MEMBER_PRICE, 480, weekdays=[5, 6], ranks=[GOLD])
FULL = Terms(OfferKind.MEMBER_PRICE, 999_999, 1_000_000, 1_000_000, [0, 2, 4], DAYS, 100, [LONG_RANK] * 5)
HELD = coupons.Held(
    "AB12CD34", "ドリンク1杯 50円引き", DAY, ["駅前店", "本店"], "税込500円以上のお会計で1回", BARE
)
LONG_HELD = coupons.Held("A" * 12, "券" * 60, DAY, ["店" * 60] * 5, "条" * 120, FULL)
ANYWHERE = coupons.Held("AB12CD34", "焼き菓子", DAY, [], "", Terms(OfferKind.GIFT))
HOLDINGS = (HELD, LONG_HELD, ANYWHERE, HELD._replace(terms=WORKDAYS), HELD._replace(terms=WEEKEND))
Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def cases(at: datetime, shops: Sequence[str]) -> list[Case]:
    return [*_refused(at), *_exchanged(shops), (coupons.wallet, (HOLDINGS,), {})]


def _refused(at: datetime) -> list[Case]:
    return [
        *((coupon_refusals.not_today, (), {"weekdays": days}) for days in ([0], [0, 4], [0, 1, 2, 3, 4])),
        (coupon_refusals.blacked_out, (), {"day": DAY}),
        *((coupon_refusals.elsewhere, (), {"places": places}) for places in (["駅前店"], ["店" * 60] * 9)),
        (coupon_refusals.minimum, (), {"yen": 1_000}),
        *((coupon_refusals.for_ranks, (), {"ranks": ranks}) for ranks in ([GOLD], [GOLD, LONG_RANK] * 3)),
        (coupon_refusals.day_limit, (), {"count": 1}),
        (coupon_refusals.reserved, (), {"until": at}),
    ]


def _exchanged(shops: Sequence[str]) -> list[Case]:
    offers = [exchanges.Offer(number, held, 80, 20) for number, held in enumerate(HOLDINGS)]
    lacking = exchanges.Offer(7, HELD, 100, -1)
    listed: list[list[exchanges.Offer]] = [[], offers[:1], [*offers, lacking] * 3]
    found: list[Case] = [(exchanges.listed, (some,), {}) for some in listed]
    found += [(exchanges.ask, (offer,), {"once": "0" * 64}) for offer in offers]
    found += [
        (exchanges.done, (shop,), {"title": held.title, "cost": 80, "left": 0})
        for shop, held in zip(shops, HOLDINGS, strict=False)
    ]
    found += [(exchanges.already, (), {"title": held.title}) for held in HOLDINGS]
    return found + [
        (say, (), {}) for say in (exchanges.offered, exchanges.kept, exchanges.gone, exchanges.changed)
    ]
