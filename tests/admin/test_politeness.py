"""The look at an announcement's words, while it is typed and when it is scheduled."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from admin.politeness import SENTENCES
from models.announcements import Announcement, AnnouncementState
from models.audit import AuditEntry
from services import settings, topics
from services.politeness import LEVELS
from tests.admin.serving import Signed
from tests.admin.shop import Parts, Visitor

PRESSING = "本日限りです。"


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


def drafted(sender: Visitor, typed: dict[str, object], parts: Parts) -> str:
    sender.post("/admin/announcements/new", **typed)
    return f"/admin/announcements/{only(parts).id}"


def only(parts: Parts) -> Announcement:
    with parts.readings.begin() as session:
        return session.scalars(select(Announcement)).one()


def scheduled(parts: Parts) -> AuditEntry:
    with parts.readings.begin() as session:
        lines = select(AuditEntry).where(AuditEntry.action == "announcement_scheduled")
        return session.scalars(lines).one()


def test_while_typing_each_finding_says_what_where_why_and_what_instead(
    sender: Visitor, typed: dict[str, object]
) -> None:
    second = {"parts-0-kind": "text", "parts-0-text": "ぜひご覧になられてください。"}
    wrong = {**typed, "text1": "おはようございます。", **second}

    page = sender.post("/admin/announcements/preview", **wrong).text

    assert "吹き出し2の3文字め" in page
    assert '<q lang="ja">ご覧になられて</q>' in page
    assert "敬語が二重になっています" in page
    assert '<q lang="ja">ご覧になって</q>' in page
    assert "送るには理由が要ります" in page


def test_what_stands_on_a_cards_button_and_in_its_link_is_looked_at_too(
    sender: Visitor, typed: dict[str, object]
) -> None:
    card = {"title": "深煎りの豆", "text": "", "label": "今すぐ買う", "uri": "https://shop.example/日本一"}
    cards = {f"parts-1-cards-0-{name}": value for name, value in card.items()}
    empty = {"parts-0-kind": "photo", "parts-0-photo": ""}

    page = sender.post("/admin/announcements/preview", **typed, **empty, **cards, **{"parts-1-kind": "cards"})

    assert "吹き出し3、カード1のボタンの言葉の1文字め" in page.text
    assert "急がせる言葉です" in page.text
    assert "吹き出し3、カード1のボタンのリンク先" in page.text
    assert "確かな根拠" in page.text


def test_polite_words_are_told_to_be_fine(sender: Visitor, typed: dict[str, object]) -> None:
    assert "直していただくところはありません" in sender.post("/admin/announcements/preview", **typed).text


def test_an_allowed_name_is_let_pass(sender: Visitor, typed: dict[str, object], parts: Parts) -> None:
    named = {**typed, "text1": "日本一だんごが入りました。"}
    before = sender.post("/admin/announcements/preview", **named).text
    with parts.sessions.begin() as session:
        settings.change(session, "allowed_names", "日本一だんご、No.1ブレンド", now=parts.clock())

    after = sender.post("/admin/announcements/preview", **named).text

    assert "確かな根拠" in before
    assert "確かな根拠" not in after


def test_an_error_is_sent_only_with_a_reason_which_the_record_keeps(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, {**typed, "text1": PRESSING}, parts)

    refused = sender.post(f"{address}/schedule", at="2026-12-01T15:00")

    assert refused.status_code == 422
    assert "このまま送る理由を入れてください" in refused.text
    assert 'value="2026-12-01T15:00"' in refused.text
    assert only(parts).state == AnnouncementState.DRAFT

    sender.post(f"{address}/schedule", at="2026-12-01T15:00", reason="閉店の日のため")

    assert only(parts).state == AnnouncementState.SCHEDULED
    assert scheduled(parts).detail["reasons"] == {"urgency": "閉店の日のため"}


def test_a_draft_without_errors_asks_for_no_reason(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, {**typed, "text1": "お客さんの声です。"}, parts)

    assert 'name="reason"' not in sender.get(address).text
    sender.post(f"{address}/schedule", at="2026-12-01T15:00")

    assert scheduled(parts).detail["reasons"] == {}


def test_the_day_of_sending_decides_what_is_over(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, {**typed, "text1": "12月6日（日）まで承ります。"}, parts)
    assert 'name="reason"' not in sender.get(address).text

    late = sender.post(f"{address}/schedule", at="2026-12-08T15:00")

    assert late.status_code == 422
    assert 'name="reason"' in late.text


def test_what_may_still_go_out_when_its_day_is_over_needs_a_reason(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, {**typed, "text1": "12月6日（日）まで承ります。"}, parts)

    refused = sender.post(f"{address}/schedule", at="2026-12-06T15:00", until="2026-12-07T15:00")
    sender.post(f"{address}/schedule", at="2026-12-06T15:00", until="2026-12-06T18:00")

    assert "もう過ぎている日です" in refused.text
    assert scheduled(parts).detail["reasons"] == {}


def test_a_buttons_words_are_looked_at_too(sender: Visitor, typed: dict[str, object]) -> None:
    button = {"label": "今すぐ買う", "uri": "https://shop.example/"}

    page = sender.post("/admin/announcements/preview", **typed, **button).text

    assert "ボタンの言葉の1文字め" in page


def test_what_the_law_forbids_is_refused_whatever_the_reason(
    sender: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    gift = "1,000円以上お買い上げの方に、500円相当の皿を差し上げます。"
    address = drafted(sender, {**typed, "text1": gift}, parts)

    refused = sender.post(f"{address}/schedule", reason="どうしても")

    assert refused.status_code == 422
    assert "上限（200円）を超えています" in refused.text


def test_every_kind_of_finding_has_a_sentence_in_both_languages(app: Flask) -> None:
    assert set(SENTENCES) == set(LEVELS)
    with app.test_request_context(), force_locale("en"):
        assert not [kind for kind, said in SENTENCES.items() if re.search("[ぁ-ん]{3}", str(said))]


def test_findings_appear_half_a_second_after_the_last_key(signed: Signed) -> None:
    page = signed("sender")
    page.goto(f"{page.url}announcements/new")

    page.get_by_label("本文").press_sequentially("必ず痩せます。")

    page.locator("#seen .remarks q").first.wait_for()
    assert page.locator("#seen .remarks q").first.inner_text() == "必ず痩せます"
