"""The facts of a notice, for machines: what ISO/IEC TS 27560 asks a record of consent to name."""

from collections.abc import Iterable, Mapping
from typing import Any

from models.consents import Purpose
from services.notice_words import NOBODY, Own
from services.settings import Choices

Named = tuple[str, str, str]
"""A code that stays, and what it is called in Japanese and in English."""

PURPOSES: Mapping[Purpose, tuple[Named, ...]] = {
    Purpose.MEMBERSHIP: (
        ("member_service", "会員サービスのご提供", "serving members"),
        ("support", "お問い合わせへの対応", "answering questions"),
    ),
    Purpose.ANNOUNCEMENTS: (
        ("announcements", "商品や催しのお知らせ", "announcements of new things and events"),
        ("expiry", "ポイントの期限のご連絡", "word of points about to expire"),
    ),
    Purpose.PROFILE: (("greeting", "トークでのごあいさつ", "greetings in the chat"),),
    Purpose.ANALYSIS: (("fitting_offers", "お客様に合ったご案内選び", "choosing what fits the customer"),),
}
ITEMS: Mapping[Purpose, tuple[Named, ...]] = {
    Purpose.MEMBERSHIP: (
        ("line_user_id", "LINEがお客様ごとに付けている番号", "the number that LINE gives to each customer"),
        ("points_and_coupons", "ポイントとクーポンの記録", "the record of points and coupons"),
        ("wishes_and_requests", "ご希望とお手続きの記録", "the record of wishes and requests"),
        ("last_used", "最後にご利用の日", "the day of the last visit"),
    ),
    Purpose.ANNOUNCEMENTS: (
        ("line_user_id", "LINEがお客様ごとに付けている番号", "the number that LINE gives to each customer"),
        ("wishes_and_requests", "話題や回数のご希望", "wishes about topics and how often"),
    ),
    Purpose.PROFILE: (
        ("display_name", "お呼びするお名前", "the name to be called by"),
        ("birth_month", "誕生月", "the month of the birthday"),
    ),
    Purpose.ANALYSIS: (
        ("points_and_coupons", "ポイントとクーポンのご利用の記録", "the record of points and coupons"),
    ),
}
AGE: Named = ("age_answer", "年齢についてのお答え", "the answer about the age")
GIFT: Named = (
    "gift_mark",
    "入会のお礼をお渡しした印（退会から12か月）",
    "a mark that the welcome gift was given (12 months after leaving)",
)
ONLY_AT_JOINING = frozenset({"age_answer", "gift_mark"})
"""What is only ever taken from newcomers: nobody who joined before is asked again for it."""

_RETENTION: Mapping[Purpose, Named] = {
    Purpose.MEMBERSHIP: ("until_left", "退会まで", "until you leave"),
    Purpose.ANNOUNCEMENTS: ("until_stopped", "停止または退会まで", "until you stop it or leave"),
    Purpose.PROFILE: ("until_withdrawn", "お消しになるか、退会まで", "until you have it erased or leave"),
    Purpose.ANALYSIS: ("until_withdrawn", "停止または退会まで", "until you stop it or leave"),
}
_WITHDRAWAL: Mapping[Purpose, tuple[str, str]] = {
    Purpose.MEMBERSHIP: ("「退会」とお送りください", "send “leave”"),
    Purpose.ANNOUNCEMENTS: ("「停止」とお送りください", "send “stop”"),
    Purpose.PROFILE: ("「プロフィール」とお送りください", "send “profile”"),
    Purpose.ANALYSIS: ("「停止」とお送りください", "send “stop”"),
}
_SLEEP = (
    "、またはご利用のないまま{months}か月が過ぎるまで",
    ", or have not been with us for {months} months",
)
_OWN_SERVER = ("お店が管理するサーバー", "a server kept by the shop")
_ON_REQUEST = ("ご請求があれば遅滞なくお答えします", "given without delay on request")


def gather(purpose: Purpose, choices: Choices, language: str, own: Own = NOBODY) -> dict[str, Any]:
    """Give the facts: controller, purposes, items, recipients, storage, retention, withdrawal, jurisdiction.

    Purposes, items and retention have a `code`, which is the same in all languages, and a `text`.
    """
    return {
        "controller": _controller(choices, language),
        "purposes": [*_named(PURPOSES[purpose], language), *_owns(own.purposes)],
        "items": [*_named(_items(purpose, choices), language), *_owns(own.items)],
        "recipients": [],
        "storage": choices.data_location or _in(language, *_OWN_SERVER),
        "retention": _retention(purpose, choices, language),
        "withdrawal": _in(language, *_WITHDRAWAL[purpose]),
        "jurisdiction": "JP",
    }


def reaches_further(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether an old yes does not stretch to the new facts: something more, or kept for longer."""
    widened = any(_codes(new[name]) - _codes(old[name]) for name in ("purposes", "items", "recipients"))
    return widened or _lasts_longer(old["retention"], new["retention"])


def _codes(named: Iterable[Mapping[str, str]]) -> set[str]:
    return {one["code"] for one in named} - ONLY_AT_JOINING


def _lasts_longer(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """0 months of sleep mean that a membership nobody uses never ends by itself."""
    if old["code"] != new["code"]:
        return True
    before, after = old["months"] or float("inf"), new["months"] or float("inf")
    return bool(after > before)


def _controller(choices: Choices, language: str) -> dict[str, str]:
    is_hidden = choices.address_on_request
    return {
        "name": choices.company,
        "representative": choices.representative,
        "address": _in(language, *_ON_REQUEST) if is_hidden else choices.address,
        "contact": choices.contact,
    }


def _items(purpose: Purpose, choices: Choices) -> tuple[Named, ...]:
    is_joining = purpose == Purpose.MEMBERSHIP
    age = (AGE,) if is_joining and choices.asks_age else ()
    gift = (GIFT,) if is_joining and choices.gift_mark else ()
    return (*ITEMS[purpose], *age, *gift)


def _retention(purpose: Purpose, choices: Choices, language: str) -> dict[str, Any]:
    code, ja, en = _RETENTION[purpose]
    months = choices.sleep_months if purpose == Purpose.MEMBERSHIP else 0
    sleep = _in(language, *_SLEEP).format(months=months) if months else ""
    return {"code": code, "text": _in(language, ja, en) + sleep, "months": months}


def _named(known: Iterable[Named], language: str) -> list[dict[str, str]]:
    return [{"code": code, "text": _in(language, ja, en)} for code, ja, en in known]


def _owns(words: Iterable[str]) -> list[dict[str, str]]:
    """The shop's own lines are their own codes: other words may mean another thing."""
    return [{"code": f"own:{one.strip()}", "text": one.strip()} for one in words if one.strip()]


def _in(language: str, ja: str, en: str) -> str:
    return en if language == "en" else ja
