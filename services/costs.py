"""Costs: what an announcement costs under the shop's plan with LINE, in yen before tax."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.sendings import Sending, SendingState
from services import expiry_dues, japan, quotas
from services.quotas import Month
from services.settings import Choices

LETTERS_SEEN = timedelta(days=28)
"""So far back is looked to tell how many letters of service there will be."""


@dataclass(frozen=True)
class Plan:
    """A plan with LINE: yen a month, messages within it, and the price of one beyond (None: there is none).

    The source of LINE's own is lycbiz.com/jp/service/line-official-account/plan/, as of 2026.
    """

    fee: int
    free: int
    price: Decimal | None


PLANS: Mapping[str, Plan] = {
    "communication": Plan(0, 200, None),
    "light": Plan(5_000, 5_000, None),
    "standard": Plan(15_000, 30_000, Decimal(3)),  # at most; LINE's price falls with the number
}
"""LINE's plans in Japan; the shop may put figures of its own in their place."""


@dataclass(frozen=True)
class Estimate:
    """What sending to so many people costs, and what the month comes to with it."""

    messages: int
    yen: int | None
    """Beyond the plan's monthly fee; None: the plan is not known."""
    left: int | None
    """Before it; None: not known, or no limit."""
    forecast: int
    """Messages of the whole month with this one: what is scheduled and the letters to be expected too."""
    forecast_yen: int | None
    """With the monthly fee."""
    read_at: datetime | None

    @property
    def is_too_much(self) -> bool:
        return self.left is not None and self.messages > self.left


def plan(choices: Choices) -> Plan | None:
    """Give the shop's plan: LINE's figures, and the shop's own where it has some; None: nobody said which."""
    found = PLANS.get(choices.line_plan)
    if found is None and choices.line_plan != "other":
        return None
    return _own(found or Plan(0, 0, None), choices)


def _own(found: Plan, choices: Choices) -> Plan:
    fee = found.fee if choices.plan_fee is None else choices.plan_fee
    free = found.free if choices.plan_free is None else choices.plan_free
    return Plan(fee, free, found.price if choices.plan_price is None else choices.plan_price)


def beyond(plan: Plan, messages: int) -> int:
    """Price a month's messages beyond those within the plan, in whole yen, rounded up."""
    extra = max(messages - plan.free, 0)
    return int((extra * (plan.price or Decimal(0))).to_integral_value(ROUND_CEILING))


def estimate(
    people: int,
    month: Month | None,
    *,
    letters: int,
    scheduled: int = 0,
    choices: Choices,
    is_safety: bool = False,
) -> Estimate:
    """Tell what it costs to write to so many; each person is one message, however many texts it has.

    What else is scheduled is taken to reach as many.
    """
    known, used = plan(choices), (month.used + month.waiting if month else 0)
    forecast = used + people * (1 + scheduled) + letters
    return Estimate(
        messages=people,
        yen=None if known is None else beyond(known, used + people) - beyond(known, used),
        left=month.left(0 if is_safety else choices.service_reserve) if month else None,
        forecast=forecast,
        forecast_yen=None if known is None else known.fee + beyond(known, forecast),
        read_at=month.read_at if month else None,
    )


def scheduled_ahead(session: Session, *, now: datetime) -> int:
    """Count the announcements of this month that are scheduled and whose people are not chosen yet."""
    ahead = select(func.count()).where(
        Announcement.state.in_((AnnouncementState.SCHEDULED, AnnouncementState.PLANNING)),
        Announcement.scheduled_at < japan.start_of(quotas.next_month(now)),
    )
    return session.scalar(ahead) or 0


def letters_ahead(session: Session, *, now: datetime, choices: Choices | None = None) -> int:
    """Tell how many letters of service the rest of the month will see.

    Those about expiry are counted one by one, by the shop's choices; others go by the last four weeks.
    """
    seen = select(func.count()).where(
        Sending.first_attempt_at > now - LETTERS_SEEN,
        Sending.announcement_id.is_(None),
        Sending.purpose.is_not(None),
        Sending.state == SendingState.ACCEPTED,
    )
    days = (quotas.next_month(now) - japan.day(now)).days
    others = int(session.scalar(seen) or 0) - expiry_dues.written_since(session, now - LETTERS_SEEN)
    due = expiry_dues.count(session, choices=choices or Choices(), now=now)
    return max(others, 0) * days // LETTERS_SEEN.days + due
