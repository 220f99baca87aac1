"""Every edit of an export is found, and nothing is found where nothing was edited."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from services import checkpoints
from tests.clock import NOW
from tests.makers import Make
from tests.tools.ledgers import Shop, furnish, verdict
from tools import verify_ledger as verifier

EDITS = 1_000


DATABASES = ("sqlite",)
"""The files that are checked are the same whatever database they come from."""


@pytest.fixture
def shop(make: Make, tmp_path: Path) -> Shop:
    return furnish(make, tmp_path / "export")


def test_a_clean_ledger_is_never_flagged(make: Make, tmp_path: Path) -> None:
    chance, shop = random.Random(2), Shop(make, tmp_path / "export")
    for turn in range(8):
        for _ in range(chance.randint(1, 3)):
            make.member(reachable=chance.random() < 0.5)
        mark = shop.anchor(turn)

        assert verdict(shop.export(), mark) == 0


def flip(text: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(text))
    return text[:at] + bytes([text[at] ^ 1 << chance.randrange(8)]) + text[at + 1 :]


def lines(edit: Callable[[list[bytes], random.Random], object]) -> Callable[[bytes, random.Random], bytes]:
    def edited(text: bytes, chance: random.Random) -> bytes:
        parts = text.splitlines(keepends=True)
        edit(parts, chance)
        return b"".join(parts)

    return edited


def _swap_members(parts: list[bytes], chance: random.Random) -> None:
    """Give one member's answer to another, and the other's to them."""
    one, two = chance.sample(range(len(parts)), 2)
    first, second = json.loads(parts[one]), json.loads(parts[two])
    first["member_pid"], second["member_pid"] = second["member_pid"], first["member_pid"]
    if first["member_pid"] == second["member_pid"]:
        first["member_pid"] = "0" * 32
    parts[one], parts[two] = (verifier.canonical(entry) + b"\n" for entry in (first, second))


def _reorder(parts: list[bytes], chance: random.Random) -> None:
    one, two = chance.sample(range(len(parts)), 2)
    parts[one], parts[two] = parts[two], parts[one]


def _forge(parts: list[bytes], chance: random.Random) -> None:
    """Put in an answer that nobody gave."""
    entry = json.loads(chance.choice(parts)) | {"record_id": f"{chance.getrandbits(128):032x}"}
    parts.insert(chance.randint(0, len(parts)), verifier.canonical(entry) + b"\n")


def _hide(parts: list[bytes], chance: random.Random) -> None:
    """Take a line's contents out before their time, as if three years were over."""
    at = chance.randrange(len(parts))
    parts[at] = b'{"leaf_sha256":"%s"}\n' % verifier.leaf(parts[at][:-1]).hex().encode()


WAYS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flip": flip,
    "delete": lines(lambda parts, chance: parts.pop(chance.randrange(len(parts)))),
    "insert": lines(_forge),
    "repeat": lines(lambda parts, chance: parts.insert(chance.randrange(len(parts)), chance.choice(parts))),
    "reorder": lines(_reorder),
    "truncate": lambda text, chance: text[: chance.randrange(len(text))],
    "swap": lines(_swap_members),
    "hide": lines(_hide),
}


def test_every_one_of_a_thousand_random_edits_is_found(shop: Shop) -> None:
    chance, export = random.Random(20261125), shop.export()
    clean = {file.name: file.read_bytes() for file in export.iterdir()}
    names, missed = [*WAYS, "roots", "key"], []

    for number in range(EDITS):
        way = names[number % len(names)]
        name = {"roots": "checkpoints.txt", "key": "key.pub"}.get(way, "entries.jsonl")
        edited = WAYS.get(way, flip)(clean[name], chance)
        (export / name).write_bytes(edited)
        if edited != clean[name] and verdict(export) == 0:
            missed.append(f"{number} {way}")
        (export / name).write_bytes(clean[name])

    assert missed == []
    assert verdict(export) == 0


def test_a_ledger_written_anew_from_the_start_is_found_by_a_copy_outside(shop: Shop, tmp_path: Path) -> None:
    mark, receipt = shop.anchor(), shop.receipt()
    export = shop.export()
    assert verdict(export, mark, receipt) == 0
    parts = (export / "entries.jsonl").read_bytes().splitlines()
    _anew(export, parts[:4] + parts[5:], shop)

    assert verdict(export) == 0
    assert verdict(export, mark) == 1
    assert verdict(export, receipt) == 1


def _anew(export: Path, parts: list[bytes], shop: Shop) -> None:
    """What the shop itself could do, which has the key: write all lines again, and sign that."""
    tree = verifier.Tree()
    for part in parts:
        tree.add(verifier.leaf(part))
    note = checkpoints.sign(shop.make.vault, tree.size, tree.root(), now=NOW)
    (export / "entries.jsonl").write_bytes(b"\n".join([*parts, b""]))
    (export / "checkpoints.txt").write_text(note, encoding="utf-8")


def test_a_ledger_cut_short_together_with_its_roots_is_found_by_a_copy_outside(shop: Shop) -> None:
    mark, export = shop.anchor(), shop.export()
    notes = [found[0] for found in verifier.NOTE.finditer((export / "checkpoints.txt").read_text())]
    parts = (export / "entries.jsonl").read_bytes().splitlines(keepends=True)
    (export / "checkpoints.txt").write_bytes("\n".join(notes[:-1]).encode())
    (export / "entries.jsonl").write_bytes(b"".join(parts[: int(notes[-2].split("\n")[1])]))

    assert verdict(export) == 0
    assert verdict(export, mark) == 1


def test_lines_whose_time_is_over_may_be_leaves_only(shop: Shop) -> None:
    export = shop.export()
    parts = (export / "entries.jsonl").read_bytes().splitlines()
    parts[0] = b'{"leaf_sha256":"%s"}' % verifier.leaf(parts[0]).hex().encode()
    tree, notes = verifier.Tree(), []
    for day, part in ((0, parts[0]), (0, parts[1]), (4 * 365, parts[2])):
        tree.add(verifier.leaf(part))
        notes.append(checkpoints.sign(shop.make.vault, tree.size, tree.root(), now=NOW + timedelta(days=day)))
    (export / "checkpoints.txt").write_bytes("\n".join(notes[1:]).encode())
    (export / "entries.jsonl").write_bytes(b"\n".join([*parts[:3], b""]))

    assert verdict(export) == 0


def test_an_empty_folder_is_no_ledger(tmp_path: Path) -> None:
    assert verdict(tmp_path) == 1
