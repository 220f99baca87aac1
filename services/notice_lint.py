"""The lint of consent texts: what hurries, shames, presumes or tilts the choice is not published."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.consents import Purpose
from services.notice_tilts import BOUGHT, TILTS
from services.notice_words import Own, Template, Words

LONGEST: Mapping[str, int] = {
    "title": 40,
    "opening": 300,
    "purposes": 60,
    "items": 60,
    "closing": 300,
    "question": 60,
    "labels": 20,
}
"""Characters of each part; a label is LINE's limit for a template's button."""
LINES = 5
"""Further purposes or items in one notice."""
BUBBLE = 4_800
"""LINE's 5,000 characters of one text message, less what the bot may say before the words."""

_NO_JA = re.compile(r"ない$|ません$|断る$")
_NO_EN = re.compile(r"\b(?:not|no|decline|never)\b", re.IGNORECASE)
_POLITE = re.compile(r"(?:ます|ません|です|ください)$")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_WITHIN = re.compile(rf"(?<={_JAPANESE.pattern}) (?={_JAPANESE.pattern})")


@dataclass(frozen=True)
class Finding:
    """What is wrong, where, and the words it was found in."""

    place: str
    """A field of `Own`, or `body`."""
    why: str
    found: str = ""


def check(purpose: Purpose, template: Template, own: Own) -> list[Finding]:
    """Find all that keeps the shop's own words from being published."""
    words = template.fill(own)
    labels = own.labels if any(own.labels) else template.labels
    return [
        *_parts(purpose, own),
        *_equal(labels, len(template.labels)),
        *missing(template, words),
        *_fits(words),
    ]


def missing(template: Template, words: Words) -> Iterator[Finding]:
    """Find what every version must say and this one does not."""
    printed, asked = words.body.split("\n"), words.question.split("\n")
    for line in template.required:
        if line and line not in printed:
            yield Finding("body", "missing", line)
    for line in template.asked:
        if line not in asked:
            yield Finding("question", "missing", line)


def _parts(purpose: Purpose, own: Own) -> Iterator[Finding]:
    for place, text in _own_texts(own):
        yield from _tilts(purpose, place, text)
        if len(text) > LONGEST[place]:
            yield Finding(place, "long", str(LONGEST[place]))
    for place in ("purposes", "items"):
        if len(getattr(own, place)) > LINES:
            yield Finding(place, "many", str(LINES))


def _tilts(purpose: Purpose, place: str, text: str) -> Iterator[Finding]:
    rules = TILTS if purpose == Purpose.MEMBERSHIP else {**TILTS, "reward": BOUGHT}
    read = _as_read(text)
    for why, rule in rules.items():
        if found := rule.search(text) or rule.search(read):
            yield Finding(place, why, found.group())


def _as_read(text: str) -> str:
    """Write as people read it: of one width, one space between English words and none within Japanese."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return _WITHIN.sub("", " ".join(seen.split()))


def _own_texts(own: Own) -> Iterator[tuple[str, str]]:
    for place in LONGEST:
        value: str | tuple[str, ...] = getattr(own, place)
        yield from ((place, text) for text in ([value] if isinstance(value, str) else value) if text)


def _equal(labels: tuple[str, ...], wanted: int) -> Iterator[Finding]:
    """Hold the buttons to one another: as many, as long, in the same form, and the last one a plain no."""
    shown = "／".join(labels)
    if len(labels) != wanted or not all(labels) or len(set(labels)) != wanted:
        yield Finding("labels", "labels_number", shown)
    elif not _NO_JA.search(labels[-1]) and not _NO_EN.search(labels[-1]):
        yield Finding("labels", "no_plain_no", labels[-1])
    elif _lengths_differ((labels[0], labels[-1])):
        yield Finding("labels", "unequal_length", shown)
    elif len({bool(_POLITE.search(label)) for label in _verbs(labels)}) > 1:
        yield Finding("labels", "unequal_form", shown)


def _lengths_differ(labels: Iterable[str]) -> bool:
    """English needs two words more for a no; Japanese one or two characters."""
    lengths = sorted(len(label) for label in labels)
    is_japanese = any(_JAPANESE.search(label) for label in labels)
    return lengths[-1] > lengths[0] * (2 if is_japanese else 3) + (1 if is_japanese else 0)


def _verbs(labels: Iterable[str]) -> list[str]:
    """「…だけ」 stands between yes and no, and has no verb."""
    return [label for label in labels if _JAPANESE.search(label) and not label.endswith("だけ")]


def _fits(words: Words) -> Iterator[Finding]:
    whole = "\n".join((words.title, words.body, words.question))
    if len(whole.encode("utf-16-le")) // 2 > BUBBLE:
        yield Finding("body", "bubble", str(BUBBLE))
