"""Template messages: buttons, confirm, carousel, image carousel."""

from typing import Any

from simulator import actions, lengths, limits
from simulator.fields import (
    Check,
    Details,
    complain,
    https,
    listing,
    matching,
    one_of,
    record,
    text,
    variants,
)

_COLOUR = matching(r"#[0-9A-Fa-f]{6}", "Must be a colour like #RRGGBB")
_LOOKS = {"imageAspectRatio": one_of("rectangle", "square"), "imageSize": one_of("cover", "contain")}
_HEADED = {
    "thumbnailImageUrl": https,
    "imageBackgroundColor": _COLOUR,
    "title": text(most=limits.TITLE, measure=lengths.graphemes),
    "defaultAction": actions.DEFAULT,
}


def _shorter_when_headed(most: int) -> Check:
    """The text has less room beside a title or a picture."""

    def check(value: Any, where: str, details: Details) -> None:
        headed = value.get("title") or value.get("thumbnailImageUrl")
        if headed and lengths.graphemes(value["text"]) > most:
            complain(details, f"{where}.text", f"Length must be between 1 and {most}")

    return check


def _even_columns(carousel: Any, where: str, details: Details) -> None:
    columns = carousel["columns"]
    if len({len(column["actions"]) for column in columns}) > 1:
        complain(details, f"{where}.columns", "The number of actions must be the same in all columns")
    for name in ("title", "thumbnailImageUrl"):
        if len({bool(column.get(name)) for column in columns}) > 1:
            complain(details, f"{where}.columns", f"Either all columns have a {name}, or none")


_BUTTONS = record(
    {
        "text": text(most=limits.BUTTONS_TEXT, measure=lengths.graphemes),
        "actions": listing(actions.IN_TEMPLATE, most=limits.BUTTONS_ACTIONS),
    },
    {**_HEADED, **_LOOKS},
    also=_shorter_when_headed(limits.BUTTONS_TEXT_WITH_TITLE),
)
_CONFIRM = record(
    {
        "text": text(most=limits.CONFIRM_TEXT, measure=lengths.graphemes),
        "actions": listing(actions.IN_TEMPLATE, least=limits.CONFIRM_ACTIONS, most=limits.CONFIRM_ACTIONS),
    }
)
_COLUMN = record(
    {
        "text": text(most=limits.COLUMN_TEXT, measure=lengths.graphemes),
        "actions": listing(actions.IN_TEMPLATE, most=limits.COLUMN_ACTIONS),
    },
    _HEADED,
    also=_shorter_when_headed(limits.COLUMN_TEXT_WITH_TITLE),
)
_CAROUSEL = record({"columns": listing(_COLUMN, most=limits.COLUMNS)}, _LOOKS, also=_even_columns)
_IMAGE_COLUMN = record({"imageUrl": https, "action": actions.IN_IMAGE_CAROUSEL})
_IMAGE_CAROUSEL = record({"columns": listing(_IMAGE_COLUMN, most=limits.COLUMNS)})

TEMPLATE = variants(
    {"buttons": _BUTTONS, "confirm": _CONFIRM, "carousel": _CAROUSEL, "image_carousel": _IMAGE_CAROUSEL}
)
