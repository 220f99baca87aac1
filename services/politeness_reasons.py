"""Reasons: with an error it goes out only with a reason on record, with a block not at all."""

from collections.abc import Sequence

from services.errors import RuleError
from services.politeness import Finding, Level

LONGEST = 400
"""Characters of a reason."""


class ReasonNeeded(RuleError):
    """There are errors, and no reason was given why it goes out as it is."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(kinds)
        self.kinds = kinds


class ReasonTooLong(RuleError):
    """The reason is longer than the record keeps."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class WordsForbidden(RuleError):
    """What it says cannot lawfully go out, or it does not say who sends it or how to stop."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def settle(findings: Sequence[Finding], reason: str) -> dict[str, str]:
    """Give the reason by kind of error, to be written down; nothing where there are none.

    Raise WordsForbidden, ReasonNeeded or ReasonTooLong.
    """
    for finding in findings:
        if finding.level == Level.BLOCK:
            raise WordsForbidden(finding)
    kinds = errors(findings)
    if kinds and not reason.strip():
        raise ReasonNeeded(kinds)
    if len(reason.strip()) > LONGEST:
        raise ReasonTooLong(LONGEST)
    return dict.fromkeys(kinds, reason.strip())


def errors(findings: Sequence[Finding]) -> list[str]:
    """Give the kinds of error, each once."""
    return list(dict.fromkeys(finding.kind for finding in findings if finding.level == Level.ERROR))
