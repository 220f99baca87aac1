"""Home: how many people there are, how many may be written to, and why the others may not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from admin import insights, pages, pictures, sources, standing
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed
from models.announcements import Announcement
from models.staff import Role
from services import (
    audiences,
    cadences,
    checkpoints,
    counts,
    day_summaries,
    japan,
    progress,
    runs,
    settings,
    staff,
    topics,
)
from services import sources as roads
from services.checkpoints import Window

DAYS = 14
DRAWN = ("followed", "joined", "blocked")
ALIVE = timedelta(minutes=2)


@dataclass(frozen=True)
class Health:
    """Whether the shop can speak and hear."""

    has_line: bool
    trouble: str | None
    """LINE's answer where it does not let us in."""
    last_beat: datetime | None
    is_beating: bool
    window: Window
    """What of the ledger no signed root covers yet."""


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    today = japan.day(visit.now)
    daily = counts.by_day(visit.session, today - timedelta(days=DAYS - 1))
    numbers = Counter[tuple[date, str]]()
    for row in daily:
        numbers[row.day, row.kind] += row.total
    return pages.show(
        "home.html",
        visit,
        totals=counts.totals(visit.session),
        ever=counts.ever(visit.session),
        audience=_audience(visit),
        reasons=reasons(),
        kinds=kinds(),
        roads=roads.roads(visit.session),
        names=sources.names(visit),
        daily=daily,
        picture=pictures.of_days(numbers, DRAWN, until=today, days=DAYS),
        health=_health(visit),
        slow=cadences.reason(visit.session, choices=visit.choices, now=visit.now),
        bypasses=insights.bypasses(visit),
        **_day(visit),
    )


def _day(visit: Visit) -> dict[str, object]:
    """Give yesterday's points, for owners."""
    if visit.staff.role != Role.OWNER:
        return {}
    return {
        "yesterday": day_summaries.yesterday(visit.session, now=visit.now),
        "point_kinds": standing.kinds(),
        "staff": staff.names(visit.session),
    }


def _audience(visit: Visit) -> audiences.Audience:
    news = topics.by_code(visit.session, topics.NEWS)
    return audiences.of(visit.session, Announcement(topic_id=news.id), choices=visit.choices, now=visit.now)


def _health(visit: Visit) -> Health:
    last = runs.last_beat(visit.session)
    return Health(
        _has_line(visit),
        progress.trouble(visit.session),
        last,
        last is not None and visit.now - last < ALIVE,
        checkpoints.window(visit.session, now=visit.now),
    )


def _has_line(visit: Visit) -> bool:
    return bool(visit.parts.settings.line_channel_secret or _entered(visit.session, visit))


def _entered(session: Session, visit: Visit) -> bool:
    return settings.read_secret(session, visit.vault, "line_channel_secret") is not None


def reasons() -> dict[str, str]:
    """Say why somebody is not written to."""
    return {
        "no_consent": _("お知らせを希望されていない"),
        "not_named": _("登録のときの文面に、安全に関わるご連絡が書かれていない"),
        "blocked": _("ブロックまたは友だちでない"),
        "topic_off": _("この話題は希望されていない"),
        "paused": _("お休み中"),
        "rhythm": _("ご本人の選んだ回数に達している"),
        "slowed": _("間をあけている期間で、この30日に2通お届けしている"),
        "cap": _("1週間の上限に達している"),
        "hours": _("時間帯が合わない"),
        "coupon": _("添えるクーポンを上限まで受け取られている、残りがない、またはほかの会員ランクの方のもの"),
    }


def kinds() -> dict[str, str]:
    """Name what is counted by day."""
    return {
        "followed": _("友だち追加"),
        "returned": _("ブロック解除"),
        "blocked": _("ブロック"),
        "asked_membership": _("登録のおたずね"),
        "joined": _("会員登録"),
        "refused": _("登録しない"),
        "asked_announcements": _("お知らせのおたずね"),
        "accepted_announcements": _("お知らせ希望"),
        "declined": _("お知らせ不要"),
        "stopped": _("停止"),
        "left": _("退会"),
        "points_forfeited": _("退会で失われたポイント"),
    }
