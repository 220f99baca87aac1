"""LINE's limits on message objects, as its reference states them; the SDK checks few of them."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from linebot.v3.messaging import FlexContainer
from linebot.v3.messaging import Message as SdkMessage

from bot.wording.actions import Action

Node = dict[str, Any]
TEXT = 5000
ALT_TEXT = 1500
DATA = 300
ADDRESS = 2000
DISPLAY_TEXT = 300
LABEL = {"template": 20, "flex": 40}
BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024


def breaches(words: list[Node]) -> list[str]:
    """Every limit that a reply or a sending breaks, one sentence each."""
    found = [] if 1 <= len(words) <= 5 else [f"{len(words)} messages"]
    for message in words:
        found += _MESSAGE[message["type"]](message)
        _sdk_takes(message)
    return found


def nodes(value: Any) -> Iterator[Node]:
    """Every object within a message, itself first."""
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from nodes(child)


def actions(words: list[Node]) -> list[Node]:
    """Every action that can be pressed, in order."""
    return [node for node in nodes(words) if node.get("type") in {"postback", "uri", "message"}]


def texts(words: list[Node]) -> list[str]:
    """Everything a person reads, lock screen and buttons included."""
    names = ("text", "altText", "label", "displayText", "title")
    return [node[name] for node in nodes(words) for name in names if isinstance(node.get(name), str)]


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _text(message: Node) -> list[str]:
    return [f"text of {utf16(message['text'])}"] if not 1 <= utf16(message["text"]) <= TEXT else []


def _template(message: Node) -> list[str]:
    template = message["template"]
    most, count = (240, range(2, 3)) if template["type"] == "confirm" else (160, range(1, 5))
    found = _alt(message) + _actions(template["actions"], LABEL["template"])
    if not 1 <= len(template["text"]) <= most:
        found.append(f"{template['type']} text of {len(template['text'])}")
    if len(template["actions"]) not in count:
        found.append(f"{template['type']} with {len(template['actions'])} actions")
    return found


def _flex(message: Node) -> list[str]:
    contents = message["contents"]
    bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
    found = _alt(message) + _actions(actions([message]), LABEL["flex"])
    found += [f"bubble of {_size(bubble)} bytes" for bubble in bubbles if _size(bubble) > BUBBLE_BYTES]
    if not 1 <= len(bubbles) <= 12 or _size(contents) > CAROUSEL_BYTES:
        found.append(f"carousel of {len(bubbles)} bubbles, {_size(contents)} bytes")
    return found + [f"small print: {node}" for node in nodes(contents) if _does_not_grow(node)]


def _does_not_grow(node: Node) -> bool:
    return node.get("type") in {"text", "button"} and not node.get("scaling")


def _alt(message: Node) -> list[str]:
    return [] if 1 <= utf16(message["altText"]) <= ALT_TEXT else [f"altText of {utf16(message['altText'])}"]


def _actions(pressed: list[Node], label: int) -> list[str]:
    found = [f"label {action['label']}" for action in pressed if not 1 <= len(action["label"]) <= label]
    for action in pressed:
        found += _postback(action) if action["type"] == "postback" else _uri(action)
    return found


def _postback(action: Node) -> list[str]:
    fields = parse_qsl(action["data"], strict_parsing=True)
    found = [] if len(action["data"]) <= DATA else [f"data of {len(action['data'])}"]
    if not 1 <= len(action["displayText"]) <= DISPLAY_TEXT:
        found.append(f"displayText of {len(action['displayText'])}")
    if fields[0][0] != "action" or fields[0][1] not in set(Action):
        found.append(f"a button that leads nowhere: {action['data']}")
    return found


def _uri(action: Node) -> list[str]:
    fits = action["uri"].startswith(("https://", "http://", "tel:", "line:")) and len(action["uri"]) <= 1000
    return [] if fits else [f"uri {action['uri']}"]


def _size(value: Node) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def _sdk_takes(message: Node) -> None:
    """Raise what the SDK's own models say against it."""
    assert SdkMessage.from_dict(message) is not None
    if message["type"] == "flex":
        assert FlexContainer.from_dict(message["contents"]) is not None


def _image(message: Node) -> list[str]:
    addresses = (message["originalContentUrl"], message["previewImageUrl"])
    return [f"address {one}" for one in addresses if not one.startswith("https://") or len(one) > ADDRESS]


_MESSAGE = {"image": _image, "text": _text, "template": _template, "flex": _flex}
