"""Key sheets: the master key on paper, in lines that show when one sign of them was misread."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy.orm import Session

from services import masters
from services.errors import RuleError
from services.settings import Choices

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's Base32: no I, L, O or U."""
ALIKE = str.maketrans("ILO", "110")
BYTES, LINES = 8, 4
"""Of the key in one line, and lines: 32 bytes."""
WRITTEN, CHECK, GROUP = 13, 2, 5
"""Signs of a line that stand for the key, check signs after them, and signs between two blanks."""
PRIME = 1021
"""A prime above 31 × 31: a sign misread, or two neighbours swapped, always gives another remainder."""
APART = 257
"""So far are the checks of two lines apart, so that lines cannot change places."""


class LineMistyped(RuleError):
    """The check signs say that something in this line is wrong."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def lines(key: bytes) -> list[str]:
    """Write a master key as four lines of fifteen signs, the last two of each being its check signs."""
    return [_grouped(_line(number, part)) for number, part in enumerate(_parts(key), start=1)]


def checks(key: bytes) -> list[str]:
    """Give the check signs of each line."""
    return [line[-CHECK:] for line in lines(key)]


def read(typed: Sequence[str]) -> bytes:
    """Read the four lines as somebody typed them; raise LineMistyped, which names the first wrong one."""
    return b"".join(part(number, line) for number, line in enumerate(typed, start=1))


def part(number: int, typed: str) -> bytes:
    """Read one line, counted from 1: 8 bytes of the key; raise LineMistyped."""
    signs = _plain(typed)
    if len(signs) != WRITTEN + CHECK or set(signs) - set(SIGNS):
        raise LineMistyped(number)
    value = _value(signs[:WRITTEN])
    if value >= 1 << (8 * BYTES) or signs != _line(number, value.to_bytes(BYTES)):
        raise LineMistyped(number)
    return value.to_bytes(BYTES)


def confirm(key: bytes, typed: Sequence[str]) -> str:
    """Compare the check signs of all lines, and name the key for the setting; raise LineMistyped."""
    for number, (right, given) in enumerate(zip(checks(key), typed, strict=True), start=1):
        if _plain(given) != right:
            raise LineMistyped(number)
    return masters.mark_of(key).hex()


def is_missing(session: Session, choices: Choices) -> bool:
    """Tell whether nobody has confirmed the sheet of the present master key."""
    return choices.key_sheet != (masters.witness(session) or b"").hex()


def _parts(key: bytes) -> list[bytes]:
    return [key[start : start + BYTES] for start in range(0, LINES * BYTES, BYTES)]


def _line(number: int, part: bytes) -> str:
    value = int.from_bytes(part)
    return _signs(value, WRITTEN) + _signs((value + number * APART) % PRIME, CHECK)


def _plain(typed: str) -> str:
    """Read what was typed: wide or small, with any blanks and hyphens, O for 0 and I or L for 1."""
    signs = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in signs if sign.isalnum()).translate(ALIKE)


def _grouped(signs: str) -> str:
    return " ".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def _signs(value: int, count: int) -> str:
    return "".join(SIGNS[value >> (5 * place) & 31] for place in reversed(range(count)))


def _value(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * 32 + SIGNS.index(sign)
    return value
