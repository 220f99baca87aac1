"""CSV as spreadsheets in Japan read it: UTF-8 with a mark, every cell quoted, and none a formula."""

import csv
import io
from collections.abc import Iterable

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet would take for the start of a formula (OWASP, CSV injection)."""


def write(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    """Write a file: its headings, then its rows."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(heading) for heading in headings])
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """Write one cell; what a spreadsheet would run as a formula gets an apostrophe before it.

    A whole number is none, whatever its sign.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) and not isinstance(value, int) else text
