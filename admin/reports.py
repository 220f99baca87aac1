"""Reports: how far announcements have come, in words and figures."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin import composing, home, insights, pages
from admin.forms import Form
from admin.parts import Visit
from models.announcements import Announcement, AnnouncementState
from models.topics import Topic
from services import announcements, cadences, canaries, progress

SHOWN = 50
RESUMABLE = (AnnouncementState.PAUSED, AnnouncementState.OUT_OF_QUOTA)


def newest(session: Session) -> list[Announcement]:
    """Give the last announcements, the newest first."""
    return list(session.scalars(select(Announcement).order_by(Announcement.id.desc()).limit(SHOWN)))


def page(visit: Visit, found: Announcement, *, form: Form | None = None) -> str:
    """Draw the page of one that is no longer a draft."""
    return pages.show(
        "announcement.html",
        visit,
        form=form or Form(None),
        after=insights.after(visit, found),
        slow=cadences.reason(visit.session, choices=visit.choices, now=visit.now),
        **_values(visit, found),
    )


def fragment(visit: Visit, found: Announcement) -> str:
    return pages.show("announcement-progress.html", visit, **_values(visit, found))


def _values(visit: Visit, found: Announcement) -> dict[str, object]:
    return {
        "found": found,
        "topic": visit.session.get(Topic, found.topic_id),
        "report": progress.show(visit.session, found.id, now=visit.now),
        "trouble": progress.trouble(visit.session),
        "states": states(),
        "reasons": home.reasons(),
        "drawn": _drawn(visit, found, visit.staff.language.value),
        "canary": canaries.of(visit.session, found),
        "is_alive": found.state in announcements.ALIVE,
        "may_pause": found.state in announcements.STOPPABLE,
        "may_resume": found.state in RESUMABLE,
    }


def _drawn(visit: Visit, found: Announcement, language: str) -> list[dict[str, Any]]:
    spoken = {words["language"]: words["messages"] for words in found.messages or []}
    words = spoken.get(language) or spoken.get("ja") or []
    return composing.near(visit, composing.with_example(visit, words, language))


def states() -> dict[AnnouncementState, tuple[str, str]]:
    """Name each state, and how its badge looks."""
    return {
        AnnouncementState.DRAFT: (_("下書き"), ""),
        AnnouncementState.SCHEDULED: (_("予定済み"), "busy"),
        AnnouncementState.PLANNING: (_("準備中"), "busy"),
        AnnouncementState.SENDING: (_("配信中"), "busy"),
        AnnouncementState.SENT: (_("配信済み"), "good"),
        AnnouncementState.PAUSED: (_("一時停止中"), "stop"),
        AnnouncementState.CANCELLED: (_("取りやめ"), ""),
        AnnouncementState.EXPIRED: (_("時間切れ"), "stop"),
        AnnouncementState.OUT_OF_QUOTA: (_("LINEの通数が足りません"), "stop"),
    }
