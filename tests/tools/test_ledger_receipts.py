"""Receipts and pages are checked by themselves, and against the ledger of today."""

import json
import random
from pathlib import Path

import pytest

from services import checkpoints
from tests.makers import Make
from tests.tools.ledgers import Shop, furnish, verdict

DATABASES = ("sqlite",)
"""The files that are checked are the same whatever database they come from."""


@pytest.fixture
def shop(make: Make, tmp_path: Path) -> Shop:
    return furnish(make, tmp_path / "export")


def test_a_receipt_is_checked_by_itself_and_against_the_ledger(shop: Shop) -> None:
    receipt = shop.receipt()

    assert verdict(receipt) == 0
    assert verdict(shop.export(), receipt) == 0


def test_any_changed_value_of_a_receipt_is_found(shop: Shop) -> None:
    receipt, chance = shop.receipt(), random.Random(3)
    clean = receipt.read_text()
    missed = []
    for number in range(150):
        paper = json.loads(clean)
        where = _change(paper, chance)
        receipt.write_text(json.dumps(paper, ensure_ascii=False))
        if verdict(receipt) == 0:
            missed.append(f"{number} {where}")

    assert missed == []


def _change(value: object, chance: random.Random) -> str:
    """Change one value somewhere in it, and say where."""
    assert isinstance(value, dict | list)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return _grow(value)
    at = chance.choice(keys)
    inner = value[at]
    if isinstance(inner, dict | list):
        return f"{at}.{_change(inner, chance)}"
    value[at] = f"{inner}x" if not isinstance(inner, int) else inner + 1
    return str(at)


def _grow(value: dict[str, object] | list[object]) -> str:
    if isinstance(value, dict):
        value["more"] = 1
    else:
        value.append("more")
    return "more"


def test_a_page_with_a_signed_root_is_a_copy_outside(shop: Shop, tmp_path: Path) -> None:
    newest = checkpoints.newest(shop.make.session)
    assert newest is not None
    page = tmp_path / "2026-12-01.txt"
    page.write_text(f"印\n\n{newest.note}\n{checkpoints.Key(shop.make.vault.ledger_key())}\n")

    assert verdict(page, shop.export()) == 0
    page.write_text("何も書かれていない紙")
    assert verdict(page) == 1
