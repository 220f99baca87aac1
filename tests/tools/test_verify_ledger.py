"""The verifier: one file of its own, which finds every edit, and finds nothing where nothing was edited."""

import ast
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pymerkle import InmemoryTree

from models.consents import Purpose
from services import checkpoints, consent, proofs
from tests.clock import NOW
from tests.databases import ROOT
from tests.makers import Make
from tests.services import exports
from tools import verify_ledger as verifier

FILE = ROOT / "tools" / "verify_ledger.py"
EDITS = 1_000


@dataclass
class Shop:
    """A shop with a small ledger, and what was carried out of its reach."""

    make: Make
    directory: Path

    def anchor(self, minutes: int = 0) -> str:
        made = checkpoints.anchor(self.make.session, self.make.vault, now=NOW + timedelta(minutes=minutes))
        assert made is not None
        return checkpoints.mark(made)

    def export(self) -> Path:
        return exports.write(self.make.session, self.make.vault, self.directory)

    def receipt(self) -> Path:
        somebody = self.make.member(reachable=True)
        entries = consent.receipts(self.make.session, somebody)
        session, vault = self.make.session, self.make.vault
        proof = proofs.of_answers(session, vault, entries, trust_url="https://shop.example/trust", now=NOW)
        file = self.directory.parent / "receipt.json"
        file.write_bytes(proofs.as_json(proof))
        return file


@pytest.fixture
def shop(make: Make, tmp_path: Path) -> Shop:
    """Nine people who joined, three who stopped; three signed roots."""
    made = Shop(make, tmp_path / "export")
    for turn in range(3):
        people = [make.member(reachable=True) for _ in range(3)]
        evidence = make.evidence(NOW)
        consent.withdraw(
            make.session,
            people[0],
            purposes=[Purpose.ANNOUNCEMENTS],
            reason="stop",
            evidence=evidence,
            now=NOW,
        )
        made.anchor(turn)
    return made


def verdict(*arguments: object) -> int:
    return verifier.main([str(argument) for argument in arguments])


# --- The file itself ----------------------------------------------------------------------------------------
def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(FILE.read_text())
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in imported
        for alias in node.names
    }

    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert all(node.level == 0 for node in imported if isinstance(node, ast.ImportFrom))


def test_the_product_does_not_use_it_either() -> None:
    rooms = ("services", "bot", "handlers", "admin", "api", "cli", "scheduler", "models")
    using = [
        file for room in rooms for file in (ROOT / room).rglob("*.py") if "tools.verify" in file.read_text()
    ]

    assert using == []


def test_it_runs_alone_wherever_it_is_copied_to(shop: Shop, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "verify.py"
    alone.parent.mkdir()
    shutil.copy(FILE, alone)
    command = [sys.executable, "-I", "-S", str(alone), str(shop.export())]

    done = subprocess.run(command, cwd=alone.parent, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "誤りは見つかりませんでした" in done.stdout


def test_without_anything_to_check_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict() == 1
    assert "使い方" in capsys.readouterr().err


# --- Its own reckoning, against others' ---------------------------------------------------------------------
def test_its_signatures_are_those_of_rfc_8032() -> None:
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    assert verifier.is_signed(key, b"\x72", signature)
    assert not verifier.is_signed(key, b"\x73", signature)


def test_it_judges_signatures_as_openssl_does() -> None:
    chance = random.Random(1)
    for number in range(40):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(number)
        key, signature = private.public_key().public_bytes_raw(), bytearray(private.sign(message))
        if number % 2:
            signature[chance.randrange(64)] ^= 1 << chance.randrange(8)

        assert verifier.is_signed(key, message, bytes(signature)) == _openssl(key, message, bytes(signature))


def _openssl(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_pymerkle_finds_the_same_root_for_every_size() -> None:
    judge, tree = InmemoryTree(), verifier.Tree()  # type: ignore[no-untyped-call]
    for number in range(300):
        judge.append_entry(b"%d" % number)
        tree.add(verifier.leaf(b"%d" % number))

        assert tree.root() == judge.get_root()


def test_pymerkles_proofs_lead_to_the_same_root() -> None:
    judge = InmemoryTree()  # type: ignore[no-untyped-call]
    judge.append_entries([b"%d" % number for number in range(70)])
    for size in (1, 2, 3, 64, 69, 70):
        for place in {1, 2, size // 2, size} & set(range(1, size + 1)):
            path = judge.prove_inclusion(place, size).path[1:]
            reached = verifier.climbed(verifier.leaf(b"%d" % (place - 1)), place, size, path)

            assert reached == judge.get_root(size)


# --- Exports ------------------------------------------------------------------------------------------------
def test_a_clean_ledger_is_never_flagged(make: Make, tmp_path: Path) -> None:
    chance, shop = random.Random(2), Shop(make, tmp_path / "export")
    for turn in range(12):
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


# --- Receipts -----------------------------------------------------------------------------------------------
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
