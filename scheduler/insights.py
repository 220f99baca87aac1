"""What LINE counted is asked for one question at a time, with no transaction open while it answers."""

from collections.abc import Callable
from datetime import datetime

import structlog

from bot import insights as asking
from bot.answers import LineError
from bot.line import Wire
from models import base
from services import insights
from services.insights import OfUnit, Question

Clock = Callable[[], datetime]
log = structlog.get_logger("scheduler")


def ask(sessions: base.Sessions, clock: Clock, wire: Callable[[], Wire]) -> None:
    """Put the next question that is due; what has no answer is put again in an hour."""
    with sessions.begin() as session:
        question = insights.claim(session, now=clock())
    if question is None:
        return
    try:
        _ask(sessions, clock, wire(), question)
    except LineError as refusal:
        log.warning("insight_not_told", answer=refusal.answer.word)


def _ask(sessions: base.Sessions, clock: Clock, wire: Wire, question: Question) -> None:
    if isinstance(question, OfUnit):
        unit = asking.of_unit(wire.questions, question)
        with sessions.begin() as session:
            insights.note_unit(session, question, unit, now=clock())
        return
    day = asking.of_day(wire.questions, question)
    with sessions.begin() as session:
        insights.note_day(session, question, day, now=clock())
