"""Webhook events, with the fields that LINE gives them."""

from typing import Any

from simulator import ids
from simulator.answers import Json


def event(kind: str, *, user_id: str, at_ms: int, reply_token: str | None = None, **content: Any) -> Json:
    """An event of this type from a one-to-one talk; `content` is what this type adds."""
    token = {"replyToken": reply_token} if reply_token else {}
    return {
        "type": kind,
        **content,
        "webhookEventId": ids.ulid(at_ms),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": at_ms,
        "source": {"type": "user", "userId": user_id},
        **token,
        "mode": "active",
    }


def text_message(text: str, *, read_token: str) -> Json:
    return {**_message("text", read_token=read_token), "text": text}


def sticker_message(package_id: str, sticker_id: str, *, read_token: str) -> Json:
    sticker = {"packageId": package_id, "stickerId": sticker_id, "stickerResourceType": "STATIC"}
    return {**_message("sticker", read_token=read_token), **sticker}


def image_message(*, read_token: str) -> Json:
    return {**_message("image", read_token=read_token), "contentProvider": {"type": "line"}}


def redelivered(happened: Json) -> Json:
    """The same event as it comes the next time."""
    return {**happened, "deliveryContext": {"isRedelivery": True}}


def _message(kind: str, *, read_token: str) -> Json:
    return {
        "type": kind,
        "id": ids.message_id(),
        "quoteToken": ids.opaque(32),
        "markAsReadToken": read_token,
    }
