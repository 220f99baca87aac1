"""Values for linking the web shop: the longest shop, address and number that can come."""

from collections.abc import Callable
from typing import Any

from bot.wording import links

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
ADDRESS = f"https://shop.example/papers/link/1.1800000000.{'a' * 64}?language=ja"


def cases() -> list[Case]:
    names = ("ひなた珈琲", "縁" * 20)
    found: list[Case] = [(links.offer, (), {"shop": name, "address": ADDRESS}) for name in names]
    found += [
        (links.state, (), {"shop": name, "customer": number})
        for name, number in zip(names, ("1001", "9" * 100), strict=True)
    ]
    found += [(say, (), {"shop": name}) for say in (links.linked, links.ended) for name in names]
    return [*found, *((say, (), {}) for say in (links.not_linked, links.no_shop, links.too_late))]
