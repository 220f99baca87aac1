"""After an announcement, in the pages: openings, echoes, LINE's count, and what went past us."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.insights import DailyInsight, UnitInsight
from models.sendings import Delivery, Sending, SendingKind, SendingState
from services import consent
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

DAY = date(2026, 12, 1)


@pytest.fixture
def sent(parts: Parts) -> int:
    """An announcement that one member got."""
    now = parts.clock()
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        member = make.member(reachable=True)
        end = now + timedelta(hours=3)
        made = make.announcement(state=AnnouncementState.SENT, planned=1, scheduled_at=now, valid_until=end)
        given = consent.standing(session, member)[Purpose.ANNOUNCEMENTS]
        sending = call(session, made, now)
        values = {"member_id": member.id, "consent_entry_id": given.entry_id}
        session.add(Delivery(sending_id=sending.id, announcement_id=made.id, **values))
        return made.id


def call(session: Session, made: Announcement, now: datetime) -> Sending:
    """The one call of it, which LINE accepted."""
    values: dict[str, Any] = {"kind": SendingKind.MULTICAST, "purpose": Purpose.ANNOUNCEMENTS}
    values |= {"retry_key": "k"}
    values |= {"recipients": 1, "carried": 1, "attempts": 1, "ledger_size": 4}
    times = ("first_attempt_at", "last_attempt_at", "finished_at", "next_at", "created_at")
    values |= {"valid_until": made.valid_until, **dict.fromkeys(times, now)}
    made_call = Sending(announcement_id=made.id, state=SendingState.ACCEPTED, **values)
    session.add(made_call)
    session.flush()
    return made_call


def tell(parts: Parts, row: UnitInsight | DailyInsight) -> None:
    with parts.sessions.begin() as session:
        session.add(row)


def page(signed_in: Callable[[str], Visitor], number: int, language: str = "ja") -> str:
    visitor = signed_in("marketer")
    visitor.post("/admin/language", language=language, next="/admin/")
    return visitor.get(f"/admin/announcements/{number}").text


def unit(number: int, **figures: object) -> UnitInsight:
    return UnitInsight(announcement_id=number, first_day=DAY, last_day=DAY, links=[], **figures)


def test_openings_are_promised_for_the_next_morning(
    parts: Parts, sent: int, signed_in: Callable[[str], Visitor]
) -> None:
    tell(parts, unit(sent))

    assert "送った翌日の午前2時から" in page(signed_in, sent)


def test_openings_and_taps_are_shown_and_small_ones_as_fewer_than_twenty(
    parts: Parts, sent: int, signed_in: Callable[[str], Visitor]
) -> None:
    figures = {"told_at": parts.clock(), "through": DAY, "opened": 1234, "tapped": None}
    tell(parts, unit(sent, **figures))

    shown = page(signed_in, sent)

    assert "1,234" in shown
    assert "20人未満" in shown
    assert "fewer than 20" in page(signed_in, sent, "en")


def test_an_announcement_without_a_unit_says_so(sent: int, signed_in: Callable[[str], Visitor]) -> None:
    assert "LINEでは数えられません" in page(signed_in, sent)


def test_each_message_can_be_proved(sent: int, signed_in: Callable[[str], Visitor]) -> None:
    assert "ledger prove 1-1" in page(signed_in, sent)


@pytest.mark.parametrize(
    ("delivered", "said"),
    [
        (None, "数を出しません"),
        (1, "記録は同じです"),
        (0, "1通少なく"),
        (4, "ほかの仕組み"),
    ],
)
def test_lines_count_is_compared_in_words(
    parts: Parts, sent: int, signed_in: Callable[[str], Visitor], delivered: int | None, said: str
) -> None:
    tell(parts, DailyInsight(day=DAY, told_at=parts.clock(), sent={}, multicasts=delivered))

    assert said in page(signed_in, sent)


def test_what_went_past_us_stands_on_the_home_page_for_two_weeks(
    parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    tell(parts, DailyInsight(day=DAY, told_at=parts.clock(), sent={"broadcast": 5385}))
    visitor = signed_in("owner")

    assert "LINEの管理画面などから 5,385通" in visitor.get("/admin/").text
    parts.clock.advance(days=15)  # type: ignore[attr-defined]  # a test's clock
    visitor.sign_in("owner")
    assert "Goenを通らずに" not in visitor.get("/admin/").text
