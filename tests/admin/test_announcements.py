"""Announcements in the pages: drafted, tried, scheduled, paused, resumed, cancelled."""

import html
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.announcements import Announcement, AnnouncementState
from models.audit import AuditEntry
from models.sendings import Sending
from models.staff import Staff
from services import announcements, contents, letters, topics
from services import staff as staff_rules
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock
from tests.databases import KINDS
from tests.makers import Make

DATABASES = KINDS


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("sender")
    visitor.get("/admin/announcements/new")
    return visitor


@pytest.fixture
def typed(parts: Parts) -> dict[str, object]:
    with parts.readings.begin() as session:
        topic = topics.by_code(session, topics.NEWS).id
    return {"title": "新しい豆", "topic": topic, "text1": "新しい豆が入りました。", "coupon": "0"}


def only(parts: Parts) -> Announcement:
    with parts.readings.begin() as session:
        return session.scalars(select(Announcement)).one()


def drafted(sender: Visitor, typed: dict[str, object], parts: Parts) -> str:
    sender.post("/admin/announcements/new", **typed)
    return f"/admin/announcements/{only(parts).id}"


def test_a_draft_is_kept_and_changed(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    address = drafted(sender, typed, parts)
    sender.get(address)

    more = {"parts-0-kind": "text", "parts-0-text": "よろしければ、お立ち寄りください。"}
    sender.post(address, **{**typed, **more, "is_quiet": "y"})

    kept = only(parts)
    assert kept.state == AnnouncementState.DRAFT
    assert contents.texts(kept.content) == ["新しい豆が入りました。", "よろしければ、お立ち寄りください。"]
    assert kept.is_quiet
    assert "よろしければ、お立ち寄りください。" in sender.get(address).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text1": " "}, "本文を入れてください"),
        ({"title": ""}, "題名を入れてください"),
        ({"label": "見る"}, "言葉とリンク先の両方"),
        ({"label": "見る", "uri": "http://plain.example"}, "https:// で始まる"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_with_what_was_typed(
    sender: Visitor, typed: dict[str, object], parts: Parts, wrong: dict[str, str], said: str
) -> None:
    response = sender.post("/admin/announcements/new", **{**typed, "parts-0-text": "二つめ", **wrong})

    assert response.status_code == 422
    assert said in response.text
    assert "二つめ" in response.text
    with parts.readings.begin() as session:
        assert session.scalars(select(Announcement)).all() == []


def test_the_preview_draws_and_counts_without_keeping(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    page = sender.post("/admin/announcements/preview", **typed).text

    drawn = re.search(r'messages="([^"]*)"', page)
    assert drawn is not None
    first = json.loads(html.unescape(drawn.group(1)))[0]
    assert first["text"] == "駅前コーヒーよりお知らせです。\n新しい豆が入りました。"
    assert "届く方" in page
    with parts.readings.begin() as session:
        assert session.scalars(select(Announcement)).all() == []


def test_a_test_needs_a_linked_account(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    address = drafted(sender, typed, parts)

    response = sender.post(f"{address}/test")

    assert response.status_code == 422
    assert "自分のLINEをつないでください" in response.text


def test_a_test_goes_to_the_linked_account_only(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, typed, parts)
    with parts.sessions.begin() as session:
        person = session.scalars(select(Staff).filter_by(email="sender@example.jp")).one()
        code = staff_rules.issue_link_code(session, parts.vault(), person, now=parts.clock())
        staff_rules.link(session, parts.vault(), code, "U" + "1" * 32, now=parts.clock())

    sender.post(f"{address}/test")

    with parts.readings.begin() as session:
        sending = session.scalars(select(Sending)).one()
        assert (sending.staff_id, sending.purpose, sending.recipients) == (person.id, None, 1)
        assert sending.letter is not None
        assert "action=why" in str(letters.read_test(parts.vault(), sending.id, sending.letter))


def test_it_is_scheduled_in_japan_time_with_its_words_frozen(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, typed, parts)

    sender.post(f"{address}/schedule", at="2026-12-01T15:00", until="2026-12-01T18:00")

    kept = only(parts)
    assert kept.state == AnnouncementState.SCHEDULED
    assert kept.scheduled_at == parts.clock() + timedelta(hours=3)
    assert kept.valid_until == parts.clock() + timedelta(hours=6)
    assert {words["language"] for words in kept.messages or []} == {"ja", "en"}
    assert f"ref={kept.id}" in str(kept.messages)
    assert kept.approved_sha256 is not None


@pytest.mark.parametrize(
    ("at", "until", "said"),
    [
        ("2026-11-30T15:00", "", "もう過ぎています"),
        ("2026-12-01T15:00", "2026-12-01T14:00", "送る時間がありません"),
        ("いつか", "", "いつか"),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    sender: Visitor, typed: dict[str, object], parts: Parts, at: str, until: str, said: str
) -> None:
    address = drafted(sender, typed, parts)

    response = sender.post(f"{address}/schedule", at=at, until=until)

    assert response.status_code == 422
    assert said in response.text
    assert only(parts).state == AnnouncementState.DRAFT


def test_it_is_paused_resumed_and_cancelled(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    address = drafted(sender, typed, parts)
    sender.post(f"{address}/schedule", at="2026-12-01T15:00")
    states = []

    for step in ("pause", "resume", "cancel"):
        sender.post(f"{address}/{step}")
        states.append(only(parts).state.value)

    assert states == ["paused", "scheduled", "cancelled"]
    with parts.readings.begin() as session:
        ours = select(AuditEntry.action).where(AuditEntry.subject.startswith("announcement:"))
        done = list(session.scalars(ours.order_by(AuditEntry.id)))
    assert done == [
        "announcement_drafted",
        "announcement_scheduled",
        "announcement_paused",
        "announcement_resumed",
        "announcement_cancelled",
    ]


def test_what_has_moved_on_is_said(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    address = drafted(sender, typed, parts)
    sender.post(f"{address}/cancel")

    for step in ("pause", "schedule"):
        response = sender.post(f"{address}/{step}")
        assert response.status_code == 422
        assert "次の段階に進んでいます" in response.text


def test_the_progress_is_told_while_it_lives(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    address = drafted(sender, typed, parts)
    sender.post(f"{address}/schedule")

    alive = sender.get(f"{address}/progress").text
    with parts.sessions.begin() as session:
        found = announcements.find(session, only(parts).id)
        announcements.cancel(session, found, now=parts.clock())
    over = sender.get(f"{address}/progress").text

    assert 'hx-trigger="every 2s"' in alive
    assert alive.count("<button") == 2
    assert "hx-trigger" not in over
    assert "取りやめ" in over
    assert "<button" not in over


def test_there_is_no_such_announcement(sender: Visitor) -> None:
    assert sender.get("/admin/announcements/999").status_code == 404


def test_a_coupon_and_a_button_go_with_it(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    with parts.sessions.begin() as session:
        coupon = Make(session, parts.vault()).coupon("コーヒー1杯 無料").id
    button = {"label": "メニューを見る", "uri": "https://shop.example/menu"}

    address = drafted(sender, {**typed, **button, "coupon": coupon}, parts)
    sender.post(f"{address}/schedule")

    words = str(only(parts).messages)
    assert "コーヒー1杯 無料" in words
    assert "https://shop.example/menu" in words


def test_a_fragment_takes_the_whole_page_to_the_sign_in_when_the_day_is_over(
    sender: Visitor, typed: dict[str, object], parts: Parts, clock: Clock
) -> None:
    address = drafted(sender, typed, parts)
    clock.advance(hours=15)

    response = sender.client.get(f"{address}/progress", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/admin/sign-in"
