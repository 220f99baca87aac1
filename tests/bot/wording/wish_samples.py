"""Values for the preference centre: every state, no topic and as many as there can be."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from bot.wording import consent, preferences, settings, topics
from services.topics import MOST

Case = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
DAY = date(2026, 12, 31)
MORNING = (time(9), time(12))
STATES = (
    settings.State(is_receiving=True, is_reminded=True, topics_wanted=1, topics_offered=1),
    settings.State(
        is_receiving=True,
        is_reminded=True,
        topics_wanted=59,
        topics_offered=60,
        rhythm="important",
        hours=(time(10, 30), time(12)),
        resting_until=DAY,
        has_profile=True,
        has_web_shop=True,
    ),
    settings.State(is_receiving=True, is_reminded=False, rhythm="twice_monthly", resting_until=DAY),
    settings.State(is_receiving=False, is_reminded=True, hours=MORNING),
    settings.State(is_receiving=False, is_reminded=False, rhythm="weekly", has_profile=True),
)
NEWS = topics.Topic("news", "新商品", True)
LONG = topics.Topic("q" * 24, "話" * 20, False)


def cases() -> list[Case]:
    found: list[Case] = [(settings.menu, (state,), {}) for state in STATES]
    found += [(topics.offered, (many,), {}) for many in ([], [NEWS], [NEWS, LONG], [LONG] * MOST)]
    found += [
        (topics.switched, (topic,), {"is_receiving": way}) for topic in (NEWS, LONG) for way in (True, False)
    ]
    found += [(preferences.rhythm_changed, (rhythm,), {}) for rhythm in (*preferences.RHYTHMS, None)]
    found += [(preferences.rest_ended, (), {"is_stopped": way}) for way in (True, False)]
    found += [(preferences.hours, ({}, None), {}), (preferences.hours, (_parts(), (time(9), time(21))), {})]
    found += [(preferences.hours_changed, (part, MORNING), {}) for part in preferences.PARTS]
    found += [(consent.stopped_or_erased, (), {"one_under_way": way}) for way in (True, False)]
    return [
        *found,
        (preferences.hours_changed, (preferences.ANY_TIME, None), {}),
        (preferences.rested, (), {"last_day": DAY}),
        (preferences.rhythms, (), {}),
        (preferences.rhythms_and_none, (), {}),
        (preferences.breaks, (), {}),
        (preferences.not_resting, (), {}),
        (preferences.languages, (), {}),
        (preferences.language_changed, (), {}),
        (topics.gone, (), {}),
    ]


def _parts() -> dict[str, preferences.Hours]:
    return dict.fromkeys(preferences.PARTS, (time(10, 30), time(12, 45)))
