"""From what a marketer typed to what LINE shows."""

from collections.abc import Mapping
from typing import Any

from admin.parts import Visit
from bot.wording import announcements as wording
from bot.wording import coupons as coupon_wording
from bot.wording import figures
from bot.wording.languages import LANGUAGES
from models.announcements import Announcement
from models.coupons import Coupon
from services import coupons, japan

Messages = list[dict[str, Any]]


def messages(
    visit: Visit, content: Mapping[str, Any], *, ref: str, language: str, is_safety: bool = False
) -> Messages:
    """Compose the LINE messages of an announcement in one language; none while nothing is written."""
    if not content["texts"]:
        return []
    shown = {**content, "coupon": _coupon(visit, content.get("coupon_id"), language)}
    front = visit.choices.front(f"{visit.parts.settings.public_url}/trust", language)
    return wording.compose(shown, front, ref, language, is_safety=is_safety)


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
        "places": "・".join(coupons.places(visit.session, coupon)),
        "condition": coupon.condition,
    }
