"""Finding a member who is on the phone: by the six digits they read out, and nobody by guessing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.codes import CodeKind
from models.members import Member
from services import codes
from tests.admin.shop import Parts, Visitor
from tests.makers import Make


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; the rules of codes are tested on both."""
    return site_parts


@pytest.fixture
def caller(parts: Parts) -> tuple[Member, str]:
    """Somebody on the phone, and the number on their screen."""
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member()
        return member, codes.issue(session, parts.vault(), member, CodeKind.SUPPORT, now=parts.clock())


def test_the_number_that_is_read_out_finds_its_member_and_is_in_the_audit(
    signed_in: Callable[[str], Visitor], parts: Parts, caller: tuple[Member, str]
) -> None:
    clerk, (member, code) = signed_in("clerk"), caller

    page = clerk.post("/admin/members", card=f"{code[:3]} {code[3:]}")

    assert f"{member.card_number[:4]}-{member.card_number[4:]}" in page.text
    with parts.readings.begin() as session:
        deeds = select(AuditEntry.action).where(AuditEntry.subject == f"member:{member.id}")
        assert list(session.scalars(deeds)) == ["member_seen"]


def test_whoever_guesses_numbers_is_held_back_and_a_right_one_waits_too(
    signed_in: Callable[[str], Visitor], caller: tuple[Member, str]
) -> None:
    clerk, (member, code) = signed_in("clerk"), caller
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    answers = [clerk.post("/admin/members", card=wrong).text for _ in range(codes.TRIES)]
    held_back = clerk.post("/admin/members", card=code).text

    assert all("この番号は見つかりません" in answer for answer in answers)
    assert "受け付けを止めています" in held_back
    assert member.card_number[4:] not in held_back
    assert member.card_number[4:] in signed_in("owner").post("/admin/members", card=code).text
