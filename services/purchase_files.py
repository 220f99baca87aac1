"""Purchase files: receipts as a till writes them to CSV; what is wrong is told by its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from services import points
from services.errors import RuleError
from services.purchases import LONGEST_RECEIPT, Sale

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("会員番号", "card", "card_number"), "card"),
    **dict.fromkeys(("金額", "税込金額", "yen", "amount"), "yen"),
    **dict.fromkeys(("レシート番号", "伝票番号", "receipt"), "receipt"),
    **dict.fromkeys(("店舗番号", "店舗", "shop"), "shop"),
}
"""What a heading may be called; 店舗 is optional."""
NEEDED = frozenset({"card", "yen", "receipt"})
CARD = re.compile(r"\d{4}-?\d{4}", re.ASCII)
NUMBER = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)円?", re.ASCII)
RECEIPT = re.compile(rf"[!-~]{{1,{LONGEST_RECEIPT}}}")


class FileUnreadable(RuleError):
    """It is no CSV with the headings that are needed, or too long; `why` is `text`, `headings` or `long`."""

    def __init__(self, why: str, limit: int = 0) -> None:
        super().__init__(why, limit)
        self.why, self.limit = why, limit


@dataclass(frozen=True)
class Line:
    """One purchase in the file."""

    number: int
    """Of the line in the file, the heading being 1."""
    card: str
    sale: Sale


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line: `card`, `yen`, `receipt`, `shop`, `twice`, `member` or `differs`."""

    number: int
    why: str


@dataclass(frozen=True)
class Read:
    """A whole file."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(raw: bytes, *, most: int) -> Read:
    """Read a file of at most so many lines, in UTF-8 or as Excel in Japan writes it; raise FileUnreadable."""
    rows = csv.reader(io.StringIO(_text(raw), newline=""))
    try:
        headings = [COLUMNS.get(name.strip().lower(), "") for name in next(rows, [])]
        if not set(headings) >= NEEDED:
            raise FileUnreadable("headings")
        found = Read()
        for number, row in _numbered(rows, most):
            _take(found, number, dict(zip(headings, map(str.strip, row), strict=False)))
    except csv.Error:
        raise FileUnreadable("text") from None
    return _without_doubles(found)


def _text(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable("text")


def _numbered(rows: Iterator[list[str]], most: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=2):
        if number - 1 > most:
            raise FileUnreadable("long", most)
        if any(cell.strip() for cell in row):
            yield number, row


def _take(found: Read, number: int, row: Mapping[str, str]) -> None:
    """Read one line, or tell the first thing that is wrong with it."""
    yen = NUMBER.fullmatch(row.get("yen", ""))
    amount = int(yen.group(1).replace(",", "")) if yen and len(row["yen"]) <= 20 else 0
    shop = row.get("shop", "")
    is_right = {
        "card": CARD.fullmatch(row.get("card", "")),
        "yen": 0 < amount <= points.LARGEST_PURCHASE,
        "receipt": RECEIPT.fullmatch(row.get("receipt", "")),
        "shop": not shop or (shop.isascii() and shop.isdecimal() and len(shop) < 16),
    }
    wrong = [name for name, fits in is_right.items() if not fits]
    if wrong:
        found.faults.append(Fault(number, wrong[0]))
        return
    sale = Sale(row["receipt"], amount, int(shop) if shop else None)
    found.lines.append(Line(number, row["card"].replace("-", ""), sale))


def _without_doubles(found: Read) -> Read:
    """Of several lines with one receipt the first counts; the others are told."""
    seen: set[str] = set()
    kept, faults = [], list(found.faults)
    for line in found.lines:
        if line.sale.cause in seen:
            faults.append(Fault(line.number, "twice"))
        else:
            seen.add(line.sale.cause)
            kept.append(line)
    return Read(kept, sorted(faults, key=lambda fault: fault.number))
