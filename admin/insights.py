"""After an announcement: who opened and tapped, who left, what LINE counted, and what went past us."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from admin.parts import Visit
from models.announcements import Announcement
from models.insights import UnitInsight
from services import echoes, insights, japan, reconciliations
from services.echoes import Echoes
from services.reconciliations import Bypass, Day

SHOWN = timedelta(days=14)
"""For so long the home page tells what went past us."""


@dataclass(frozen=True)
class After:
    """What is known once an announcement has begun to go out."""

    insight: UnitInsight | None
    echoes: Echoes
    numbers: list[str]
    days: list[tuple[Day, str]]
    """Each with its sentence."""


def after(visit: Visit, found: Announcement) -> After | None:
    """Give what came of it; None: nothing went out yet."""
    numbers = echoes.numbers(visit.session, found)
    if not numbers:
        return None
    days = [(day, sentence(day)) for day in reconciliations.days_of(visit.session, found)]
    return After(insights.of(visit.session, found), echoes.of(visit.session, found), numbers, days)


def sentence(day: Day) -> str:
    """Say how LINE's count compares with ours, and why it may differ."""
    if day.delivered is None:
        return _("20通に満たない日は、LINEが数を出しません。")
    difference = day.difference or 0
    if not difference:
        return _("LINEの集計と、こちらの記録は同じです。")
    count = f"{abs(difference):,}"
    if difference < 0:
        return _(
            "LINEの集計のほうが%(count)s通少なくなっています。受け付けのあとでブロックやLINEの退会が"
            "分かった方には、LINEが届けないためです。",
            count=count,
        )
    if difference <= day.unknown:
        return _(
            "LINEの集計のほうが%(count)s通多くなっています。届いたか分からないと記した送信が、届いていました。",
            count=count,
        )
    return _(
        "LINEの集計のほうが%(count)s通多くなっています。同じ接続情報を使う、ほかの仕組みから送られたようです。",
        count=count,
    )


def bypasses(visit: Visit) -> list[Bypass]:
    """Give what the last days sent past us."""
    return reconciliations.bypasses(visit.session, since=japan.day(visit.now) - SHOWN)
