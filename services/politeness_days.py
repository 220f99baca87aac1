"""Days: the weekday fits the date, the day exists, the last day is not over, an offer says until when."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from services.politeness_pressure import WEEKDAYS, written
from services.politeness_reading import Mark, Reading, Whole

LATELY = timedelta(days=60)
"""A date without a year that lies no further back is taken as past; any other as yet to come."""
_WEEKDAY = (
    r"\s*(?:\((?P<short>[月火水木金土日])(?:曜日?)?(?:[・,/]?祝日?)?\)|(?P<long>[月火水木金土日])曜日?)"
)
_DATE = re.compile(
    r"(?<![\d/])(?:(?P<year>20\d\d)[年/]\s*)?(?P<month>\d{1,2})[月/]\s*(?P<day>\d{1,2})"
    rf"(?:日|(?=\s*\([月火水木金土日]))(?:{_WEEKDAY})?"
    r"|(?<![\d月/])(?P<only>\d{1,2})日\((?P<its>[月火水木金土日])(?:・祝)?\)"
)
_UNTIL = re.compile(r"\s*(?:[0-2]?\d(?::\d\d|時半?)(?:\d\d分)?)?\s*(?:まで|迄|限り|〆|締|必着|を?最終日)")
_LAST = re.compile(r"(?:締め?切り?日?|〆切り?|最終日|期限|until|by)(?:は|が|:|\s)*$")
_RANGE = re.compile(r"(?:[〜~–-]|から)\s*$")
_OVER = re.compile(r"ました|でした|くださり|ありがとう")
_OFFER = re.compile(
    r"\d+\s*%\s*(?:OFF|オフ|引き?|割引)|\d円(?:OFF|オフ|引き)|半額|割引|セール|キャンペーン", re.IGNORECASE
)
_BOUND = re.compile(
    r"\d日|\d/\d|毎[週月日朝]|毎年|いつでも|期限|期間|終了|次第|まで|本日|(?:月|火|水|木|金|土|日)曜|unt?il"
)


class Day(NamedTuple):
    """A date in a text: the day that it means, if there is such a day, and the weekday that it claims."""

    found: re.Match[str]
    day: date | None
    weekday: str | None


def judge(reading: Reading, whole: Whole) -> Iterator[Mark]:
    """Find wrong weekdays, days that do not exist and last days that are over."""
    for named in days(reading, whole.day):
        start, end = named.found.span()
        if named.day is None:
            yield Mark("no_such_day", start, end)
        elif named.weekday and named.weekday != WEEKDAYS[named.day.weekday()]:
            yield Mark("weekday", start, end, written(named.day))
        elif _is_over(reading, named, whole.day):
            yield Mark("expired", start, end)


def open_offers(reading: Reading, whole: Whole) -> Iterator[Mark]:
    """Find an offer where nothing in the announcement says until when."""
    found = _OFFER.search(reading.text)
    if found and not whole.has_coupon and not any(_BOUND.search(other.text) for other in whole.readings):
        yield Mark("no_end", found.start(), found.end(), f"{found.group()}（◯月◯日（◯）まで）")


def has_end(reading: Reading, day: date) -> bool:
    """Tell whether it names a last day that is not over."""
    return any(
        named.day is not None and named.day >= day and _is_last(reading, named)
        for named in days(reading, day)
    )


def days(reading: Reading, today: date) -> Iterator[Day]:
    """Give every date, one without a month being of the month named before."""
    before: date | None = None
    for found in _DATE.finditer(reading.text):
        if found["only"] is None:
            before = _meant(found, today)
            yield Day(found, before, found["short"] or found["long"])
        elif before is not None:
            yield Day(found, _date(before.year, before.month, int(found["only"])), found["its"])


def _meant(found: re.Match[str], today: date) -> date | None:
    """Give the day of that year, or without one the first that is not long past."""
    years = [int(found["year"])] if found["year"] else [today.year + more for more in (-1, 0, 1)]
    known = [_date(year, int(found["month"]), int(found["day"])) for year in years]
    return next((one for one in known if one and (found["year"] or one >= today - LATELY)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_last(reading: Reading, named: Day) -> bool:
    before = reading.text[: named.found.start()]
    return bool(
        _UNTIL.match(reading.text, named.found.end()) or _LAST.search(before) or _RANGE.search(before)
    )


def _is_over(reading: Reading, named: Day, today: date) -> bool:
    """Tell whether a last day is past, in a sentence that does not speak of the past."""
    is_past = named.day is not None and named.day < today
    return is_past and _is_last(reading, named) and not _OVER.search(reading.sentence_of(named.found.start()))
