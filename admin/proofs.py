"""The proof of a member's own answers as a page to read and as a file to keep."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as __

from admin.openings import File, Opening, Paper
from bot.wording.receipts import ANSWERS, PURPOSES
from models.consents import ConsentEntry
from services import checkpoints, consent, japan, proofs, receipts

MOST = 200
"""Answers in one file; nobody has given so many."""


def read(opening: Opening) -> Mapping[str, Any]:
    """Show every answer with its words; the root is signed now where it does not cover them yet."""
    entries = _entries(opening)
    _made(opening, entries)
    newest = checkpoints.newest(opening.session)
    return {
        "answers": [_answer(opening, entry) for entry in entries],
        "mark": checkpoints.mark(newest) if newest else None,
    }


def file(opening: Opening) -> File:
    """Give the file that anybody can check."""
    name = f"goen-proof-{japan.day(opening.now):%Y%m%d}.json"
    return File(name, proofs.as_json(_made(opening, _entries(opening))), "application/json; charset=utf-8")


def _entries(opening: Opening) -> Sequence[ConsentEntry]:
    return consent.receipts(opening.session, opening.member)[:MOST]


def _made(opening: Opening, entries: Sequence[ConsentEntry]) -> dict[str, Any]:
    trust_url = f"{opening.public_url}/trust"
    return proofs.of_answers(opening.session, opening.vault, entries, trust_url=trust_url, now=opening.now)


def _answer(opening: Opening, entry: ConsentEntry) -> dict[str, Any]:
    return {
        "at": entry.answered_at,
        "purpose": PURPOSES[entry.purpose](opening.language),
        "answer": ANSWERS[entry.answer](opening.language),
        "number": entry.record_id,
        "place": entry.id,
        "notice": receipts.words_of(opening.session, entry),
    }


PAPER = Paper(
    title=__("同意の記録の証明"),
    about=__(
        "お答えくださったことの記録と、それが書き換えられていないことを確かめるファイルをお渡しします。"
    ),
    template="proof.html",
    read=read,
    file=file,
)
