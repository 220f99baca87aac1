"""The parts a notice is made of: what must be said, and what the shop may say in its own words."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Own:
    """The shop's own words; empty ones leave the template's."""

    title: str = ""
    opening: str = ""
    purposes: tuple[str, ...] = ()
    """Further purposes, one a line: whoever agreed before has not agreed to these."""
    items: tuple[str, ...] = ()
    """Further things that are kept."""
    closing: str = ""
    question: str = ""
    labels: tuple[str, ...] = ()


NOBODY = Own()


@dataclass(frozen=True)
class Words:
    """The words of one purpose: title, body, question and labels."""

    title: str
    body: str
    question: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Template:
    """One notice before it is filled in."""

    title: str
    opening: str = ""
    required: tuple[str, ...]
    """Lines that law, LINE or our promises ask for: they stand in every version."""
    tail: tuple[str, ...] = ()
    question: str
    asked: tuple[str, ...] = ()
    """Lines that always follow the question."""
    labels: tuple[str, ...]

    def fill(self, own: Own) -> Words:
        """Put the shop's own words round what must be said."""
        opening, closing = own.opening.strip() or self.opening, own.closing.strip()
        body = [*line(opening), *self.required, *line(closing), *self.tail]
        question = [own.question.strip() or self.question, *self.asked]
        labels = own.labels if len(own.labels) == len(self.labels) and all(own.labels) else self.labels
        return Words(own.title.strip() or self.title, "\n".join(body), "\n".join(question), labels)


def line(words: str, *conditions: object) -> list[str]:
    """Give the line, or none where it is empty or a condition does not hold."""
    return [words] if words and all(conditions) else []


def bullets(mark: str, words: Iterable[str]) -> list[str]:
    return [f"{mark}{one.strip()}" for one in words if one.strip()]
