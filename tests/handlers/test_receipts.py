"""控え: one calm screen of what was answered, the ledger's mark, and the file that proves it one tap away."""

import re
from datetime import datetime

import pytest

from bot.wording.messages import Box
from handlers import receipts
from models.ledger import Checkpoint
from services import checkpoints, codes, consent, coverage
from tests.clock import NOW
from tests.handlers.conftest import Customer, Talk, labels, read
from tests.handlers.test_wishes import sent_to


@pytest.fixture
def hanako(talk: Talk) -> Customer:
    return talk.customer().joins("受け取る")


def anchor(talk: Talk, at: datetime = NOW) -> Checkpoint:
    with talk.make() as make:
        made = checkpoints.anchor(make.session, make.vault, now=at)
    assert made is not None
    return made


def uris(words: list[Box]) -> list[str]:
    return re.findall(r"https?://[^'\"]+", str(words))


def test_a_receipt_names_number_purpose_words_and_time(talk: Talk, hanako: Customer) -> None:
    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        first = consent.receipts(make.session, member)[-1]

    said = read(hanako.says("控え"))

    assert "2026年12月1日（火）12:00" in said
    assert "会員登録：同意なさいました" in said
    assert "文面：「会員登録のご案内」第1版" in said
    assert f"控えの番号：{first.record_id[-12:]}" in said


def test_a_receipt_carries_the_newest_mark_of_the_ledger(talk: Talk, hanako: Customer) -> None:
    assert "台帳の印" not in read(hanako.says("控え"))

    made = anchor(talk)

    assert checkpoints.mark(made) in read(hanako.says("控え")).split("\n")


def test_the_file_is_one_tap_behind_the_receipt(talk: Talk, hanako: Customer) -> None:
    words = hanako.says("控え")
    assert labels(words) == ["会員登録の文面", "お知らせの文面", "証明ファイル"]

    offered = hanako.presses("証明ファイル")

    assert "12:15まで、一度だけ" in read(offered)
    [address] = uris(offered)
    token = address.rpartition("/")[2].partition("?")[0]
    with talk.make() as make:
        found = codes.peek_link(make.session, make.vault, token, now=NOW)
    assert found.member_id == talk.member(hanako).id  # type: ignore[union-attr]


def test_a_long_record_says_where_the_rest_is(hanako: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_ANSWERS", 1)

    assert "これより前のものは、証明ファイルに" in read(hanako.says("控え"))


def test_who_is_no_member_has_no_receipt_and_no_proof(talk: Talk) -> None:
    stranger = talk.customer()

    assert "ご登録はございません" in read(stranger.says("控え"))
    assert "ご登録はございません" in read(stranger.asks_for("proof"))


def test_why_tells_the_number_by_which_the_message_is_proven(talk: Talk, hanako: Customer) -> None:
    ref = sent_to(talk, hanako)
    member = talk.member(hanako)
    assert member is not None
    with talk.make() as make:
        number = coverage.of_announcement(make.session, member, int(ref))

    assert f"送信の番号：{number}" in read(hanako.asks_for("why", ref=ref))
    assert f"送信の番号：{number}" in read(hanako.says("なぜ届いた"))


def test_joining_says_where_the_proof_is(talk: Talk) -> None:
    somebody = talk.customer()
    somebody.says("会員登録")

    assert "登録の控えとその証明は「控え」で" in read(somebody.presses("登録する"))
