"""Pieces: each thing that is read or opened in an announcement, and where in it that stands."""

import enum
from collections.abc import Iterator
from typing import NamedTuple

from services.contents import Card, Cards, Content, Text


class Box(enum.StrEnum):
    """What a piece is."""

    TEXT = "text"
    TITLE = "title"
    CARD_TEXT = "card_text"
    LABEL = "label"
    LINK = "link"


SAID = (Box.TEXT, Box.TITLE, Box.CARD_TEXT)
"""What is said in sentences; a label is what its customer does, a link where they get to."""


class Piece(NamedTuple):
    """One of them in Japanese; message and card count from 1, and are 0 for the button below the last."""

    box: Box
    said: str
    message: int = 0
    card: int = 0


def of(content: Content) -> list[Piece]:
    """Give what is written: first what is said, then the labels, then the links, each in order."""
    found = [piece for piece in _all(content) if piece.said]
    return sorted(found, key=lambda piece: (piece.box not in SAID, piece.box == Box.LINK))


def _all(content: Content) -> Iterator[Piece]:
    for number, part in enumerate(content.parts, 1):
        if isinstance(part, Text):
            yield Piece(Box.TEXT, part.words.ja, number)
        if isinstance(part, Cards):
            for place, card in enumerate(part.cards, 1):
                yield from _of_card(card, number, place)
    if content.button:
        yield Piece(Box.LABEL, content.button.label.ja)
        yield Piece(Box.LINK, content.button.uri)


def _of_card(card: Card, message: int, place: int) -> Iterator[Piece]:
    said = {Box.TITLE: card.title, Box.CARD_TEXT: card.text, Box.LABEL: card.label}
    yield from (Piece(box, words.ja, message, place) for box, words in said.items())
    yield Piece(Box.LINK, card.uri, message, place)
