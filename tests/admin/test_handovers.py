"""A handover at the desk: heard, compared without a hint, approved by a second person where it is large."""

import re
import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.members import Member
from models.requests import RequestKind
from services import points, settings
from tests.admin.asking import ask, customer, deeds, member, row
from tests.admin.shop import Parts, Visitor
from tests.makers import Make


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """On SQLite alone: what the pages ask for is tested on both databases."""
    return site_parts


@pytest.fixture
def card(parts: Parts) -> str:
    return customer(parts)


def stories(parts: Parts, card: str, **wishes: str) -> dict[str, str]:
    """What the member of the card remembers, and the card of a new account."""
    today = f"{parts.clock():%Y-%m-%d}"
    with parts.sessions.begin() as session:
        new = Make(session, parts.vault()).member(line_user_id=f"U{uuid.uuid4().hex}")
    told = {"card": new.card_number, "day1": today, "yen1": "1200", "day2": today, "yen2": "50"}
    return told | {"reason": "電話をなくされた"} | wishes


def test_a_small_handover_is_done_at_once(owner: Visitor, parts: Parts, card: str) -> None:
    address, told = ask(parts, card, RequestKind.TRANSFER), stories(parts, card)
    owner.post(address)

    done = owner.post(f"{address}/hear", **told)

    assert done.status_code == 303
    assert member(parts, card) is None
    with parts.readings.begin() as session:
        new = session.scalars(select(Member).filter_by(card_number=told["card"])).one()
        assert points.balance(session, new, now=parts.clock()) == 12 + 100
    assert deeds(parts, address)[-2:] == ["request_answers_right", "handover_done"]


def test_a_wrong_story_is_told_without_saying_which_and_is_kept_in_the_audit(
    owner: Visitor, parts: Parts, card: str
) -> None:
    address = ask(parts, card, RequestKind.TRANSFER)
    owner.post(address)
    wrong = [
        stories(parts, card, yen1="1201"),
        stories(parts, card, yen2="51"),
        stories(parts, card, yen2="1"),
    ]

    pages = [owner.post(f"{address}/hear", **told) for told in wrong]
    after = owner.post(f"{address}/hear", **stories(parts, card))

    said = {tuple(re.findall(r'role="alert"><p>(.*?)</p>', page.text)) for page in pages}
    assert len(said) == 1
    assert "お答えが記録と合いません。どこが違うかは、この画面にも出ません。" in said.pop()
    assert after.status_code == 422
    assert "24時間お休みしています" in after.text
    assert member(parts, card) is not None


def test_a_large_handover_waits_for_a_second_person(
    owner: Visitor, parts: Parts, card: str, signed_in: Callable[[str], Visitor]
) -> None:
    with parts.sessions.begin() as session:
        settings.change(session, "transfer_limit", "10", now=parts.clock())
    address = ask(parts, card, RequestKind.TRANSFER)
    approval = address.replace("desk/requests", "approvals")
    owner.post(address)

    owner.post(f"{address}/hear", **stories(parts, card))
    own = owner.post(approval)
    unable = signed_in("marketer")
    unable.get("/admin/approvals")
    assert (own.status_code, unable.post(approval).status_code) == (422, 422)
    assert member(parts, card) is not None

    sender = signed_in("sender")
    assert "あなたの承認を待っています" in sender.get("/admin/").text
    sender.get("/admin/approvals")
    assert sender.post(approval).status_code == 303

    assert member(parts, card) is None
    assert row(parts, address).approved_by is not None
