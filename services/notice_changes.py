"""What a new version of a notice changes: for the one who publishes it, and for those who agreed before."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from models.notices import Notice
from services import notice_facts, notices

COMPARED = ("title", "body", "question", "labels")


@dataclass(frozen=True)
class Line:
    """One line of the comparison: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Changes:
    """The comparison with the version before."""

    lines: tuple[Line, ...]
    asks_again: bool
    """It reaches further: whoever agreed before is asked again, and until then nothing new covers them."""
    loosened: tuple[str, ...]
    """Limits that are wider now (`weekly_cap`, `hours`, `kinds`): for those who agree from now on."""

    @property
    def are_none(self) -> bool:
        return all(line.kind == "same" for line in self.lines) and not self.asks_again and not self.loosened


def compare(last: Notice, written: Mapping[str, Any]) -> Changes:
    """Compare what would be published with what is in force."""
    return Changes(
        tuple(_lines(_text(notices.fields(last)), _text(written))),
        notice_facts.reaches_further(last.facts, written["facts"]),
        tuple(_loosened(last, written)),
    )


def _text(fields: Mapping[str, Any]) -> list[str]:
    parts = [fields[name] for name in COMPARED]
    lines = [
        part.split("\n") if isinstance(part, str) else [f"［{label}］" for label in part] for part in parts
    ]
    return [line for part in lines for line in part if line]


def _lines(old: list[str], new: list[str]) -> list[Line]:
    kinds = {" ": "same", "-": "gone", "+": "new"}
    return [Line(kinds[row[0]], row[2:]) for row in difflib.ndiff(old, new) if row[0] in kinds]


def _loosened(last: Notice, written: Mapping[str, Any]) -> list[str]:
    wider = []
    if _cap(written["weekly_cap"]) > _cap(last.weekly_cap):
        wider.append("weekly_cap")
    now, before = (
        _quiet(hours["quiet_from"], hours["quiet_until"]) for hours in (written, notices.fields(last))
    )
    if before - now:
        wider.append("hours")
    if set(written["kinds"]) - set(last.kinds):
        wider.append("kinds")
    return wider


def _cap(promised: int) -> float:
    return promised or float("inf")


def _quiet(start: time, end: time) -> set[int]:
    """Give the quiet minutes of a day."""
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    return {minute % 1440 for minute in range(first, last if last >= first else last + 1440)}
