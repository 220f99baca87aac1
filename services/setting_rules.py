"""Setting rules: what each of the shop's choices takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

LINE_PLANS = ("", "communication", "light", "standard", "other")
"""LINE's plans in Japan; empty: nobody said which."""
ADDRESS = re.compile(r"(https://|http://(127\.0\.0\.1|localhost)[:/])[!-~]{1,290}")
"""An address that may be opened: encrypted, or on this machine for trying out."""
POINTS_EXPIRY = ("fixed", "rolling")
RETURN_DEBT = ("debt", "floor", "staff")
BASIC_ID = re.compile(r"[a-z0-9][a-z0-9._-]{2,19}")
"""LINE's ids are of small letters, digits and . _ - (Official Account Manager)."""
CARD_CODES = ("qr", "code128", "jan13")
"""What the picture of a card shows: the QR code alone, or with one of two barcodes."""
PREFIX = re.compile(r"(?:02|2[0-9])[0-9]{2}", re.ASCII)
PRICE = re.compile(r"\d{1,3}(\.\d{1,2})?")


@dataclass(frozen=True)
class Rule:
    """What a setting takes: a reader of text, the kind's name and a limit (longest text, largest number)."""

    read: Callable[[str], Any]
    kind: str
    limit: int


def _time(text: str) -> time:
    return time.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)


def _date(text: str) -> date:
    return date.fromisoformat(text.strip())


def _bool(text: str) -> bool:
    words = {
        "yes": True,
        "true": True,
        "on": True,
        "1": True,
        "no": False,
        "false": False,
        "off": False,
        "0": False,
    }
    return words[text.strip().lower()]


def _if_given(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Read a choice that may be left open."""
    return lambda text: read(text) if text.strip() else None


def _yen(text: str) -> Decimal:
    """Read a price such as 3 or 2.8; raise ValueError."""
    if not PRICE.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text.strip())


def _basic_id(text: str) -> str:
    """Read an account's basic or premium id, with or without its @; raise ValueError."""
    name = text.strip().lstrip("@＠").lower()
    if name and not BASIC_ID.fullmatch(name):
        raise ValueError(text)
    return f"@{name}" if name else ""


def _card_code(text: str) -> str:
    return CARD_CODES[CARD_CODES.index(text.strip())]


def _prefix(text: str) -> str:
    """Read the four digits before a card's number in its JAN code; raise ValueError."""
    if not PREFIX.fullmatch(text.strip()):
        raise ValueError(text)
    return text.strip()


def _plan(text: str) -> str:
    return LINE_PLANS[LINE_PLANS.index(text.strip())]


def _https(text: str) -> str:
    """Read an address that nobody can read along; empty: there is none. Raise ValueError."""
    address = text.strip()
    if address and not ADDRESS.fullmatch(address):
        raise ValueError(text)
    return address


def _one_of(values: tuple[str, ...]) -> Rule:
    return Rule(lambda text: values[values.index(text.strip())], "choice", 0)


def _text(limit: int) -> Rule:
    return Rule(str.strip, "text", limit)


def _number(limit: int) -> Rule:
    return Rule(int, "number", limit)


def _positive(limit: int) -> Rule:
    return Rule(int, "positive", limit)


RULES: Mapping[str, Rule] = {
    "shop_name": _text(20),
    "company": _text(60),
    "representative": _text(40),
    "contact": _text(80),
    "contact_hours": _text(40),
    "shop_hours": _text(200),
    "address": _text(120),
    "greeting": _text(300),
    "greeting_en": _text(300),
    "quiet_from": Rule(_time, "time", 0),
    "quiet_until": Rule(_time, "time", 0),
    "weekly_cap": _number(50),
    "slow_until": Rule(_if_given(_date), "date", 0),
    "pace_per_minute": _number(10_000_000),
    "canary_share": _number(50),
    "approval_required": Rule(_if_given(_bool), "yes_or_no", 0),
    "line_plan": Rule(_plan, "plan", 0),
    "plan_fee": Rule(_if_given(int), "number", 10_000_000),
    "plan_free": Rule(_if_given(int), "number", 100_000_000),
    "plan_price": Rule(_if_given(_yen), "number", 100),
    "service_reserve": _number(100_000_000),
    "welcome_points": _number(10_000),
    "point_yen": _positive(1_000),
    "earn_yen": _positive(100_000),
    "points_months": _positive(120),
    "points_expiry": _one_of(POINTS_EXPIRY),
    "return_days": _number(365),
    "return_debt": _one_of(RETURN_DEBT),
    "grant_limit": _number(1_000_000),
    "earn_notice_days": _number(366),
    "minimum_age": _number(20),
    "staff_answer_chats": Rule(_bool, "yes_or_no", 0),
    "age_question": Rule(_bool, "yes_or_no", 0),
    "sleep_months": _number(120),
    "address_on_request": Rule(_bool, "yes_or_no", 0),
    "safety_measures": _text(1000),
    "data_location": _text(80),
    "transfer_limit": _number(10_000_000),
    "backup_days": _positive(366),
    "key_sheet": _text(64),
    "tier_notice_days": _number(366),
    "expiry_letter_from": _positive(1_000_000),
    "staff_daily_points": _number(100_000_000),
    "gift_mark": Rule(_bool, "yes_or_no", 0),
    "welcome_from_purchase": Rule(_bool, "yes_or_no", 0),
    "is_sample": Rule(_bool, "yes_or_no", 0),
    "allowed_names": _text(1000),
    "link_url": Rule(_https, "address", 300),
    "line_basic_id": Rule(_basic_id, "basic_id", 0),
    "card_code": Rule(_card_code, "card_code", 0),
    "card_prefix": Rule(_prefix, "prefix", 0),
    "spend_by_card": Rule(_bool, "yes_or_no", 0),
    "device_daily_points": _number(10_000_000),
    "device_minutes": _positive(60),
}
