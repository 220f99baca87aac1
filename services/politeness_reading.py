"""How a text is read before it is judged: of one width, in sentences, with the way back to what was typed."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

SILENT = "〓"
"""Stands for a sign of a name that is let pass: no rule knows it."""

_CLUSTER = re.compile(r".[ﾞﾟ\u3099\u309a]?", re.DOTALL)
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]*")
_QUOTED = re.compile(r"(?<=「)[^「」]*(?=」)")
_BETWEEN_WORDS = re.compile(r"[/\-_+.?&=#]+")
_TAIL = re.compile(r"(?:\([^()]*\)|\W)+$")


class Mark(NamedTuple):
    """What a rule finds: a kind, where in the text as read, and better words where it knows some."""

    kind: str
    start: int
    end: int
    instead: str = ""


class Sentence(NamedTuple):
    """A sentence without its tail of signs and brackets, and how it ends."""

    start: int
    body: str
    stop: str
    """One of 。 ! ? or nothing, where only the line ends."""
    is_last: bool
    """Nothing follows, or an empty line."""


@dataclass(frozen=True)
class Reading:
    """One message as people read it."""

    number: int
    """From 1, in the order in which they are sent."""
    raw: str
    text: str
    places: Sequence[int]
    """Of each sign of `text`, where it stands in `raw`; one more for the end."""

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Split it; what is quoted in 「」 is somebody's word or a button's name, and is not judged."""
        unquoted = _QUOTED.sub(lambda found: SILENT * len(found.group()), self.text)
        return [self._sentence(found) for found in _SENTENCE.finditer(unquoted)]

    def line_of(self, place: int) -> str:
        """Give the line in which a place of the text stands."""
        start = self.text.rfind("\n", 0, place) + 1
        return self.text[start:].partition("\n")[0]

    def sentence_of(self, place: int) -> str:
        """Give the sentence in which a place of the text stands, to its stop."""
        start = max(self.text.rfind(stop, 0, place) for stop in "。!?\n") + 1
        return re.split(r"[。!?\n]", self.text[start:], maxsplit=1)[0]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Give where it stands in what was typed."""
        return self.places[start], self.places[end - 1] + 1

    def _sentence(self, found: re.Match[str]) -> Sentence:
        whole = found.group()
        said = whole.rstrip("。!?")
        rest = self.text[found.end() :]
        is_last = not rest.strip() or rest.startswith("\n\n")
        return Sentence(found.start(), _TAIL.sub("", said), whole[len(said) :][:1], is_last)


@dataclass(frozen=True)
class Whole:
    """What belongs to one announcement, and the day on which it goes out."""

    readings: Sequence[Reading]
    day: date
    last: date
    """The last day on which it may still go out."""
    has_coupon: bool = False
    """A coupon goes with it and says its own last day."""
    has_end: bool = False
    """Some message names a last day that is yet to come, or it is about safety: it may hurry people."""
    button: str = ""
    """Where the button below the last message leads."""


def read(number: int, raw: str, names: Sequence[str] = ()) -> Reading:
    """Read one message; names are let pass."""
    signs = list(_signs(raw))
    text = "".join(sign for sign, _place in signs)
    return Reading(number, raw, _without(text, names), [*(place for _sign, place in signs), len(raw)])


def address(uri: str) -> str:
    """Give the words in where a link leads: what comes behind the site's name, as a browser shows it."""
    _site, _, path = uri.partition("://")[2].partition("/")
    return _BETWEEN_WORDS.sub(" ", unquote(path))


def as_read(text: str) -> str:
    """Write as people read it: of one width, and nothing that cannot be seen."""
    return "".join(sign for sign, _place in _signs(text))


def _signs(raw: str) -> Iterator[tuple[str, int]]:
    for cluster in _CLUSTER.finditer(raw.replace("\r", " ")):
        for sign in unicodedata.normalize("NFKC", cluster.group()):
            if unicodedata.category(sign) != "Cf":
                yield sign, cluster.start()


def _without(text: str, names: Sequence[str]) -> str:
    for name in filter(None, map(as_read, names)):
        text = text.replace(name, SILENT * len(name))
    return text
