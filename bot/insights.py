"""What LINE counted, asked through its SDK: of an announcement by its unit, and of a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bot.questions import Questions
from services.insights import DayTold, OfDay, OfUnit, UnitTold

READY = "ready"


def of_unit(questions: Questions, asked: OfUnit) -> UnitTold:
    """Ask who opened and tapped; raise LineError. A number that LINE keeps to itself is None."""
    span = {"var_from": _written(asked.first), "to": _written(asked.through)}
    told = questions.ask(questions.statistics.get_statistics_per_unit, asked.unit, **span)
    overview = told.overview
    return UnitTold(
        overview.unique_impression if overview else None,
        overview.unique_click if overview else None,
        [{"seq": one.seq, "url": one.url, "tapped": one.unique_click} for one in told.clicks or []],
    )


def of_day(questions: Questions, asked: OfDay) -> DayTold | None:
    """Ask what went out and how many friends there are; None: LINE has not counted yet. Raise LineError."""
    day = _written(asked.day)
    sent = questions.ask(questions.statistics.get_number_of_message_deliveries, day)
    friends = questions.ask(questions.statistics.get_number_of_followers, var_date=day)
    if sent.status != READY:
        return None
    return DayTold(
        sent=_counts(sent),
        multicasts=_success(questions, questions.menus.get_number_of_sent_multicast_messages, day),
        pushes=_success(questions, questions.menus.get_number_of_sent_push_messages, day),
        followers=friends.followers,
        reaches=friends.targeted_reaches,
        blocks=friends.blocks,
    )


def _counts(told: Any) -> dict[str, int]:
    counts: dict[str, Any] = told.to_dict()
    return {way: count for way, count in counts.items() if way != "status" and count is not None}


def _success(questions: Questions, question: Callable[..., Any], day: str) -> int | None:
    told = questions.ask(question, day)
    return told.success if told.status == READY else None


def _written(day: date) -> str:
    return f"{day:%Y%m%d}"
