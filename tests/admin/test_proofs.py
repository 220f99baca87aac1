"""The one-time page of a member's proof, and the file that is checked without us."""

import json
import re
from pathlib import Path

import pytest

from models.codes import CodeKind
from services import codes, proofs
from services.proofs import ProofLater
from tests.admin.shop import Parts, Visitor
from tests.makers import Make
from tools import verify_ledger


@pytest.fixture
def link(parts: Parts) -> str:
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member(reachable=True)
        token = codes.issue(session, parts.vault(), member, CodeKind.PROOF, now=parts.clock())
    return f"/papers/{token}"


def opened(visitor: Visitor, link: str) -> str:
    return visitor.client.post(link).text


def test_the_page_shows_every_answer_with_its_words(visitor: Visitor, link: str) -> None:
    page = opened(visitor, link)

    assert "会員登録：同意なさいました" in page
    assert "お知らせ：同意なさいました" in page
    assert "第1版" in page
    assert "台帳の印" in page


def test_the_file_is_sound_for_whoever_checks_it(visitor: Visitor, link: str, tmp_path: Path) -> None:
    [form] = re.findall(r'<form method="post" action="([^"]+)"', opened(visitor, link))

    answer = visitor.client.post(form)

    (tmp_path / "proof.json").write_bytes(answer.data)
    assert verify_ledger.main([str(tmp_path / "proof.json")]) == 0
    assert len(json.loads(answer.data)["receipts"]) == 3
    assert 'filename="goen-proof-20261201.json"' in answer.headers["Content-Disposition"]


def test_the_file_names_nobody(visitor: Visitor, link: str) -> None:
    [form] = re.findall(r'<form method="post" action="([^"]+)"', opened(visitor, link))

    assert "card" not in visitor.client.post(form).text


def test_a_proof_that_must_wait_leaves_the_link_good(
    visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def later(*_arguments: object, **_named: object) -> None:
        raise ProofLater

    with monkeypatch.context() as patched:
        patched.setattr(proofs, "of_answers", later)
        answer = visitor.client.post(link)
        assert (answer.status_code, "数分おいて" in answer.text) == (503, True)
        assert "新しいリンク" not in answer.text

    assert visitor.client.post(link).status_code == 200
