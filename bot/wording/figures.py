"""Days, times and numbers as people read them; always Japan time."""

from datetime import date, datetime, time

from bot.wording.languages import Language
from services import japan

WEEKDAYS_JA = "月火水木金土日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# fmt: off
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on


def day(value: date, language: Language) -> str:
    """2026年12月31日（木） / Thursday 31 December 2026. An instant is read as its day in Japan."""
    if isinstance(value, datetime):
        value = japan.day(value)
    if language == "en":
        return f"{WEEKDAYS_EN[value.weekday()]} {value.day} {MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日（{WEEKDAYS_JA[value.weekday()]}）"


def short_day(value: date, language: Language) -> str:
    """12月31日（木） / Thursday 31 December."""
    if language == "en":
        return f"{WEEKDAYS_EN[value.weekday()]} {value.day} {MONTHS_EN[value.month - 1]}"
    return f"{value.month}月{value.day}日（{WEEKDAYS_JA[value.weekday()]}）"


def clock(value: datetime) -> str:
    """14:05 in Japan."""
    return f"{japan.clock(value):%H:%M}"


def hours(start: time, end: time, language: Language) -> str:
    """9時〜12時 / 9:00-12:00, in Japan; minutes only where there are some."""
    if language == "en":
        return f"{start.hour}:{start:%M}-{end.hour}:{end:%M}"
    return f"{_hour_ja(start)}〜{_hour_ja(end)}"


def moment(value: datetime, language: Language) -> str:
    """2026年12月3日（木）14:07 / Thursday 3 December 2026, 14:07."""
    between = ", " if language == "en" else ""
    return f"{day(value, language)}{between}{clock(value)}"


def _hour_ja(value: time) -> str:
    return f"{value.hour}時{value.minute}分" if value.minute else f"{value.hour}時"


def same_day(one: datetime, other: datetime) -> bool:
    return japan.day(one) == japan.day(other)


def number(value: int) -> str:
    """1,234."""
    return f"{value:,}"


def points(value: int, language: Language) -> str:
    """1,234ポイント / 1,234 points."""
    if language == "en":
        return f"{value:,} point" if value == 1 else f"{value:,} points"
    return f"{value:,}ポイント"


def coupons(value: int, language: Language) -> str:
    """クーポン2枚 / 2 coupons."""
    if language == "en":
        return f"{value:,} coupon" if value == 1 else f"{value:,} coupons"
    return f"クーポン{value:,}枚"


def card_number(value: str) -> str:
    """1234-5678, easy to read aloud at the counter."""
    return f"{value[:4]}-{value[4:]}"
