"""Counts characters as LINE counts them: UTF-16 units for texts, grapheme clusters for labels."""

import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"


def utf16(text: str) -> int:
    """UTF-16 code units, so that most emoji count as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Characters as a reader sees them; close to Unicode's UAX 29 for everything that labels contain."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    count, before, flags = 0, "", 0
    for character in text:
        flags = flags + 1 if _is_flag_half(character) else 0
        if not _continues(before, character, flags):
            count += 1
        before = character
    return count


def _continues(before: str, character: str, flags: int) -> bool:
    """Whether this code point belongs to the character before it."""
    if not before:
        return False
    return (
        before == _ZERO_WIDTH_JOINER
        or _extends(character)
        or (flags > 0 and flags % 2 == 0)
        or (before == "\r" and character == "\n")
    )


def _extends(character: str) -> bool:
    """Combining and variation marks, joiners, skin tones, and the half-width sound marks' full cousins."""
    return (
        character == _ZERO_WIDTH_JOINER
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or 0x1F3FB <= ord(character) <= 0x1F3FF
        or 0xE0020 <= ord(character) <= 0xE007F
    )


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
