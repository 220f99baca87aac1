"""Which actions a button may have, and where."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from simulator import lengths, limits
from simulator.fields import Check, Details, complain, matching, one_of, record, text, variants

_MOMENTS = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "time": r"\d{2}:\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}",
}
_SPOKEN = text(most=limits.ACTION_TEXT, measure=lengths.graphemes)
_DATA = text(most=limits.DATA, measure=lengths.utf16)
_ALIAS = matching(r"[a-z0-9_-]{1,32}", "Invalid rich menu alias")


def _uri(value: Any, where: str, details: Details) -> None:
    if not isinstance(value, str) or not 1 <= len(value) <= limits.URI:
        complain(details, where, f"Length must be between 1 and {limits.URI}")
    elif urlsplit(value).scheme not in ("http", "https", "line", "tel") or not value.isascii():
        complain(details, where, "Invalid action URI: http, https, line or tel, percent-encoded")


def _either_text(action: Any, where: str, details: Details) -> None:
    if "displayText" in action and "text" in action:
        complain(details, where, "displayText and text cannot be used at the same time")
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        complain(details, f"{where}.fillInText", "Needs inputOption openKeyboard")


def _moments(action: Any, where: str, details: Details) -> None:
    for name in ("initial", "max", "min"):
        if name in action and not re.fullmatch(_MOMENTS[action["mode"]], action[name]):
            complain(details, f"{where}.{name}", "Does not fit the mode")


_MOMENT = text(most=16)
_FIELDS: Mapping[str, tuple[Mapping[str, Check], Mapping[str, Check], Check | None]] = {
    "postback": (
        {"data": _DATA},
        {
            "displayText": _SPOKEN,
            "text": _SPOKEN,
            "fillInText": _SPOKEN,
            "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
        },
        _either_text,
    ),
    "message": ({"text": _SPOKEN}, {}, None),
    "uri": ({"uri": _uri}, {"altUri": record({"desktop": _uri})}, None),
    "datetimepicker": (
        {"data": _DATA, "mode": one_of("date", "time", "datetime")},
        {"initial": _MOMENT, "max": _MOMENT, "min": _MOMENT},
        _moments,
    ),
    "clipboard": ({"clipboardText": text(most=limits.CLIPBOARD, measure=lengths.utf16)}, {}, None),
    "richmenuswitch": ({"richMenuAliasId": _ALIAS, "data": _DATA}, {}, None),
    "camera": ({}, {}, None),
    "cameraRoll": ({}, {}, None),
    "location": ({}, {}, None),
}
_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")


def _actions(kinds: tuple[str, ...], *, label: int, named: bool) -> Check:
    """Actions of these kinds, whose label has at most so many characters and may be missing unless named."""
    labels = {"label": text(most=label, measure=lengths.graphemes)}
    table = {}
    for kind in kinds:
        required, optional, also = _FIELDS[kind]
        table[kind] = (
            record({**required, **labels}, optional, also=also)
            if named
            else record(required, {**optional, **labels}, also=also)
        )
    return variants(table)


IN_TEMPLATE = _actions(_EVERYWHERE, label=limits.LABEL, named=True)
DEFAULT = _actions(_EVERYWHERE, label=limits.LABEL, named=False)
IN_IMAGE_CAROUSEL = _actions(_EVERYWHERE, label=limits.IMAGE_CAROUSEL_LABEL, named=False)
ON_FLEX_BUTTON = _actions(_EVERYWHERE, label=limits.FLEX_LABEL, named=True)
ON_FLEX = _actions(_EVERYWHERE, label=limits.FLEX_LABEL, named=False)
IN_QUICK_REPLY = _actions((*_EVERYWHERE, "camera", "cameraRoll", "location"), label=limits.LABEL, named=True)
ON_RICH_MENU = _actions((*_EVERYWHERE, "richmenuswitch"), label=limits.LABEL, named=False)
