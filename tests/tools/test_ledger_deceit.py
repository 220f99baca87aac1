"""What only a shop that wants to deceive could hand out, for it has the key: refused all the same."""

import base64
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785

from services import checkpoints
from tests.clock import NOW
from tests.makers import Make
from tests.tools.ledgers import Shop, furnish, verdict

DATABASES = ("sqlite",)
"""The files that are checked are the same whatever database they come from."""


@pytest.fixture
def shop(make: Make, tmp_path: Path) -> Shop:
    return furnish(make, tmp_path / "export")


def sealed(shop: Shop, file: Path, edit: Callable[[dict[str, Any]], object]) -> Path:
    """Change a file, and let the shop sign it anew: what a shop that wants to deceive could hand out."""
    paper = json.loads(file.read_text())
    edit(paper)
    paper.pop("signature")
    signature = shop.make.vault.sign(rfc8785.dumps(paper))
    made = file.with_name("forged.json")
    made.write_text(json.dumps(paper | {"signature": base64.b64encode(signature).decode()}))
    return made


RECORDS: list[Callable[[dict[str, Any]], object]] = [
    lambda record: record["processing"]["purpose"].update(id="third_party"),
    lambda record: record["processing"]["privacy_notice"].update(sha256="0" * 64),
    lambda record: record["processing"].update(withdrawal_method="none"),
    lambda record: record["processing"].update(language="en"),
    lambda record: record["event"].update(entity_id="0" * 32),
    lambda record: record["event"].update(event_time=record["header"]["record_id"]),
]


def test_a_record_that_says_otherwise_than_line_and_words_is_refused(shop: Shop) -> None:
    receipt = shop.receipt()
    assert verdict(sealed(shop, receipt, lambda _paper: None)) == 0

    def bent(edit: Callable[[dict[str, Any]], object]) -> Path:
        return sealed(shop, receipt, lambda paper: edit(paper["receipts"][0]["record"]))

    assert [verdict(bent(edit)) for edit in RECORDS] == [1] * len(RECORDS)


def test_words_beside_a_receipt_must_be_those_of_their_hash(shop: Shop) -> None:
    def bend(paper: dict[str, Any]) -> None:
        for words in paper["notices"].values():
            words["question"] = "x"

    assert verdict(sealed(shop, shop.receipt(), bend)) == 1


def test_a_mark_by_itself_shows_nothing_and_is_not_called_right(shop: Shop) -> None:
    mark = shop.anchor()

    assert verdict(mark) == 1
    assert verdict(shop.receipt(), mark) == 1
    assert verdict(shop.export(), mark) == 0


def test_one_export_at_a_time(shop: Shop, tmp_path: Path) -> None:
    shop.export()
    older = shutil.copytree(shop.directory, tmp_path / "older")

    assert verdict(shop.directory, older) == 1


def test_what_another_key_signed_is_not_this_shops(shop: Shop, tmp_path: Path) -> None:
    vault, newest = shop.make.vault, checkpoints.newest(shop.make.session)
    assert newest is not None
    other = replace(vault, _keys={"ledger": bytes(32)})
    note = checkpoints.sign(other, newest.size, bytes.fromhex(newest.root_sha256), now=NOW)
    page = tmp_path / "page.txt"
    page.write_text(f"{note}\n{checkpoints.Key(other.ledger_key())}\n")

    assert verdict(page) == 0
    assert verdict(page, shop.export()) == 1


def test_a_page_that_went_through_another_editor_is_still_read(shop: Shop, tmp_path: Path) -> None:
    page, newest = tmp_path / "page.txt", checkpoints.newest(shop.make.session)
    assert newest is not None
    text = f"{newest.note}\n{checkpoints.Key(shop.make.vault.ledger_key())}\n"
    page.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    assert verdict(page) == 0


def test_two_pages_of_one_shop_may_not_differ(shop: Shop, tmp_path: Path) -> None:
    vault = shop.make.vault
    for name, root in (("one", bytes(32)), ("two", bytes([1]) * 32)):
        note = checkpoints.sign(vault, 5, root, now=NOW)
        (tmp_path / name).write_text(f"{note}\n{checkpoints.Key(vault.ledger_key())}\n")

    assert verdict(tmp_path / "one") == verdict(tmp_path / "two") == 0
    assert verdict(tmp_path / "one", tmp_path / "two") == 1


def test_it_says_whose_key_signed(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    verdict(shop.receipt())

    assert checkpoints.Key(shop.make.vault.ledger_key()).origin in capsys.readouterr().out


LINES = [
    b'{"answer":"given","answer":"withdrawn"}',
    b'{"answer": "given"}',
    b'{"b":1,"a":1}',
    b'{"a":NaN}',
    b'{"a":1.5}',
    b'{"a":"\\u0061"}',
    b'{"a":' + b"9" * 5_000 + b"}",
    b"[" * 100_000,
    b"\xff",
]


def test_a_line_that_can_be_read_in_two_ways_is_refused_though_it_is_signed(shop: Shop) -> None:
    export = shop.export()

    def judged(line: bytes) -> int:
        root = hashlib.sha256(b"\x00" + line).digest()
        (export / "entries.jsonl").write_bytes(line + b"\n")
        note = checkpoints.sign(shop.make.vault, 1, root, now=NOW)
        (export / "checkpoints.txt").write_text(note, encoding="utf-8")
        return verdict(export)

    assert judged(b'{"a":1,"b":"\xe5\xbe\xa1"}') == 0
    assert [judged(line) for line in LINES] == [1] * len(LINES)
