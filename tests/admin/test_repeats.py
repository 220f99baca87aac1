"""What comes round, in the pages: begun from a draft, seen in the month, paused, resumed, ended."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from admin import calendars, speech
from models.announcements import Announcement
from models.announcements import AnnouncementState as State
from models.repeats import Repeat, Turn
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

FRIDAYS = {"turn": "weekly", "weekday": 4, "month_day": 1, "begins": "18:00", "ends": "20:00", "spread": 60}


@pytest.fixture
def draft(parts: Parts) -> int:
    with parts.sessions.begin() as session:
        return Make(session, parts.vault()).announcement(title="金曜のコーヒー").id


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("sender")


def copies(parts: Parts) -> list[Announcement]:
    with parts.readings.begin() as session:
        found = select(Announcement).where(Announcement.scheduled_at.is_not(None))
        return list(session.scalars(found.order_by(Announcement.scheduled_at)))


def only(parts: Parts) -> Repeat:
    with parts.readings.begin() as session:
        return session.scalars(select(Repeat)).one()


def begin(sender: Visitor, draft: int, **wishes: object) -> TestResponse:
    """Begin as the page's form does, with what was seen in it."""
    address = f"/admin/announcements/{draft}/repeat"
    found = re.search(r'name="seen" value="([^"]+)"', sender.get(address).text)
    assert found is not None
    return sender.post(address, seen=found.group(1), **{**FRIDAYS, **wishes})


def test_a_draft_comes_round_every_friday(sender: Visitor, draft: int, parts: Parts) -> None:
    assert "くり返しを始める" in sender.get(f"/admin/announcements/{draft}/repeat").text

    answer = begin(sender, draft)

    assert answer.status_code == 303
    assert (only(parts).turn, only(parts).day) == (Turn.WEEKLY, 4)
    assert [(copy.state, copy.spread_minutes) for copy in copies(parts)] == [(State.SCHEDULED, 60)] * 2
    assert all(f"ref={copy.id}" in str(copy.messages) for copy in copies(parts))


def test_a_repeat_without_a_time_is_refused_with_what_was_chosen(
    sender: Visitor, draft: int, parts: Parts
) -> None:
    answer = begin(sender, draft, turn="monthly", month_day=31, ends="")

    assert answer.status_code == 422
    assert "時刻を入れてください" in answer.text
    assert '<option selected value="31">' in answer.text
    assert copies(parts) == []


def test_the_calendar_shows_what_is_said_and_the_holidays(sender: Visitor, draft: int) -> None:
    begin(sender, draft)

    shown = sender.get("/admin/announcements/calendar").text
    assert shown.count("金曜のコーヒー") == 3  # two dates, and the rule
    assert "毎週金曜日 18:00から20:00まで" in shown
    assert "文化の日" in sender.get("/admin/announcements/calendar?month=2026-11").text
    assert "2026年12月" in sender.get("/admin/announcements/calendar?month=nonsense").text


def test_a_repeat_is_paused_resumed_and_ended(sender: Visitor, draft: int, parts: Parts) -> None:
    begin(sender, draft)
    address = f"/admin/announcements/repeats/{only(parts).id}"

    sender.post(f"{address}/pause")
    assert {copy.state for copy in copies(parts)} == {State.PAUSED}
    sender.post(f"{address}/resume")
    assert {copy.state for copy in copies(parts)} == {State.SCHEDULED}
    sender.post(f"{address}/end")
    assert {copy.state for copy in copies(parts)} == {State.CANCELLED}

    assert "くり返しはありません" in sender.get("/admin/announcements/calendar").text


def test_who_may_not_send_begins_no_repeat(signed_in: Callable[[str], Visitor], draft: int) -> None:
    marketer = signed_in("marketer")

    assert marketer.post(f"/admin/announcements/{draft}/repeat", **FRIDAYS).status_code == 403


def test_a_way_of_spreading_is_kept_with_the_time(sender: Visitor, draft: int, parts: Parts) -> None:
    sender.post(f"/admin/announcements/{draft}/schedule", at="", until="", spread=120)

    assert copies(parts)[0].spread_minutes == 120
    assert "2時間" in sender.get(f"/admin/announcements/{draft}").text


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 22), "国民の休日"),
        (date(2027, 3, 22), "春分の日 振替休日"),
        (date(2026, 12, 25), None),
    ],
)
def test_holidays_are_those_of_the_law(monkeypatch: pytest.MonkeyPatch, day: date, name: str | None) -> None:
    monkeypatch.setattr(speech, "language", lambda: "ja")

    assert calendars.holiday(day) == name
