"""Pages say that the shop writes half as often, after which announcement, and let the owner end it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.announcements import AnnouncementState
from models.echoes import Echo
from services import settings
from tests.admin.shop import Parts, Visitor
from tests.admin.test_keeping_shop import MANNERS
from tests.makers import Make


@pytest.fixture
def slowed(parts: Parts) -> int:
    """The announcement after which the shop was slowed down."""
    now = parts.clock()
    with parts.sessions.begin() as session:
        make, end = Make(session, parts.vault()), now + timedelta(hours=3)
        made = make.announcement(
            state=AnnouncementState.SENT, planned=1234, scheduled_at=now, valid_until=end
        )
        session.add(Echo(announcement_id=made.id, people=1234, left=45, slowed_at=now))
        settings.change(session, "slow_until", (now + timedelta(days=28)).date().isoformat(), now=now)
        return made.id


@pytest.mark.parametrize("where", ["", "announcements/{number}"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", ("お知らせの間をあけています", "1,234人のうち45人")),
        ("en", ("less often", "45 of the 1,234 people")),
    ],
)
def test_the_page_says_why(
    slowed: int, signed_in: Callable[[str], Visitor], where: str, language: str, said: tuple[str, str]
) -> None:
    visitor = signed_in("marketer")
    visitor.post("/admin/language", language=language, next="/admin/")

    text = visitor.get(f"/admin/{where.format(number=slowed)}").text

    assert all(words in text for words in said)
    assert 'href="/admin/settings"' not in text


def test_the_owner_ends_it_in_the_settings(
    slowed: int, signed_in: Callable[[str], Visitor], parts: Parts
) -> None:
    owner = signed_in("owner")
    assert "お知らせの間をあけています" in owner.get("/admin/").text

    owner.post("/admin/settings/manners", **{**MANNERS, "slow_until": ""})

    assert "お知らせの間をあけています" not in owner.get("/admin/").text
    with parts.readings.begin() as session:
        assert session.get_one(Echo, slowed).left == 45


def test_a_day_that_is_none_is_told_and_changes_nothing(
    slowed: int, signed_in: Callable[[str], Visitor], parts: Parts
) -> None:
    owner = signed_in("owner")

    answer = owner.post("/admin/settings/manners", **{**MANNERS, "slow_until": "明日まで"})

    assert "日付は 2026-12-31 の形で入れてください。" in answer.text
    with parts.readings.begin() as session:
        assert settings.read(session).slow_until is not None
