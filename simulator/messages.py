"""Message objects: which kinds there are and what each may hold."""

import re
from typing import Any

from simulator import actions, flexes, lengths, limits, templates
from simulator.answers import invalid
from simulator.fields import (
    Check,
    Details,
    complain,
    https,
    listing,
    matching,
    number,
    record,
    text,
    variants,
)

_WORDS = text(most=limits.TEXT, measure=lengths.utf16)
_ALT_TEXT = text(most=limits.ALT_TEXT, measure=lengths.utf16)
_ID = matching(r"[0-9A-Za-z_-]{1,100}", "Must be an id")
_TOKEN = text(most=1000)
_PLACE = text(most=limits.PLACE, measure=lengths.utf16)
_PIXELS = number(least=0, most=100_000)


def _name(value: Any, where: str, details: Details) -> None:
    text(most=limits.SENDER_NAME, measure=lengths.utf16)(value, where, details)
    if isinstance(value, str) and "line" in value.lower():
        complain(details, where, "May not contain reserved words")


_QUICK_REPLY = record(
    {
        "items": listing(
            variants({"action": record({"action": actions.IN_QUICK_REPLY}, {"imageUrl": https})}),
            most=limits.QUICK_REPLIES,
        )
    }
)
_SENDER = record({}, {"name": _name, "iconUrl": https})
_EMOJI = record({"index": number(least=0, most=limits.TEXT), "productId": _ID, "emojiId": _ID})


def _emojis_stand_on_dollars(message: Any, where: str, details: Details) -> None:
    units = message["text"].encode("utf-16-le", "surrogatepass")
    for index, emoji in enumerate(message.get("emojis", ())):
        if units[emoji["index"] * 2 : emoji["index"] * 2 + 2] != b"$\0":
            complain(details, f"{where}.emojis[{index}].index", "No $ at this position")


def _places_are_filled(message: Any, where: str, details: Details) -> None:
    """Every {place} of a textV2 has its substitution; braces meant as such are doubled."""
    bare = re.sub(r"\{\{|\}\}", "", message["text"])
    places = set(re.findall(r"\{([0-9a-zA-Z_]{1,20})\}", bare))
    if re.search(r"[{}]", re.sub(r"\{[0-9a-zA-Z_]{1,20}\}", "", bare)):
        complain(details, f"{where}.text", "Unmatched brace")
    for missing in sorted(places - set(message.get("substitution", {}))):
        complain(details, f"{where}.substitution.{missing}", "May not be empty")


_MENTIONEE = variants({"user": record({"userId": _ID}), "all": record({})})
_SUBSTITUTE = variants(
    {"mention": record({"mentionee": _MENTIONEE}), "emoji": record({"productId": _ID, "emojiId": _ID})}
)


def _substitution(value: Any, where: str, details: Details) -> None:
    if not isinstance(value, dict) or len(value) > limits.SUBSTITUTIONS:
        complain(details, where, f"Must be an object of at most {limits.SUBSTITUTIONS} entries")
        return
    for key, substitute in value.items():
        matching(r"[0-9a-zA-Z_]{1,20}", "Invalid key")(key, f"{where}.{key}", details)
        _SUBSTITUTE(substitute, f"{where}.{key}", details)


_AREA = record({"x": _PIXELS, "y": _PIXELS, "width": _PIXELS, "height": _PIXELS})
_LABELLED = {"label": text(most=100)}
_IMAGEMAP_ACTION = variants(
    {
        "uri": record({"linkUri": text(most=limits.URI), "area": _AREA}, _LABELLED),
        "message": record({"text": text(most=limits.IMAGEMAP_TEXT), "area": _AREA}, _LABELLED),
        "clipboard": record({"clipboardText": text(most=limits.CLIPBOARD), "area": _AREA}, _LABELLED),
    }
)
_IMAGEMAP_VIDEO = record(
    {"originalContentUrl": https, "previewImageUrl": https, "area": _AREA},
    {"externalLink": record({"linkUri": text(most=limits.URI), "label": text(most=30)})},
)


def _message(
    required: dict[str, Check], optional: dict[str, Check] | None = None, *, also: Check | None = None
) -> Check:
    shared = {"quickReply": _QUICK_REPLY, "sender": _SENDER}
    return record(required, {**shared, **(optional or {})}, also=also)


_DEGREES = number(least=-180, most=180, whole=False)
_MESSAGE = variants(
    {
        "text": _message(
            {"text": _WORDS},
            {"emojis": listing(_EMOJI, most=limits.EMOJIS), "quoteToken": _TOKEN},
            also=_emojis_stand_on_dollars,
        ),
        "textV2": _message(
            {"text": _WORDS}, {"substitution": _substitution, "quoteToken": _TOKEN}, also=_places_are_filled
        ),
        "image": _message({"originalContentUrl": https, "previewImageUrl": https}),
        "video": _message(
            {"originalContentUrl": https, "previewImageUrl": https},
            {"trackingId": text(most=limits.TRACKING_ID)},
        ),
        "audio": _message({"originalContentUrl": https, "duration": number(least=1, most=10**9)}),
        "location": _message(
            {"title": _PLACE, "address": _PLACE, "latitude": _DEGREES, "longitude": _DEGREES}
        ),
        "sticker": _message({"packageId": _ID, "stickerId": _ID}, {"quoteToken": _TOKEN}),
        "coupon": _message(
            {"couponId": _ID}, {"deliveryTag": matching(r"[A-Za-z0-9_]{1,30}", "Invalid delivery tag")}
        ),
        "imagemap": _message(
            {
                "baseUrl": https,
                "altText": _ALT_TEXT,
                "baseSize": record({"width": number(least=1040, most=1040), "height": _PIXELS}),
                "actions": listing(_IMAGEMAP_ACTION, most=limits.IMAGEMAP_ACTIONS),
            },
            {"video": _IMAGEMAP_VIDEO},
        ),
        "template": _message({"altText": _ALT_TEXT, "template": templates.TEMPLATE}),
        "flex": _message({"altText": _ALT_TEXT, "contents": flexes.CONTAINER}),
    }
)

MESSAGES = listing(_MESSAGE, most=limits.MESSAGES)
UNIT = r"[A-Za-z0-9_]{1,30}"
UNITS = listing(matching(UNIT, f"Must match {UNIT}"), least=0, most=1)


def check(body: Any, shape: Check) -> None:
    """Refuse a body that does not have this shape, naming every fault."""
    details: Details = []
    try:
        shape(body, "", details)
    except RecursionError:
        complain(details, "", "Nested too deeply")
    if details:
        raise invalid(details)
