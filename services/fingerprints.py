"""Fingerprints: whether what is kept still is what somebody had before them when they began."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from services.errors import RuleError


class Overtaken(RuleError):
    """What is kept has changed since it was opened; `kept` is its fingerprint now."""

    def __init__(self, kept: str) -> None:
        super().__init__(kept)
        self.kept = kept


def of(what: Sequence[Any]) -> str:
    """Hash what JSON can carry: 64 hex digits."""
    return hashlib.sha256(json.dumps(what, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def check(opened: str, kept: str) -> None:
    """Raise Overtaken unless what is kept is what was opened; hold what keeps other writers out meanwhile."""
    if opened != kept:
        raise Overtaken(kept)
