"""Measure: how loud, how colourful, how long, and how many links."""

import re
from collections.abc import Iterator

from services.politeness_reading import Mark, Reading, Whole

LOUD, EMOJI, LONG = 2, 4, 500
"""Exclamation marks, emoji and characters in one message (trust.md 6.3)."""
_ONE = (
    r"[\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff"
    r"\u2600-\u2604\u2607-\u2669\u266c-\u27bf\u2b50\u2b55]"
)
"""Pictures; ★ ☆ ♪ ♫ are signs of type."""
_MODIFIERS = "[\ufe0f\U0001f3fb-\U0001f3ff]*"
_EMOJI = re.compile(rf"(?:{_ONE}{_MODIFIERS}(?:\u200d{_ONE}{_MODIFIERS})*|[\U0001f1e6-\U0001f1ff]{{2}})")
_LINK = re.compile(r"https?://[\w./?=&%#~:+@,;\-]+", re.ASCII)


def judge(reading: Reading, whole: Whole) -> Iterator[Mark]:
    """Find too much of a good thing in one message, and a second link in the announcement."""
    shouts = [found.start() for found in re.finditer("!", reading.text)]
    if len(shouts) >= LOUD:
        yield Mark("loud", shouts[1], shouts[1] + 1, "。")
    if len(reading.raw) > LONG:
        beyond = next(place for place, typed in enumerate(reading.places) if typed >= LONG)
        yield Mark("long", min(beyond, len(reading.text) - 1), len(reading.text))
    yield from _emoji(reading)
    yield from _links(reading, whole)


def _emoji(reading: Reading) -> Iterator[Mark]:
    """Look at what was typed, for what joins signs to one is not read."""
    found = list(_EMOJI.finditer(reading.raw))
    if len(found) >= EMOJI:
        start = reading.places.index(found[EMOJI - 1].start())
        yield Mark("emoji", start, start + 1)


def _links(reading: Reading, whole: Whole) -> Iterator[Mark]:
    """One announcement asks for one thing; the same address twice is one, the button's too."""
    known = set(filter(None, [whole.button]))
    known |= {link for other in whole.readings[: reading.number - 1] for link in _LINK.findall(other.text)}
    for found in _LINK.finditer(reading.text):
        if known and found.group() not in known:
            yield Mark("links", found.start(), found.end())
        known.add(found.group())
