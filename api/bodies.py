"""Bodies: read as the shape wants them, or refused with the name of each field that is not so."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api import problems

REASONS: Mapping[str, tuple[str, str]] = {
    "missing": ("入れてください", "is missing"),
    "extra_forbidden": ("この項目はありません", "is not known"),
    "int_type": ("整数にしてください", "has to be a whole number"),
    "int_from_float": ("整数にしてください", "has to be a whole number"),
    "int_parsing": ("整数にしてください", "has to be a whole number"),
    "string_type": ("文字にしてください", "has to be text"),
    "bool_type": ("true か false にしてください", "has to be true or false"),
    "string_too_short": ("{min_length}文字以上にしてください", "needs {min_length} characters or more"),
    "string_too_long": ("{max_length}文字までにしてください", "may have {max_length} characters"),
    "string_pattern_mismatch": ("{pattern} の形にしてください", "has to look like {pattern}"),
    "greater_than_equal": ("{ge}以上にしてください", "has to be {ge} or more"),
    "less_than_equal": ("{le}以下にしてください", "has to be {le} or less"),
    "model_type": ("オブジェクトにしてください", "has to be an object"),
    "list_type": ("リストにしてください", "has to be a list"),
    "too_long": ("{max_length}件までにしてください", "may have {max_length} items"),
    "one_of": (
        "card・customer・link のうち一つだけを入れてください",
        "needs exactly one of card, customer and link",
    ),
    "payer": (
        "code（ポイントを使う番号）か member を入れてください",
        "needs code (which pays) or member",
    ),
}
"""What pydantic finds, in words; what is not here is said in its own."""
OTHER = ("この値は使えません", "cannot be used")
Body = TypeVar("Body", bound=BaseModel)


def read(shape: type[Body], raw: bytes, language: str) -> Body:
    """Read a JSON body; raise Problem."""
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError):
        raise problems.Problem(problems.UNREADABLE) from None
    return fit(shape, given, language)


def fit(shape: type[Body], given: object, language: str) -> Body:
    """Fit a value into its shape; raise Problem, which names what does not fit."""
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise problems.fields([_field(dict(one), language) for one in error.errors()]) from None


def _field(found: Mapping[str, Any], language: str) -> dict[str, str]:
    """Name one field and what is asked of it; what was sent is not repeated."""
    words = REASONS.get(found["type"], OTHER)[language == "en"]
    return {
        "field": ".".join(str(step) for step in found["loc"]) or "(body)",
        "reason": found["type"],
        "detail": words.format(**found.get("ctx", {})),
    }
