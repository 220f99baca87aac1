"""Setting rules: what each of the shop's choices takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

LINE_PLANS = ("", "communication", "light", "standard", "other")
"""LINE's plans in Japan; empty: nobody said which."""
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


def _plan(text: str) -> str:
    return LINE_PLANS[LINE_PLANS.index(text.strip())]


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
}
