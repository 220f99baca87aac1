"""What stands for a placeholder: a member's own figures, as they read them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.wording import figures
from bot.wording.languages import Language, Say
from services.placeholders import NAMES, PATTERN, Figures, Placeholder
from services.points import Expiring

EXPIRING = Say(ja="{points}（{day}まで）", en="{points} (good until {day})")
NOTHING = Say(ja="0ポイント", en="0 points")
Json = Any


def fill(messages: Sequence[Mapping[str, Any]], own: Figures, language: Language) -> Sequence[dict[str, Any]]:
    """Put a member's figures where the texts name them; the same figures give the same words."""
    values = {
        Placeholder.POINTS: figures.points(own.points, language),
        Placeholder.EXPIRING: _expiring(own.expiring, language),
    }
    return [_filled(message, values) for message in messages]


def fill_coupon(messages: Sequence[Mapping[str, Any]], title: str | None) -> list[dict[str, Any]]:
    """Put the coupon's title where the texts name it."""
    values = {Placeholder.COUPON: title} if title else {}
    return [_filled(message, values) for message in messages]


def example(today: date) -> Figures:
    """Give figures of nobody, to show what it would look like."""
    return Figures(320, Expiring(120, today.replace(month=12, day=31)))


def _expiring(next_to_go: Expiring | None, language: Language) -> str:
    if next_to_go is None:
        return NOTHING(language)
    amount = figures.points(next_to_go.amount, language)
    return EXPIRING(language, points=amount, day=figures.day(next_to_go.last_day, language))


def _filled(node: Json, values: Mapping[Placeholder, str]) -> Json:
    """Fill what is read; addresses and the data of buttons stay as they are."""
    if isinstance(node, list):
        return [_filled(child, values) for child in node]
    if not isinstance(node, Mapping):
        return node
    return {
        key: _said(child, values) if key == "text" and isinstance(child, str) else _filled(child, values)
        for key, child in node.items()
    }


def _said(text: str, values: Mapping[Placeholder, str]) -> str:
    """What has no value stays as it was written."""
    known = {name: values[one] for name, one in NAMES.items() if one in values}
    return PATTERN.sub(lambda found: known.get(found[1], found[0]), text)
