"""Whatever JSON comes, it ends in a verdict."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.answers import Refused
from simulator.fields import Check, listing
from simulator.messages import MESSAGES, check
from simulator.richmenus import MENU

_NAMES = [
    "type",
    "text",
    "label",
    "data",
    "uri",
    "action",
    "actions",
    "columns",
    "template",
    "contents",
    "body",
    "header",
    "layout",
    "altText",
    "size",
    "url",
    "mode",
    "initial",
    "emojis",
    "index",
    "substitution",
    "quickReply",
    "items",
    "sender",
    "name",
    "areas",
    "bounds",
    "x",
    "y",
    "width",
    "height",
    "selected",
    "hero",
    "chatBarText",
    "defaultAction",
    "title",
    "baseSize",
    "displayText",
    "inputOption",
    "fillInText",
    "richMenuAliasId",
    "to",
]
_KINDS = [
    "text",
    "textV2",
    "image",
    "flex",
    "template",
    "sticker",
    "bubble",
    "carousel",
    "box",
    "button",
    "icon",
    "separator",
    "filler",
    "span",
    "buttons",
    "confirm",
    "image_carousel",
    "postback",
    "message",
    "uri",
    "datetimepicker",
    "clipboard",
    "richmenuswitch",
    "action",
    "vertical",
    "baseline",
    "date",
]
_LEAVES: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-5, 3000) | st.floats(allow_nan=False) | st.sampled_from(_KINDS)
)
_ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6),
    max_leaves=15,
)
_MESSAGE = st.dictionaries(st.sampled_from(_NAMES), _ANYTHING, max_size=6)


def is_judged(body: Any, shape: Check) -> bool:
    """Whether it was judged: accepted, or refused with a status and the properties that are wrong."""
    try:
        check(body, shape)
    except Refused as refused:
        return refused.status == 400 and bool(refused.details)
    return True


@given(st.sampled_from(_KINDS[:6]), _MESSAGE)
@settings(max_examples=120, deadline=None)
def test_any_message_gets_a_verdict(kind: str, inside: dict[str, Any]) -> None:
    assert is_judged([{**inside, "type": kind}], MESSAGES)


@given(_MESSAGE)
@settings(max_examples=60, deadline=None)
def test_any_rich_menu_gets_a_verdict(menu: dict[str, Any]) -> None:
    assert is_judged([menu], listing(MENU, most=1))


def test_null_is_as_good_as_missing() -> None:
    action = {"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "initial": None}
    template = {"type": "buttons", "text": "いつ", "actions": [action], "title": None}
    message = {"type": "template", "altText": "いつ", "template": template}

    check([message, {"type": "text", "text": "はい", "emojis": None}], MESSAGES)
