"""Hours: the parts of the day that a member can choose, within what the shop and their notice allow."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Consent
from models.members import Member
from models.notices import Notice
from services import consent
from services.settings import Choices

SHORTEST = 60
"""Minutes; what is left of a part of the day is offered only if it is no shorter."""


class DayPart(enum.StrEnum):
    """A part of the day as people speak of it."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True)
class Span:
    """From when until before when, in Japan time."""

    start: time
    end: time


WHOLE: Mapping[DayPart, Span] = {
    DayPart.MORNING: Span(time(9), time(12)),
    DayPart.AFTERNOON: Span(time(12), time(17)),
    DayPart.EVENING: Span(time(17), time(21)),
}


def offered(session: Session, member: Member, *, choices: Choices) -> dict[DayPart, Span]:
    """Give the parts of the day in which something can reach the member at all."""
    quiet = [(choices.quiet_from, choices.quiet_until), *_promised(session, member)]
    found = {part: _clear(span, quiet) for part, span in WHOLE.items()}
    return {part: span for part, span in found.items() if span is not None}


def _promised(session: Session, member: Member) -> list[tuple[time, time]]:
    """The quiet hours in the words that the member said yes to."""
    agreed = (
        select(Notice.quiet_from, Notice.quiet_until)
        .join(Consent, Consent.notice_id == Notice.id)
        .where(Consent.member_id == member.id, Consent.is_given, Consent.purpose.in_(consent.UNASKED))
    )
    rows = session.execute(agreed.distinct()).all()
    return [(row.quiet_from, row.quiet_until) for row in rows if None not in row]


def _clear(span: Span, quiet: list[tuple[time, time]]) -> Span | None:
    """Cut the quiet hours out, and give the longest piece that is left."""
    pieces: list[list[int]] = [[]]
    for minute in range(_minute(span.start), _minute(span.end)):
        if any(_is_between(minute, _minute(start), _minute(end)) for start, end in quiet):
            pieces.append([])
        else:
            pieces[-1].append(minute)
    longest = max(pieces, key=len)
    if len(longest) < SHORTEST:
        return None
    return Span(_time(longest[0]), _time(longest[-1] + 1))


def _is_between(minute: int, start: int, end: int) -> bool:
    """From start until before end, round midnight where need be; equal ones hold nothing between them."""
    return start <= minute < end if start <= end else minute >= start or minute < end


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
