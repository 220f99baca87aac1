"""LINE message objects: text, questions with buttons, and bubbles that grow with the reader's font size."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from bot.wording import Message
from bot.wording.actions import Action

Box = dict[str, Any]

# LINE's limits on templates (https://developers.line.biz/en/reference/messaging-api/#template-messages).
# They count grapheme clusters, of which there are never more than code points.
CONFIRM_TEXT = 240
BUTTONS_TEXT = 160
TEMPLATE_LABEL = 20
TEMPLATE_BUTTONS = 4
CAROUSEL_BUBBLES = 12


def text(body: str) -> Message:
    return {"type": "text", "text": body}


def postback(label: str, action: Action, *, said: str | None = None, **params: str) -> Box:
    """A button that asks us for something; what was chosen shows in the talk."""
    data = urlencode({"action": action.value, **params})
    return {"type": "postback", "label": label, "data": data, "displayText": said or label}


def link(label: str, uri: str) -> Box:
    return {"type": "uri", "label": label, "uri": uri}


def confirm(alt: str, body: str, actions: Sequence[Box]) -> Message:
    """A question with two answers of the same weight."""
    if len(body) <= CONFIRM_TEXT and _short_labels(actions):
        return _template(alt, {"type": "confirm", "text": body, "actions": list(actions)})
    return bubble(alt, body, actions)


def buttons(alt: str, body: str, actions: Sequence[Box]) -> Message:
    """Words with one to four buttons of the same weight; longer ones become a bubble."""
    if len(body) <= BUTTONS_TEXT and len(actions) <= TEMPLATE_BUTTONS and _short_labels(actions):
        return _template(alt, {"type": "buttons", "text": body, "actions": list(actions)})
    return bubble(alt, body, actions)


def bubble(alt: str, body: str, actions: Sequence[Box]) -> Message:
    return flex(alt, card([paragraph(body)], actions))


def carousel(alt: str, cards: Sequence[Box]) -> Message:
    return flex(alt, {"type": "carousel", "contents": list(cards)[:CAROUSEL_BUBBLES]})


def flex(alt: str, contents: Box) -> Message:
    return {"type": "flex", "altText": alt, "contents": contents}


def card(rows: Sequence[Box], actions: Sequence[Box]) -> Box:
    """One bubble: rows above, buttons below."""
    drawn: Box = {"type": "bubble", "body": column(rows)}
    if actions:
        drawn["footer"] = column([button(action) for action in actions], spacing="sm")
    return drawn


def column(rows: Sequence[Box], *, spacing: str = "md") -> Box:
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": list(rows)}


def paragraph(body: str, **style: str) -> Box:
    """Text that wraps and follows the reader's font size."""
    return {"type": "text", "text": body, "wrap": True, "scaling": True, **style}


def button(action: Box) -> Box:
    """One look for every button, so that no answer is louder than another."""
    return {
        "type": "button",
        "style": "secondary",
        "scaling": True,
        "adjustMode": "shrink-to-fit",
        "action": action,
    }


def _template(alt: str, template: Box) -> Message:
    return {"type": "template", "altText": alt, "template": template}


def _short_labels(actions: Sequence[Box]) -> bool:
    return all(len(action["label"]) <= TEMPLATE_LABEL for action in actions)
