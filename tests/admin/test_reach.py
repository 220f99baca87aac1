"""Beside what is being typed: whom it reaches, whom not and why, what it costs, and whether there is room."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from admin import counting
from admin.counting import Counting
from models.announcements import AnnouncementState
from services import announcements, quotas, settings, topics
from services.audiences import Audience
from services.dry_runs import Figures
from tests.admin.shop import Parts, Visitor
from tests.clock import NOW, Clock
from tests.makers import Make

FIGURES = Figures(Audience(3, {}), None, 0, 0, NOW)


@pytest.fixture
def typed(parts: Parts) -> dict[str, object]:
    with parts.sessions.begin() as session:
        make = Make(session, parts.vault())
        [make.member(reachable=True) for _ in range(3)]
        make.member()
        topic = topics.by_code(session, topics.NEWS).id
    return {"title": "新しい豆", "topic": topic, "text1": "新しい豆が入りました。", "coupon": "0"}


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("sender")


def say(parts: Parts, allowed: int, used: int = 0, **choices: str) -> None:
    with parts.sessions.begin() as session:
        quotas.note(session, allowed=allowed, used=used, now=parts.clock())
        for name, value in choices.items():
            settings.change(session, name, value, now=parts.clock())


def waited_for(sender: Visitor, typed: dict[str, object]) -> str:
    """Ask for the fragment as the page does, until it is there."""
    for _ in range(50):
        page = sender.post("/admin/announcements/reach", **typed).text
        if "load delay:1s" not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("nobody counted")


def drafted(sender: Visitor, typed: dict[str, object]) -> str:
    return str(sender.post("/admin/announcements/new", **typed).location)


def test_figures_cost_and_their_time_stand_beside_what_is_typed(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    say(parts, 30_100, used=30_000, line_plan="standard")

    page = waited_for(sender, typed)

    assert "お知らせを希望されていない" in page
    assert "2026/12/01 12:00に数えた人数です" in page
    assert "9円" in page
    assert "100通" in page
    assert "30,003通" in page
    assert "15,009円" in page


def test_too_few_messages_are_told_before_and_refused_with_the_choices(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    say(parts, 2)
    page, address = waited_for(sender, typed), drafted(sender, typed)

    refused = sender.post(f"{address}/schedule")
    later = sender.post(f"{address}/schedule", at="2027-01-05T15:00")

    assert "LINEの通数が足りない" in page
    assert refused.status_code == 422
    for text in (page, refused.text):
        assert "あと2通で、3人には足りません" in text
        assert "対象を絞るか、翌月の日時を選ぶか、LINEの料金プランを見直して" in text
    assert later.status_code == 422
    assert "あと2通で、3人には足りません" in later.text


def test_another_month_has_room_again(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    say(parts, 3, used=3)
    waited_for(sender, typed)
    address = drafted(sender, typed)

    refused = sender.post(f"{address}/schedule")
    taken = sender.post(f"{address}/schedule", at="2027-01-05T15:00")

    assert (refused.status_code, taken.status_code) == (422, 303)


def test_the_exact_run_shows_a_few_people_and_nobody(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    page = sender.post("/admin/announcements/dry-run", **typed).text

    assert page.count("<tr><td>2026</td>") == 4
    assert page.count("<td>届く</td>") == 3
    with parts.readings.begin() as session:
        assert not any(card in page for card in session.connection().exec_driver_sql(CARDS).scalars())


CARDS = "SELECT card_number FROM members"


def test_the_exact_run_is_what_is_shown_for_the_next_minute(
    sender: Visitor, typed: dict[str, object], parts: Parts, clock: Clock
) -> None:
    waited_for(sender, typed)
    clock.advance(seconds=30)
    sender.post("/admin/announcements/dry-run", **typed)
    clock.advance(seconds=29)

    assert "12:00に数えた人数" in waited_for(sender, typed)
    clock.advance(minutes=1)
    assert "12:01に数えた人数" in waited_for(sender, typed)


def test_a_page_without_a_topic_counts_nothing(sender: Visitor, typed: dict[str, object]) -> None:
    page = sender.post("/admin/announcements/dry-run", **{**typed, "topic": None}).text

    assert "届く方・届かない方" in page
    assert "数えています" not in page


def test_what_ran_out_of_messages_says_so_when_it_is_resumed(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, typed)
    number = int(address.rpartition("/")[2])
    with parts.sessions.begin() as session:
        found = announcements.find(session, number)
        found.state, found.scheduled_at = AnnouncementState.OUT_OF_QUOTA, parts.clock()
        found.valid_until = parts.clock() + timedelta(hours=3)
        quotas.note(session, allowed=10, used=11, now=parts.clock())

    refused = sender.post(f"{address}/resume")

    assert refused.status_code == 422
    assert "足りません" in refused.text


def count_slowly(started: threading.Event, go: threading.Event) -> Callable[[], Figures]:
    def count() -> Figures:
        started.set()
        go.wait(5)
        return FIGURES

    return count


def test_nobody_waits_for_a_slow_count_and_it_runs_once() -> None:
    started, go, known = threading.Event(), threading.Event(), Counting()
    begun = time.monotonic()

    first = known.get((1, False), count_slowly(started, go), now=NOW)
    again = known.get((1, False), lambda: pytest.fail("counted twice"), now=NOW)
    waited = time.monotonic() - begun
    go.set()
    while (found := known.get((1, False), lambda: FIGURES, now=NOW)) is None:
        time.sleep(0.01)

    assert (first, again, found) == (None, None, FIGURES)
    assert waited < 2 * counting.PATIENCE + 0.5


def test_figures_older_than_a_minute_are_counted_anew() -> None:
    known = Counting()
    known.put((1, False), FIGURES)

    assert known.get((1, False), lambda: pytest.fail("fresh"), now=NOW + timedelta(seconds=59)) == FIGURES
    assert known.get((1, False), lambda: FIGURES, now=NOW + timedelta(minutes=1)) is None


def test_a_count_that_breaks_down_leaves_the_way_open(app: Flask) -> None:
    known = Counting()

    assert known.get((1, False), lambda: 1 / 0, now=NOW) is None  # type: ignore[arg-type, return-value]  # it fails
    assert known.get((1, False), lambda: FIGURES, now=NOW) == FIGURES
