"""The components of Flex messages: which fields each may have, and what may stand in a box."""

from collections.abc import Mapping
from typing import Any

from simulator import actions, limits
from simulator.fields import (
    Check,
    Details,
    complain,
    flag,
    https,
    listing,
    matching,
    number,
    one_of,
    record,
    text,
    variants,
)

_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_PX = r"\d+(\.\d+)?px"
_OFFSET_PX = r"-?\d+(\.\d+)?px"
_PERCENT = r"\d+(\.\d+)?%"
_MANY = 1000


def _size(*shapes: str) -> Check:
    return matching("|".join(shapes), f"Must be one of the following values: [{'|'.join(shapes)}]")


COLOUR = matching(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", "Must be a colour like #RRGGBB or #RRGGBBAA")
_SPACE = _size(_STEPS, _PX)
_LENGTH = _size(_PX, _PERCENT)
_OFFSET = _size(_STEPS, _OFFSET_PX, _PERCENT)
RATIO = matching(r"\d+(\.\d+)?:\d+(\.\d+)?", "Must be a ratio like 20:13")
_FLEX = number(least=0, most=1000)
_WORDS = text(most=limits.TEXT)

_PLACED: Mapping[str, Check] = {
    "margin": _SPACE,
    "position": one_of("relative", "absolute"),
    "offsetTop": _OFFSET,
    "offsetBottom": _OFFSET,
    "offsetStart": _OFFSET,
    "offsetEnd": _OFFSET,
}
_GRAVITY = one_of("top", "bottom", "center")
_ALIGN = one_of("start", "end", "center")
_LETTERS: Mapping[str, Check] = {
    "size": _size(_SIZES, _PX),
    "color": COLOUR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
_SPAN = variants({"span": record({}, {"text": _WORDS, **_LETTERS})})


def _says_something(value: Any, where: str, details: Details) -> None:
    if not value.get("text") and not value.get("contents"):
        complain(details, f"{where}.text", "May not be empty")


_TEXT = record(
    {},
    {
        **_PLACED,
        **_LETTERS,
        "text": _WORDS,
        "contents": listing(_SPAN, most=_MANY),
        "flex": _FLEX,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "wrap": flag,
        "lineSpacing": _size(_PX),
        "maxLines": number(least=0, most=_MANY),
        "action": actions.ON_FLEX,
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": flag,
    },
    also=_says_something,
)
_BUTTON = record(
    {"action": actions.ON_FLEX_BUTTON},
    {
        **_PLACED,
        "flex": _FLEX,
        "color": COLOUR,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _GRAVITY,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": flag,
    },
)
IMAGE = record(
    {"url": https},
    {
        **_PLACED,
        "flex": _FLEX,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": _size(_SIZES, "full", _PX, _PERCENT),
        "aspectRatio": RATIO,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": COLOUR,
        "action": actions.ON_FLEX,
        "animated": flag,
    },
)
_ICON = record({"url": https}, {**_PLACED, "size": _size(_SIZES, _PX), "aspectRatio": RATIO, "scaling": flag})
_SEPARATOR = record({}, {"margin": _SPACE, "color": COLOUR})
_FILLER = record({}, {"flex": _FLEX})
_GRADIENT = variants(
    {
        "linearGradient": record(
            {"angle": _size(r"\d+(\.\d+)?deg"), "startColor": COLOUR, "endColor": COLOUR},
            {"centerColor": COLOUR, "centerPosition": _size(_PERCENT)},
        )
    }
)


def _box(value: Any, where: str, details: Details) -> None:
    """Found late, because a box may hold boxes."""
    BOX(value, where, details)


_IN_BASELINE = variants({"text": _TEXT, "icon": _ICON, "filler": _FILLER})
_IN_BOX = variants(
    {
        "box": _box,
        "button": _BUTTON,
        "image": IMAGE,
        "text": _TEXT,
        "separator": _SEPARATOR,
        "filler": _FILLER,
    }
)


def _contents(box: Any, where: str, details: Details) -> None:
    inside = _IN_BASELINE if box["layout"] == "baseline" else _IN_BOX
    listing(inside, least=0, most=_MANY)(box["contents"], f"{where}.contents", details)


def _unread(_value: Any, _where: str, _details: Details) -> None:
    """What a box holds is judged once its layout is known."""


BOX = record(
    {"layout": one_of("horizontal", "vertical", "baseline"), "contents": _unread},
    {
        **_PLACED,
        **dict.fromkeys(
            ("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"),
            _size(_STEPS, _PX, _PERCENT),
        ),
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _LENGTH),
        "flex": _FLEX,
        "spacing": _SPACE,
        "backgroundColor": COLOUR,
        "borderColor": COLOUR,
        "borderWidth": _size("none|light|normal|medium|semi-bold|bold", _PX),
        "cornerRadius": _SPACE,
        "action": actions.ON_FLEX,
        "justifyContent": one_of(
            "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
        ),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": _GRADIENT,
    },
    also=_contents,
)
