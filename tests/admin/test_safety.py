"""A safety announcement in the pages: written by one who may send, let out by another, told as what it is."""

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.announcements import Announcement, AnnouncementState
from services import topics
from tests.admin.shop import Parts, Visitor

SECOND = "書いた方とは別の、送る権限のある方に"


@pytest.fixture
def typed(parts: Parts) -> dict[str, object]:
    with parts.readings.begin() as session:
        topic = topics.by_code(session, topics.NEWS).id
    words = {"title": "回収のお願い", "text1": "お召し上がりにならないでください。"}
    return {**words, "topic": topic, "coupon": "0", "is_safety": "y"}


@pytest.fixture
def sender(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("sender")


def only(parts: Parts) -> Announcement:
    with parts.readings.begin() as session:
        return session.scalars(select(Announcement)).one()


def drafted(visitor: Visitor, typed: dict[str, object], parts: Parts) -> str:
    visitor.get("/admin/announcements/new")
    visitor.post("/admin/announcements/new", **typed)
    return f"/admin/announcements/{only(parts).id}"


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found.group(1)


def test_the_form_says_plainly_what_it_means(sender: Visitor, typed: dict[str, object]) -> None:
    page = sender.get("/admin/announcements/new").text
    preview = sender.post("/admin/announcements/preview", **typed).text

    assert "時間帯や回数にかかわらず届きます" in page
    assert "ブロックされている方には届きません" in page
    assert json.dumps("安全に関わるご連絡のため").strip('"') in preview


def test_somebody_else_looks_at_it_and_lets_it_out(
    sender: Visitor, owner: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, typed, parts)

    own = sender.get(address).text
    refused = sender.post(f"{address}/schedule", seen="0" * 64)
    owner.post(f"{address}/schedule", seen=seen(owner.get(address).text))

    assert SECOND in own
    assert 'name="seen"' not in own
    assert (refused.status_code, SECOND in refused.text) == (422, True)
    kept = only(parts)
    assert (kept.state, kept.is_safety) == (AnnouncementState.SCHEDULED, True)
    assert "安全に関わるご連絡です" in str(kept.messages)
    assert "安全に関わる緊急のご連絡" in owner.get(address).text


def test_what_changed_meanwhile_is_looked_at_again(
    sender: Visitor, owner: Visitor, typed: dict[str, object], parts: Parts
) -> None:
    address = drafted(sender, typed, parts)
    before = seen(owner.get(address).text)
    sender.get(address)
    sender.post(address, **{**typed, "text1": "お買い得です。"})

    refused = owner.post(f"{address}/schedule", seen=before)

    assert refused.status_code == 422
    assert "内容が変わりました" in refused.text
    assert only(parts).state == AnnouncementState.DRAFT


def test_who_may_not_send_can_neither_make_one_nor_unmake_it(
    sender: Visitor, signed_in: Callable[[str], Visitor], typed: dict[str, object], parts: Parts
) -> None:
    marketer = signed_in("marketer")
    address = drafted(marketer, typed, parts)
    assert not only(parts).is_safety
    sender.get(address)
    sender.post(address, **typed)
    assert only(parts).is_safety

    said = marketer.get(address).text
    marketer.post(address, **{**typed, "is_safety": None})

    assert 'name="is_safety"' not in said
    assert "安全に関わる緊急のご連絡として書かれています。" in said
    assert only(parts).is_safety
