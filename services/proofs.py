"""Proofs: files that anybody can check without us, of somebody's answers and of one message."""

import base64
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy.orm import Session

from models.consents import ConsentEntry
from models.ledger import Checkpoint
from services import checkpoints, consent, coverage, ledger, receipts
from services.errors import RuleError
from services.vault import Vault

ABOUT = (
    "このファイルは、お店の手を借りずに確かめられます: python3 verify_ledger.py ファイル名",
    "This file can be checked without the shop: python3 verify_ledger.py FILE",
)


class ProofLater(RuleError):
    """Too much was written at once; the root over this line is signed within minutes."""


def of_answers(
    session: Session, vault: Vault, entries: Sequence[ConsentEntry], *, trust_url: str | None, now: datetime
) -> dict[str, Any]:
    """Prove answers: records, lines, places in the tree, words, the signed root; raise ProofLater."""
    root = _covering(session, vault, max((entry.id for entry in entries), default=1), now=now)
    receipts_ = [
        {"record": _record(session, entry, trust_url), **_line(session, entry, root)} for entry in entries
    ]
    return _sealed(
        vault, root, {"format": "goen-receipt/1", "receipts": receipts_} | _words(session, entries)
    )


def of_message(session: Session, vault: Vault, message_id: str, *, now: datetime) -> dict[str, Any]:
    """Prove what covers one message: raise MessageUnknown, ProofOver or ProofLater."""
    message = coverage.find(session, message_id)
    lines = [line for line in (message.given, message.ended) if line is not None]
    written = message.sending.ledger_size or 0
    root = _covering(session, vault, max(written, *(line.id for line in lines)), now=now)
    body = {
        "format": "goen-message/1",
        "message": message.told(),
        "is_covered": message.is_covered,
        "given": _line(session, message.given, root),
        "ended": _line(session, message.ended, root) if message.ended else None,
    }
    return _sealed(vault, root, body | _words(session, lines))


def as_json(proof: dict[str, Any]) -> bytes:
    """Write a proof as a file: UTF-8, for people to read too."""
    return json.dumps(proof, ensure_ascii=False, indent=1).encode() + b"\n"


def _covering(session: Session, vault: Vault, place: int, *, now: datetime) -> Checkpoint:
    """Give a signed root over this place; the newest, else one that is signed now."""
    newest = checkpoints.newest(session)
    if newest is None or newest.size < place:
        newest = checkpoints.anchor(session, vault, now=now)
    if newest is None:
        raise ProofLater
    return newest


def _line(session: Session, entry: ConsentEntry, root: Checkpoint) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in consent.PROVEN}
    path = ledger.Tree(session, root.size).path(entry.id)
    return {"place": entry.id, "entry": json.loads(consent.canonical(fields)), "path": path}


def _record(session: Session, entry: ConsentEntry, trust_url: str | None) -> dict[str, Any] | None:
    notice = receipts.words_of(session, entry)
    return None if notice is None else receipts.record(entry, notice, trust_url=trust_url)


def _words(session: Session, entries: Iterable[ConsentEntry]) -> dict[str, Any]:
    """Give the words of all these answers, each once, by the hash that the lines name."""
    found = (receipts.words_of(session, entry) for entry in entries)
    return {"notices": {notice.sha256: receipts.shown(notice) for notice in found if notice is not None}}


def _sealed(vault: Vault, root: Checkpoint, body: dict[str, Any]) -> dict[str, Any]:
    """Add root and key, and sign the whole, so that no part of the file can be changed unseen."""
    whole = {"about": list(ABOUT), **body, "checkpoint": root.note}
    whole["key"] = str(checkpoints.Key(vault.ledger_key()))
    return whole | {"signature": base64.b64encode(vault.sign(rfc8785.dumps(whole))).decode()}
