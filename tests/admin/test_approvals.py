"""Approval in the pages: one writes and asks, another sees exactly what goes out and lets it, or not yet."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.announcements import Announcement, AnnouncementState
from models.audit import AuditEntry
from services import settings, topics
from tests.admin.shop import Parts, Visitor

Signed = Callable[[str], Visitor]


@pytest.fixture
def typed(parts: Parts) -> dict[str, object]:
    with parts.sessions.begin() as session:
        settings.change(session, "approval_required", "", now=parts.clock())
        topic = topics.by_code(session, topics.NEWS).id
    return {"title": "新しい豆", "topic": topic, "text1": "新しい豆が入りました。", "coupon": "0"}


def only(parts: Parts) -> Announcement:
    with parts.readings.begin() as session:
        return session.scalars(select(Announcement)).one()


def asked(visitor: Visitor, typed: dict[str, object], parts: Parts) -> str:
    visitor.get("/admin/announcements/new")
    visitor.post("/admin/announcements/new", **typed)
    address = f"/admin/announcements/{only(parts).id}"
    visitor.get(address)
    assert visitor.post(f"{address}/ask", at="2026-12-01T15:00").status_code == 303
    return address


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found.group(1)


def test_one_asks_and_another_approves_what_they_see(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender, owner = signed_in("sender"), signed_in("owner")
    address = asked(sender, typed, parts)

    own = sender.get(f"{address}/approval").text
    page = owner.get(f"{address}/approval").text
    owner.post(f"{address}/approve", seen=seen(page))

    assert "別の方の承認をお待ちください" in own
    assert 'name="seen"' not in own
    assert page.count("<line-preview") == 2
    assert "届く方" in page
    assert "2026/12/01 15:00" in page
    assert only(parts).state == AnnouncementState.SCHEDULED
    with parts.readings.begin() as session:
        done = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert done[-2:] == ["approval_asked", "announcement_approved"]


def test_whoever_may_approve_is_told_on_every_page(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender, owner = signed_in("sender"), signed_in("owner")
    asked(sender, typed, parts)

    assert "お知らせ「新しい豆」が、あなたの承認を待っています" in owner.get("/admin/topics").text
    assert "承認を待っています" not in sender.get("/admin/topics").text


def test_who_may_not_send_asks_too(signed_in: Signed, typed: dict[str, object], parts: Parts) -> None:
    marketer, owner = signed_in("marketer"), signed_in("owner")
    address = asked(marketer, typed, parts)

    owner.post(f"{address}/approve", seen=seen(owner.get(f"{address}/approval").text))

    assert only(parts).state == AnnouncementState.SCHEDULED


def test_it_is_sent_back_with_a_word_that_the_writer_reads(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender, owner = signed_in("sender"), signed_in("owner")
    address = asked(sender, typed, parts)
    owner.get(f"{address}/approval")

    wordless = owner.post(f"{address}/return", word="")
    owner.post(f"{address}/return", word="日付を入れてください")

    assert wordless.status_code == 422
    assert "直してほしいところを、1〜200文字" in wordless.text
    assert "Ownerさんが戻しました：「日付を入れてください」" in sender.get(address).text
    assert only(parts).state == AnnouncementState.DRAFT


def test_a_change_while_it_waits_is_told_and_not_approved(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender, owner = signed_in("sender"), signed_in("owner")
    address = asked(sender, typed, parts)
    before = seen(owner.get(f"{address}/approval").text)
    sender.post(address, **{**typed, "text1": "お買い得です。"})

    refused = owner.post(f"{address}/approve", seen=before)

    assert refused.status_code == 422
    assert "内容が変わりました" in refused.text
    assert "もう一度お頼みください" in sender.get(address).text
    assert only(parts).state == AnnouncementState.DRAFT


def test_a_new_shop_name_after_the_question_voids_it(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    """What goes out names the shop, so the words are not those that were approved."""
    sender, owner = signed_in("sender"), signed_in("owner")
    address = asked(sender, typed, parts)
    before = seen(owner.get(f"{address}/approval").text)
    with parts.sessions.begin() as session:
        settings.change(session, "shop_name", "別の店", now=parts.clock())

    assert owner.post(f"{address}/approve", seen=before).status_code == 422
    assert only(parts).state == AnnouncementState.DRAFT


def test_what_was_let_out_has_no_approval_page(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender = signed_in("sender")
    address = asked(sender, typed, parts)
    sender.post(f"{address}/cancel")

    assert sender.get(f"{address}/approval").status_code == 404


def test_the_writer_alone_cannot_schedule_it(
    signed_in: Signed, typed: dict[str, object], parts: Parts
) -> None:
    sender = signed_in("sender")
    address = asked(sender, typed, parts)

    refused = sender.post(f"{address}/schedule", seen=seen(signed_in("owner").get(address).text))

    assert refused.status_code == 422
    assert "書いた方とは別の" in refused.text
