"""Coupon terms in plain words: what it gives, and when, where, for whom and for what purchase it holds."""

from collections.abc import Sequence
from datetime import date

from bot.wording import figures
from bot.wording.languages import Language, Say
from services.coupon_terms import Terms
from services.tier_codes import Rank

GIVES = {
    "yen_off": Say(ja="お会計から{amount}円引き", en="{amount} yen off your bill"),
    "percent_off": Say(ja="お会計から{amount}%引き", en="{amount}% off your bill"),
    "member_price": Say(ja="会員価格 {amount}円", en="{amount} yen for members"),
    "gift": Say(ja="お品を差し上げます", en="A gift for you"),
}
USUALLY = Say(ja="{price}（通常 {usual}円）", en="{price} (usually {usual} yen)")
MINIMUM = Say(ja="税込{yen}円以上のお会計で", en="For bills of {yen} yen or more, tax included")
ON_DAYS = Say(ja="{days}曜日にお使いいただけます", en="On {days}")
ON_WORKDAYS = Say(ja="平日（月〜金曜日）にお使いいただけます", en="On weekdays (Monday to Friday)")
ON_WEEKENDS = Say(ja="土・日曜日にお使いいただけます", en="On Saturdays and Sundays")
WITHOUT = Say(ja="{days}を除きます", en="Not on {days}")
AND_MORE = Say(ja="{days} ほか{count}日", en="{days} and {count} more")
PER_DAY = Say(ja="お一人さま1日{count}枚まで", en="{count} a day for each member")
FOR_RANKS = Say(ja="{ranks}の会員の方に", en="For {ranks} members")
WORKDAYS, WEEKEND, WEEK = [0, 1, 2, 3, 4], [5, 6], 7
DAYS_NAMED = 5
"""More days that are taken out are counted, not named."""


def composed(terms: Terms, language: Language) -> list[str]:
    """Say what the fields say, a line each; what holds always is not said."""
    minimum = MINIMUM(language, yen=figures.number(terms.minimum_yen)) if terms.minimum_yen else None
    per_day = PER_DAY(language, count=terms.per_day) if terms.per_day else None
    said = (
        gives(terms, language),
        minimum,
        on_days(terms.weekdays, language) if len(terms.weekdays) < WEEK else None,
        without(terms.blackouts, language) if terms.blackouts else None,
        per_day,
        for_ranks(terms.ranks, language) if terms.ranks else None,
    )
    return [line for line in said if line is not None]


def gives(terms: Terms, language: Language) -> str | None:
    """Say what it takes off or gives; nothing where its title says it all."""
    say = GIVES.get(terms.kind.value)
    if say is None:
        return None
    said = say(language, amount=figures.number(terms.amount or 0))
    if terms.usual_yen is None:
        return said
    return USUALLY(language, price=said, usual=figures.number(terms.usual_yen))


def on_days(weekdays: Sequence[int], language: Language) -> str:
    if list(weekdays) == WORKDAYS:
        return ON_WORKDAYS(language)
    if list(weekdays) == WEEKEND:
        return ON_WEEKENDS(language)
    return ON_DAYS(language, days=named(weekdays, language))


def named(weekdays: Sequence[int], language: Language) -> str:
    """月・火・金 / Mondays, Tuesdays and Fridays."""
    if language == "en":
        return listed([f"{figures.WEEKDAYS_EN[day]}s" for day in weekdays], language)
    return listed([figures.WEEKDAYS_JA[day] for day in weekdays], language)


def without(days: Sequence[date], language: Language) -> str:
    shown = listed([figures.short_day(day, language) for day in days[:DAYS_NAMED]], language)
    if len(days) > DAYS_NAMED:
        shown = AND_MORE(language, days=shown, count=len(days) - DAYS_NAMED)
    return WITHOUT(language, days=shown)


def for_ranks(ranks: Sequence[Rank], language: Language) -> str:
    return FOR_RANKS(language, ranks=listed([rank.name(language) for rank in ranks], language))


def listed(parts: Sequence[str], language: Language) -> str:
    """A・B・C / A, B and C."""
    if language != "en":
        return "・".join(parts)
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
