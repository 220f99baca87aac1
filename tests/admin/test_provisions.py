"""Handing data over asks once more who it is, and leaves a record with the file's hash."""

import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from services import provisions
from tests.admin.shop import PASSWORD, Parts, Visitor
from tests.makers import Make
from tests.services.test_provisions import RECIPIENT, agree, words

ADDRESS = "/admin/desk/provisions"
WISH = {
    "recipient": RECIPIENT,
    "address": "東京都台東区見本町1-2-3",
    "purpose": "記念品の発送",
    "items": "card_number",
    "reason": "会員特典のため",
    "password": PASSWORD,
}


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """On SQLite alone: the rules are tested on both databases."""
    return site_parts


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("owner")
    visitor.get(ADDRESS)
    return visitor


@pytest.fixture
def card(parts: Parts) -> str:
    """Somebody who said yes to the recipient."""
    with parts.sessions.begin() as session:
        return agree(Make(session, parts.vault()), words(session)).card_number


def test_the_file_its_record_and_the_audit_agree(owner: Visitor, parts: Parts, card: str) -> None:
    file = owner.post(ADDRESS, **WISH)

    assert card in file.text
    assert "attachment" in file.headers["Content-Disposition"]
    with parts.readings.begin() as session:
        [record] = provisions.recent(session)
        line = session.scalars(select(AuditEntry).filter_by(action="data_provided")).one()
    digest = hashlib.sha256(file.data).hexdigest()
    assert (record.file_sha256, line.detail["sha256"], line.detail["people"]) == (digest, digest, 1)
    assert digest in owner.get(ADDRESS).text


WRONG = (
    ({"password": "not the password"}, "パスワードと合いません"),
    ({"reason": ""}, "理由を入れてください"),
    ({"recipient": "別の株式会社"}, "同意された方がいない"),
    ({"items": None}, "一つ以上選んでください"),
)


def test_without_all_of_it_nothing_is_given(owner: Visitor, parts: Parts, card: str) -> None:
    for wrong, said in WRONG:
        refused = owner.post(ADDRESS, **(WISH | wrong))

        assert refused.status_code == 422
        assert said in refused.text
        assert card not in refused.text
    with parts.readings.begin() as session:
        assert provisions.recent(session) == []
