"""What the checker knows: LINE's log and the export, in order; imports nothing of the product."""

import bisect
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Row = dict[str, Any]
WITH_KEYS = ("multicast", "push")


def words_hash(messages: object) -> str:
    """Hash messages as LINE's log does."""
    written = json.dumps(messages, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Evidence:
    """One run: LINE's log of calls, and rows of the database and the journal."""

    log: list[Row]
    export: Row

    @cached_property
    def calls(self) -> list[Row]:
        """What was sent unasked, in the order in which LINE heard of it."""
        sent = [call for call in self.log if call["endpoint"] in WITH_KEYS]
        return sorted(sent, key=lambda call: float(call["began"]))

    @cached_property
    def accepted(self) -> list[Row]:
        return [call for call in self.calls if call["accepted"]]

    @cached_property
    def people(self) -> dict[str, Row]:
        """The roll by LINE user id."""
        return {row["user_id"]: row for row in self.export["roll"]}

    @cached_property
    def user_ids(self) -> dict[int, str]:
        return {row["member_id"]: row["user_id"] for row in self.export["roll"]}

    @cached_property
    def sendings(self) -> dict[str, Row]:
        """By the retry key that they have in the end."""
        return {row["retry_key"]: row for row in self.export["sendings"]}

    @cached_property
    def announcement_of(self) -> dict[str, Row]:
        """The announcement that says these words, in whatever language."""
        return {
            words_hash(said["messages"]): row
            for row in self.export["announcements"]
            for said in row["messages"] or []
        }

    @cached_property
    def letter_to(self) -> dict[str, int]:
        """The member for whom these words were written."""
        letters = self.journal("letter")
        return {words_hash(line["messages"]): line["member"] for line in letters}

    @cached_property
    def rows_of(self) -> dict[int, list[Row]]:
        """The deliveries of each sending."""
        rows = defaultdict(list)
        for row in self.export["deliveries"]:
            rows[row["sending_id"]].append(row)
        return rows

    def journal(self, what: str) -> list[Row]:
        return [line for line in self.export["journal"] if line["what"] == what]

    @cached_property
    def _clock(self) -> tuple[list[float], list[float], list[float]]:
        """When time jumped by the machine's clock, by the world's just after, and the offset from then on."""
        reals, worlds, offsets = [], [], []
        offset = 0.0
        for line in sorted(self.journal("jump"), key=lambda line: float(line["real"])):
            offset += line["by"]
            reals.append(line["real"])
            worlds.append(line["real"] + offset)
            offsets.append(offset)
        return reals, worlds, offsets

    def real(self, world: float) -> float:
        """Give the machine's time at a moment of the world's."""
        _, worlds, offsets = self._clock
        place = max(bisect.bisect_right(worlds, world) - 1, 0)
        return world - offsets[place]

    def world(self, real: float) -> float:
        """Give the world's time at a moment of the machine's."""
        reals, _, offsets = self._clock
        return real + offsets[max(bisect.bisect_right(reals, real) - 1, 0)]

    def moments(self, call: Row) -> list[float]:
        """When the caller may have thought it was: from one call timeout before until the call came in."""
        rules, began = self.export["rules"], call["began"] / 1000
        before = self.world(self.real(began) - rules["call_timeout"])
        return [moment + wrong for moment in (before, began) for wrong in (-rules["skew"], 0, rules["skew"])]
