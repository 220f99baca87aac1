"""From what a marketer typed to what LINE shows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from admin import coupon_drawings
from admin.parts import Visit
from bot.wording import announcements as wording
from bot.wording import coupons as coupon_wording
from bot.wording import figures, placeholders
from bot.wording.languages import LANGUAGES
from models.announcements import Announcement
from models.coupons import Coupon
from services import contents, coupon_terms, japan, photos
from services.contents import Content, Part, Picture, Text

Messages = list[dict[str, Any]]


def messages(
    visit: Visit,
    kept: Mapping[str, Any],
    *,
    ref: str,
    language: str,
    is_safety: bool = False,
    pictures: str | None = None,
) -> Messages:
    """Compose the LINE messages of an announcement in one language; none while nothing is written.

    `pictures`: where they lie, if not at the public address.
    """
    content = _worth_showing(contents.read(kept))
    if not content.texts:
        return []
    address = visit.parts.settings.public_url
    coupon = _coupon(visit, content.coupon_id, language)
    words = wording.compose(
        content,
        visit.choices.front(f"{address}/trust", language),
        ref,
        language,
        photos=pictures or f"{address}/photos",
        coupon=coupon,
        is_safety=is_safety,
    )
    return placeholders.fill_coupon(words, coupon["title"] if coupon else None)


def with_example(visit: Visit, words: Sequence[Mapping[str, Any]], language: str) -> Messages:
    """Show what it would look like to somebody, with figures of nobody."""
    return list(placeholders.fill(words, placeholders.example(japan.day(visit.now)), language))


def near(visit: Visit, words: Sequence[Mapping[str, Any]]) -> Messages:
    """Let a page find its pictures at its own site, whatever name it was opened under."""
    address = json.dumps(f"{visit.parts.settings.public_url}/photos/")[1:-1]
    drawn: Messages = json.loads(json.dumps(list(words)).replace(address, "/photos/"))
    return drawn


def _worth_showing(content: Content) -> Content:
    """Leave out what is not written yet; what is kept has no such part."""
    return replace(content, parts=tuple(part for part in content.parts if _says_something(part)))


def _says_something(part: Part) -> bool:
    if isinstance(part, Text):
        return bool(part.words.ja)
    return bool(part.photo) if isinstance(part, Picture) else bool(part.cards)


def check_address(visit: Visit, found: Announcement) -> None:
    """Raise PhotosNeedHttps where LINE could not fetch its pictures."""
    photos.check_address(visit.parts.settings.public_url, contents.read(found.content).photos)


def by_language(visit: Visit, found: Announcement) -> dict[str, Messages]:
    """Compose what a draft says, in every language."""
    return {language: of_draft(visit, found, language=language) for language in LANGUAGES}


def of_draft(visit: Visit, found: Announcement, *, language: str) -> Messages:
    return messages(visit, found.content, ref=str(found.id), language=language, is_safety=found.is_safety)


def _coupon(visit: Visit, coupon_id: int | None, language: str) -> dict[str, str] | None:
    coupon = visit.session.get(Coupon, coupon_id) if coupon_id else None
    if coupon is None:
        return None
    last_day = figures.day(japan.last_day(coupon.ends_at), language)
    return {
        "title": coupon.title,
        "until": coupon_wording.UNTIL(language, day=last_day),
        "places": "・".join(coupon_terms.places(visit.session, coupon)),
        "condition": "\n".join(coupon_drawings.conditions(visit, coupon, language=language)),
    }
