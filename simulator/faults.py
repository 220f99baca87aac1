"""The fault panel: rules that make the platform misbehave on purpose."""

import itertools
import random
from dataclasses import dataclass, field
from typing import Any

from simulator import fields, messages
from simulator.answers import Json

BEFORE = ("429_rate", "429_quota", "500", "401", "403", "409", "bad_id", "reset", "hang")
"""Kinds that strike instead of acceptance."""
AFTER = ("500_after", "lost")
"""Kinds that strike when the call has taken effect."""
KINDS = (*BEFORE, "slow", *AFTER)

_RULE = fields.record(
    {"endpoint": fields.text(most=100), "kind": fields.one_of(*KINDS)},
    {
        "times": fields.number(least=1, most=10**9),
        "probability": fields.number(least=0, most=1, whole=False),
        "seed": fields.number(least=0, most=2**63),
        "seconds": fields.number(least=0, most=3600, whole=False),
        "index": fields.number(least=0, most=10**6),
        "user": fields.text(most=100),
        "id": fields.number(least=0, most=2**63),
        "hits": fields.number(least=0, most=2**63),
    },
)
_SHAPE = fields.record({"faults": fields.listing(_RULE, least=0, most=100)})
_numbers = itertools.count(1)


@dataclass(kw_only=True)
class Fault:
    endpoint: str
    """Name of the endpoint, or * for all."""
    kind: str
    times: int | None = None
    """How often it strikes; None: until cleared."""
    probability: float = 1.0
    seed: int = 0
    seconds: float = 5.0
    """How long a hang or a slow answer takes."""
    index: int = 0
    user: str | None = None
    """For bad_id: which recipient is refused, by place or by id."""
    id: int = field(default_factory=lambda: next(_numbers))
    hits: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)  # noqa: S311 - a repeatable dice is the point

    def strikes(self, endpoint: str) -> bool:
        if self.endpoint not in ("*", endpoint) or (self.times is not None and self.hits >= self.times):
            return False
        if self._dice.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def as_json(self) -> Json:
        shown = ("id", "endpoint", "kind", "times", "probability", "seed", "seconds", "index", "user", "hits")
        return {name: getattr(self, name) for name in shown}


class Faults:
    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._rules.append(fault)
        return fault

    def clear(self) -> None:
        self._rules.clear()

    def replace(self, body: Any) -> None:
        """Take over a table of rules, refusing it whole when one is wrong."""
        messages.check(body, _SHAPE)
        kept = [{name: value for name, value in rule.items() if value is not None} for rule in body["faults"]]
        self._rules = [Fault(**rule) for rule in kept]

    def striking(self, endpoint: str) -> Fault | None:
        """The first rule that strikes this call; used-up rules go."""
        struck = next((rule for rule in self._rules if rule.strikes(endpoint)), None)
        self._rules = [rule for rule in self._rules if rule.times is None or rule.hits < rule.times]
        return struck

    def as_json(self) -> list[Json]:
        return [rule.as_json() for rule in self._rules]
