"""What a dialogue is made of: who says and taps what, and what it is called."""

from dataclasses import dataclass
from typing import NamedTuple


class Step(NamedTuple):
    """One thing that happens; its way is a method of the phone, the desk or the backstage."""

    way: str
    words: str = ""
    rows: int = 0
    """How many rows the talk gains at least: one's own, and the answer."""


@dataclass(frozen=True)
class Dialogue:
    """One picture."""

    name: str
    ja: str
    en: str
    person: str
    steps: tuple[Step, ...]
    before: tuple[Step, ...] = ()
    """What happens first, and is not shown."""
    shows_page: bool = False
    """The picture is of the page that was opened."""
    shows_menu: bool = False
    """The picture is of the menu below the talk."""


@dataclass(frozen=True)
class Chapter:
    """Dialogues that belong together."""

    name: str
    ja: str
    en: str
    dialogues: tuple[Dialogue, ...]


def says(words: str, rows: int = 2) -> Step:
    return Step("says", words, rows)


def taps(label: str, rows: int = 2) -> Step:
    return Step("taps", label, rows)


def arranges(statement: str) -> Step:
    """Let time or the shop have changed a row."""
    return Step("arranges", statement)


def sets(name: str, value: str) -> Step:
    """Let the shop change a setting of its own."""
    return Step("operates", f"settings set {name} {value}")


ADDS = Step("adds", rows=2)
PAUSES = Step("pauses")
JOINS = (ADDS, taps("登録する"), taps("受け取る"))
"""How somebody becomes a member who receives messages."""
