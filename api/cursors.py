"""Cursors: where a page ended, as a word that says nothing to whoever carries it."""

import base64
import binascii

from api import problems


def write(number: int) -> str:
    """Name the last row of a page."""
    return base64.urlsafe_b64encode(str(number).encode()).decode().rstrip("=")


def read(word: str | None) -> int | None:
    """Give the row that it names, None for none; raise Problem where it is none of ours."""
    if word is None:
        return None
    try:
        number = int(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, binascii.Error):
        number = -1
    if not 0 < number < 2**63:
        detail = ("前の答えの next を入れてください", "has to be the next of an earlier answer")
        words = detail[problems.language() == "en"]
        raise problems.fields([{"field": "cursor", "reason": "cursor", "detail": words}])
    return number
