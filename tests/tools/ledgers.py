"""A small ledger to check from outside, and what was carried out of its shop's reach."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from models.consents import Purpose
from services import checkpoints, consent, proofs
from tests.clock import NOW
from tests.makers import Make
from tests.services import exports
from tools import verify_ledger


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


def furnish(make: Make, directory: Path) -> Shop:
    """Nine people who joined, three who stopped; three signed roots."""
    made = Shop(make, directory)
    for turn in range(3):
        people = [make.member(reachable=True) for _ in range(3)]
        stopped, evidence = [Purpose.ANNOUNCEMENTS], make.evidence(NOW)
        consent.withdraw(make.session, people[0], purposes=stopped, reason="stop", evidence=evidence, now=NOW)
        made.anchor(turn)
    return made


def verdict(*arguments: object) -> int:
    return verify_ledger.main([str(argument) for argument in arguments])
