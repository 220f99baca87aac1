"""Reach: whom an announcement gets to, whom not and why, what it costs, and whether the month has room."""

from datetime import datetime
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import counting, drafts, home, pages
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.announcements import Announcement
from services import dry_runs, quotas


def of(visit: Visit, topic_id: int | None, *, is_safety: bool) -> dict[str, Any]:
    """Give what the card beside a draft shows; no figures: they are being counted."""
    figures = counting.of(visit, topic_id, is_safety=is_safety) if topic_id is not None else None
    reach = dry_runs.reach(figures, choices=visit.choices, is_safety=is_safety) if figures else None
    return {"reach": reach, "is_counting": topic_id is not None and reach is None, "why": reasons()}


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    """Give the card's fragment, for what is being typed."""
    form = drafts.form(visit, typed=True)
    shown = of(visit, form.topic.data, is_safety=bool(form.is_safety.data))
    return pages.show("announcement-reach.html", visit, **shown)


@allowed(*MARKETING)
def run(visit: Visit) -> ResponseReturnValue:
    """Judge every member now, and show a few of them, so that nobody is recognised."""
    form = drafts.form(visit, typed=True)
    topic_id, is_safety = form.topic.data, bool(form.is_safety.data)
    if topic_id is None:
        return pages.show("announcement-reach.html", visit, reach=None, is_counting=False)
    wanted = Announcement(topic_id=topic_id, is_safety=is_safety)
    figures = dry_runs.count(visit.session, wanted, choices=visit.choices, now=visit.now)
    counting.put(topic_id, figures, is_safety=is_safety)
    reach = dry_runs.reach(figures, choices=visit.choices, is_safety=is_safety)
    people = dry_runs.sample(visit.session, wanted, choices=visit.choices, now=visit.now)
    return pages.show(
        "announcement-reach.html", visit, reach=reach, is_counting=False, people=people, why=reasons()
    )


def check(visit: Visit, found: Announcement, at: datetime | None) -> None:
    """Raise QuotaTooSmall where the figures say so already; the plan, once whole, says it exactly."""
    figures = counting.of(visit, found.topic_id, is_safety=found.is_safety)
    if figures is not None:
        quotas.check(
            visit.session,
            figures.audience.reachable,
            at=at,
            choices=visit.choices,
            now=visit.now,
            is_safety=found.is_safety,
        )


def reasons() -> dict[str, str]:
    return {**home.reasons(), dry_runs.QUOTA: _("LINEの通数が足りない（どなたにも送りません）")}
