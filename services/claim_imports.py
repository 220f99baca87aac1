"""Old balances from a file: tried first, told row by row, and safe to bring in twice."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import writes
from models.claims import Claim
from services import claims
from services.claims import ClaimRefused
from services.errors import RuleError
from services.vault import Vault

MOST = 1_000
"""Rows of one file: so many are written in one short transaction."""
ENCODINGS = ("utf-8-sig", "cp932")
"""What spreadsheets in Japan write."""
PART = 500


class FileRefused(RuleError):
    """It cannot be read at all; `why` is `empty`, `encoding` or `many`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Row:
    """One line of the file, and what becomes of it.

    `state` is `new`, `known` (this card has its code already), or a fault: `columns`, `card`, `points`,
    `twice` (the card stands there before) or `taken` (another sum is out for this card).
    """

    line: int
    card: str = ""
    points: int = 0
    state: str = "new"
    code: str | None = None

    @property
    def is_wrong(self) -> bool:
        return self.state not in ("new", "known")


def decode(content: bytes) -> str:
    """Read the bytes of a file as text; raise FileRefused."""
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("encoding")


def look(session: Session, vault: Vault, text: str) -> list[Row]:
    """Tell of each line what would become of it, and write nothing; raise FileRefused."""
    rows = _read(text)
    known = _known(session, [claims.card_digest(vault, row.card) for row in rows if not row.is_wrong])
    return [_judged(row, known.get(claims.card_digest(vault, row.card))) for row in rows]


def bring_in(
    session: Session, vault: Vault, text: str, *, expires_at: datetime, staff_id: int | None, now: datetime
) -> list[Row]:
    """Write all lines that are new, and give them with their codes; others are told as `look` does.

    A line that somebody else brings in at the same moment is known by then.
    """
    rows = look(session, vault, text)
    codes = _write(
        session,
        vault,
        [row for row in rows if row.state == "new"],
        {"expires_at": expires_at, "staff_id": staff_id, "created_at": now},
    )
    return [_with_code(row, codes) for row in rows]


def _read(text: str) -> list[Row]:
    lines = [
        (number, cells) for number, cells in enumerate(csv.reader(io.StringIO(text)), start=1) if any(cells)
    ]
    if lines and _is_heading(lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise FileRefused("empty")
    if len(lines) > MOST:
        raise FileRefused("many")
    return _once(_row(number, cells) for number, cells in lines)


def _is_heading(cells: Sequence[str]) -> bool:
    """A first line without any figure names the columns."""
    return not any(sign.isdecimal() for cell in cells for sign in cell)


def _row(number: int, cells: Sequence[str]) -> Row:
    if len(cells) != 2:
        return Row(number, state="columns")
    card, written = cells[0].strip(), cells[1].strip().replace(",", "")
    worth = int(written) if written.isdecimal() and len(written) < 12 else 0
    try:
        claims.check(card, worth)
    except ClaimRefused as refusal:
        return Row(number, card, worth, refusal.why)
    return Row(number, card, worth)


def _once(rows: Iterable[Row]) -> list[Row]:
    """Mark each card that stands there a second time."""
    seen: set[str] = set()
    found = []
    for row in rows:
        card = claims.plain(row.card)
        is_twice = not row.is_wrong and card in seen
        found.append(replace(row, state="twice") if is_twice else row)
        seen.add(card)
    return found


def _known(session: Session, digests: Sequence[str]) -> dict[str, int]:
    """Give the points of the cards that have a code already, by the digest of their number."""
    found: dict[str, int] = {}
    for start in range(0, len(digests), PART):
        some = Claim.card_digest.in_(digests[start : start + PART])
        rows = session.execute(select(Claim.card_digest, Claim.points).where(some))
        found.update((digest, worth) for digest, worth in rows)
    return found


def _judged(row: Row, known: int | None) -> Row:
    if row.is_wrong or known is None:
        return row
    return replace(row, state="known" if known == row.points else "taken")


def _write(session: Session, vault: Vault, rows: Sequence[Row], shared: dict[str, object]) -> dict[str, str]:
    """Insert them, and give the code of each that went in, by the plain number of its card."""
    if not rows:
        return {}
    codes = {claims.card_digest(vault, row.card): (row, claims.draw()) for row in rows}
    values = [
        {
            "card_digest": digest,
            "code_digest": claims.code_digest(vault, code),
            "points": row.points,
            **shared,
        }
        for digest, (row, code) in codes.items()
    ]
    went_in = writes.insert_new(session, Claim, values, [], give="card_digest")
    return {codes[digest][0].card: claims.grouped(codes[digest][1]) for digest in went_in}


def _with_code(row: Row, codes: dict[str, str]) -> Row:
    if row.state != "new":
        return row
    code = codes.get(row.card)
    return replace(row, code=code, state="new" if code else "known")
