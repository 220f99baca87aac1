"""Values for the words about rights: the copy, corrections, codes, another phone, and leaving."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.wording import codes, copies, privacy, requests, transfers
from services.settings import Shopfront

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]

AT = datetime(2026, 12, 3, 5, 7, tzinfo=UTC)
DUE = date(2026, 12, 17)
ADDRESS = f"https://{'shop' * 15}.example/papers/{'t' * 43}?language=en&openExternalBrowser=1"
FURTHER = ("profile", "analysis", "third_party")


def cases(fronts: Sequence[Shopfront]) -> list[Case]:
    found: list[Case] = [
        (copies.ready, (), {"address": ADDRESS, "until": AT}),
        (codes.spoken, ("012345",), {"until": AT}),
        (transfers.about, (), {"held_until": None}),
        (transfers.about, (), {"held_until": DUE}),
        (transfers.issued, ("ABCD-EFGH-JKMN-PQRS",), {"until": DUE}),
        (transfers.mistyped, (), {}),
        (transfers.same, (), {}),
        (privacy.left, (), {"number": 12, "kept_until": DUE, "final_at": AT}),
    ]
    found += [
        (transfers.moved, (), {"points": points, "coupons": coupons, "is_gift_left": is_left, "final_at": AT})
        for points, coupons, is_left in ((320, 2, True), (1, 0, False), (0, 0, True))
    ]
    for is_full in (True, False):
        waiting = {"waiting": [requests.Waiting(7, DUE)] * 5 * is_full}
        further = {"is_receiving": is_full, "further": FURTHER[: 3 * is_full]}
        found += [(requests.about_correction, (), {"has_profile": is_full, **waiting})]
        found += [(requests.about_stop_use, (), {**further, **waiting})]
    found += [(requests.use_stopped, (purpose,), {}) for purpose in FURTHER]
    for front in fronts:
        found += [(requests.taken, (front, kind), {"number": 7, "due_on": DUE}) for kind in requests.KINDS]
        found += [(requests.already, (front,), {"number": 7, "due_on": DUE})]
        found += [(transfers.unknown, (front,), {})]
    return found
