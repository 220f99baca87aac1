"""Flex messages: bubbles and carousels, and the size of the whole."""

import json
from typing import Any

from simulator import actions, flex_components, limits
from simulator.fields import Details, complain, flag, https, listing, one_of, record, variants

_ALTERNATIVE = variants({"box": flex_components.BOX, "image": flex_components.IMAGE})
_VIDEO = record(
    {"url": https, "previewUrl": https, "altContent": _ALTERNATIVE},
    {"aspectRatio": flex_components.RATIO, "action": actions.ON_FLEX},
)
_BLOCK = variants({"box": flex_components.BOX})
_HERO = variants({"box": flex_components.BOX, "image": flex_components.IMAGE, "video": _VIDEO})
_STYLE = record(
    {},
    {"backgroundColor": flex_components.COLOUR, "separator": flag, "separatorColor": flex_components.COLOUR},
)


def _bubble_as_a_whole(bubble: Any, where: str, details: Details) -> None:
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        complain(details, where, "At least one block must be specified")
    if _bytes(bubble) > limits.BUBBLE_BYTES:
        complain(details, where, f"Must be at most {limits.BUBBLE_BYTES} bytes")


def _carousel_as_a_whole(carousel: Any, where: str, details: Details) -> None:
    if _bytes(carousel) > limits.FLEX_CAROUSEL_BYTES:
        complain(details, where, f"Must be at most {limits.FLEX_CAROUSEL_BYTES} bytes")
    if len({bubble.get("size", "mega") for bubble in carousel["contents"]}) > 1:
        complain(details, f"{where}.contents", "All bubbles must have the same size")


def _bytes(container: Any) -> int:
    return len(json.dumps(container, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


_BUBBLE = record(
    {},
    {
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": one_of("ltr", "rtl"),
        "header": _BLOCK,
        "hero": _HERO,
        "body": _BLOCK,
        "footer": _BLOCK,
        "styles": record({}, dict.fromkeys(("header", "hero", "body", "footer"), _STYLE)),
        "action": actions.ON_FLEX,
    },
    also=_bubble_as_a_whole,
)
_CAROUSEL = record(
    {"contents": listing(variants({"bubble": _BUBBLE}), most=limits.BUBBLES)}, also=_carousel_as_a_whole
)

CONTAINER = variants({"bubble": _BUBBLE, "carousel": _CAROUSEL})
