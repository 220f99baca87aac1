"""The parts of an announcement as LINE shows them: texts, photos, cards, and what closes the last."""

from collections.abc import Sequence

from bot.wording import Message
from bot.wording.languages import Language
from bot.wording.messages import Box, button, column, flex, link, paragraph, text
from services.contents import Card, Cards, Part, Picture, Text

RATIO = "20:13"
UNTITLED = "…"
"""For a card that is being written."""


def drawn(part: Part, alt: str, photos: str, language: Language) -> Message:
    """Draw a part as a message of its own; `photos` is where pictures lie."""
    if isinstance(part, Text):
        return text(part.words.of(language))
    if isinstance(part, Picture):
        address = f"{photos}/{part.photo}"
        return {"type": "image", "originalContentUrl": address, "previewImageUrl": address}
    return flex(alt, _carousel([_card(card, photos, language, []) for card in part.cards]))


def closed(part: Part, alt: str, photos: str, language: Language, rows: Sequence[Box]) -> Message:
    """Draw the last part together with what the product says below it: the footer is the last of the rows."""
    if isinstance(part, Cards):
        return flex(alt, _closed_cards(part, photos, language, rows))
    if isinstance(part, Picture):
        return flex(alt, {**_bubble(rows), "hero": _hero(f"{photos}/{part.photo}", "fit")})
    return flex(alt, _bubble([paragraph(part.words.of(language)), *rows]))


def closing(alt: str, rows: Sequence[Box]) -> Message:
    return flex(alt, _bubble(rows))


def _closed_cards(part: Cards, photos: str, language: Language, rows: Sequence[Box]) -> Box:
    """Every card has the way to stop, so that nobody has to look for it; what else there is comes last."""
    footer = rows[-1]
    cards = [_card(card, photos, language, [footer]) for card in part.cards]
    return _carousel([*cards, _bubble(rows)] if len(rows) > 1 else cards)


def _carousel(bubbles: Sequence[Box]) -> Box:
    return {"type": "carousel", "contents": list(bubbles)}


def _bubble(rows: Sequence[Box]) -> Box:
    return {"type": "bubble", "body": column(rows)}


def _card(card: Card, photos: str, language: Language, foot: Sequence[Box]) -> Box:
    said, title = card.text.of(language), card.title.of(language) or UNTITLED
    rows = [paragraph(title, weight="bold", size="lg"), *([paragraph(said)] if said else []), *foot]
    box = _bubble(rows)
    if card.photo:
        box["hero"] = _hero(f"{photos}/{card.photo}", "cover")
    if card.uri and card.label.ja:
        box["footer"] = column([button(link(card.label.of(language), card.uri))])
    return box


def _hero(address: str, mode: str) -> Box:
    return {"type": "image", "url": address, "size": "full", "aspectRatio": RATIO, "aspectMode": mode}
