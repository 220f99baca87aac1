"""Content checks: what LINE can show and a shop may say; a refusal names what, and in which message."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import locks
from models.coupons import Coupon
from models.photos import Photo
from services import contents, placeholders, unused_photos
from services.contents import Button, Card, Cards, Content, Part, Text, Words
from services.errors import RuleError

PARTS = 5
"""LINE takes five messages in one call (reference, push message); the product's own line joins the last."""
TEXT = 4_000
"""LINE takes 5,000 UTF-16 units in a text; the rest is for who sends it and for figures that grow."""
CARDS, TITLE, CARD_TEXT, LABEL, LINK = 10, 40, 120, 20, 1_000
"""Ours for cards: what ten of them hold in LINE's 50 KB. LINE's for labels and links (action objects)."""


class ContentEmpty(RuleError):
    """There is nothing to say."""


class ContentTooLong(RuleError):
    """More messages than one call carries."""

    def __init__(self, number: int, limit: int) -> None:
        super().__init__(number, limit)
        self.number, self.limit = number, limit


class ContentRefused(RuleError):
    """Something in it cannot be.

    `why` is `text`, `photo`, `cards`, `card_title`, `card_text`, `card_link`, `label`, `link` or `coupon`;
    `number` is the message that it is in, from one, or 0 for what stands below the last.
    """

    def __init__(self, why: str, number: int = 0, limit: int = 0) -> None:
        super().__init__(why, number, limit)
        self.why, self.number, self.limit = why, number, limit


def checked(session: Session, kept: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """Give the content as it is kept; raise a refusal of this file, or one of `placeholders.check`."""
    content = contents.read(kept)
    content = Content(tuple(_filled(content)), content.button, content.coupon_id)
    if not content.parts or not isinstance(content.parts[0], Text):  # the sender stands before a text
        raise ContentEmpty
    if len(content.parts) > PARTS:
        raise ContentTooLong(len(content.parts), PARTS)
    placeholders.check(content)
    for number, part in enumerate(content.parts, start=1):
        _check(part, number)
    _check_button(content.button)
    _check_photos(session, content)
    _check_coupon(session, content.coupon_id, now=now)
    return contents.written(content)


def _filled(content: Content) -> Iterator[Part]:
    """Leave out the boxes that were left empty."""
    for part in content.parts:
        if not isinstance(part, Text) or part.words.ja or part.words.en:
            yield part


def _check(part: Part, number: int) -> None:
    if isinstance(part, Cards):
        if not 1 <= len(part.cards) <= CARDS:
            raise ContentRefused("cards", number, CARDS)
        for card in part.cards:
            _check_card(card, number)
    elif isinstance(part, Text):
        _hold("text", Words(*map(placeholders.longest, part.words)), TEXT, number)
    elif not part.photo:
        raise ContentRefused("photo", number)


def _check_card(card: Card, number: int) -> None:
    _hold("card_title", card.title, TITLE, number)
    _hold("card_text", card.text, CARD_TEXT, number, least=0)
    if bool(card.label.ja) != bool(card.uri):
        raise ContentRefused("card_link", number)
    if card.uri:
        _check_button(Button(card.label, card.uri), number)


def _check_button(button: Button | None, number: int = 0) -> None:
    if button is None:
        return
    _hold("label", button.label, LABEL, number)
    if not button.uri.startswith("https://") or len(button.uri) > LINK or not button.uri.isascii():
        raise ContentRefused("link", number, LINK)


def _hold(why: str, words: Words, limit: int, number: int, *, least: int = 1) -> None:
    """English is optional; what it says in Japanese is what counts as said."""
    if not least <= utf16(words.ja) <= limit or utf16(words.en) > limit:
        raise ContentRefused(why, number, limit)


def _check_photos(session: Session, content: Content) -> None:
    tokens = set(content.photos)
    if not tokens:
        return
    locks.share(session, unused_photos.LOCK)
    if tokens - set(session.scalars(select(Photo.token).where(Photo.token.in_(tokens)))):
        raise ContentRefused("photo")


def _check_coupon(session: Session, coupon_id: int | None, *, now: datetime) -> None:
    coupon = session.get(Coupon, coupon_id) if coupon_id else None
    if coupon_id and (coupon is None or not coupon.is_active or coupon.is_over(now)):
        raise ContentRefused("coupon")


def utf16(words: str) -> int:
    """Count as LINE does (documentation, "Character count in a text")."""
    return len(words.encode("utf-16-le")) // 2
