"""The verifier itself: one file that stands alone, and reckons as others do."""

import ast
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pymerkle import InmemoryTree

from tests.databases import ROOT
from tests.makers import Make
from tests.tools.ledgers import Shop, furnish, verdict
from tools import verify_ledger as verifier

FILE = ROOT / "tools" / "verify_ledger.py"


DATABASES = ("sqlite",)
"""The files that are checked are the same whatever database they come from."""


@pytest.fixture
def shop(make: Make, tmp_path: Path) -> Shop:
    return furnish(make, tmp_path / "export")


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
