"""Contents: what an announcement says, in parts; read, written down, and held to what LINE can show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Words(NamedTuple):
    """The same words in both languages; without English, Japanese speaks for both."""

    ja: str
    en: str = ""

    def of(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.ja


@dataclass(frozen=True)
class Text:
    """A text of its own."""

    words: Words


@dataclass(frozen=True)
class Picture:
    """A photo of its own, by its token."""

    photo: str


@dataclass(frozen=True)
class Card:
    """One card of several side by side: a picture, a title, words, a button."""

    title: Words
    text: Words
    label: Words
    uri: str
    photo: str


@dataclass(frozen=True)
class Cards:
    """One to ten cards in one message."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Button:
    """What can be pressed at the end."""

    label: Words
    uri: str


Part = Text | Picture | Cards


@dataclass(frozen=True)
class Content:
    """All that an announcement says: each part a message of LINE's, button and coupon below the last."""

    parts: tuple[Part, ...]
    button: Button | None = None
    coupon_id: int | None = None

    @property
    def texts(self) -> tuple[Words, ...]:
        """The texts that stand for themselves, in order."""
        return tuple(part.words for part in self.parts if isinstance(part, Text))

    @property
    def cards(self) -> tuple[Card, ...]:
        return tuple(card for part in self.parts if isinstance(part, Cards) for card in part.cards)

    @property
    def words(self) -> tuple[Words, ...]:
        """Everything to be read but labels: these may hold a member's own figures."""
        return self.texts + tuple(words for card in self.cards for words in (card.title, card.text))

    @property
    def photos(self) -> tuple[str, ...]:
        own = [part.photo for part in self.parts if isinstance(part, Picture)]
        return tuple(token for token in (*own, *(card.photo for card in self.cards)) if token)


def read(kept: Mapping[str, Any]) -> Content:
    """Read what is kept; older rows have texts only, and a button with a plain label."""
    texts = [{"kind": "text", "words": text} for text in kept.get("texts", [])]
    parts = [_part(part) for part in (*texts, *kept.get("parts", []))]
    button = kept.get("button")
    return Content(
        tuple(parts),
        Button(_words(button["label"]), button["uri"]) if button else None,
        kept.get("coupon_id") or None,
    )


def written(content: Content) -> dict[str, Any]:
    """Write it down so that `read` gives it back."""
    button = content.button
    return {
        "parts": [_written(part) for part in content.parts],
        "button": {"label": button.label._asdict(), "uri": button.uri} if button else None,
        "coupon_id": content.coupon_id,
    }


def texts(kept: Mapping[str, Any], language: str = "ja") -> list[str]:
    """Give everything that is to be read in it, in one language."""
    return [found for words in read(kept).words if (found := words.of(language))]


def _part(kept: Mapping[str, Any]) -> Part:
    match kept["kind"]:
        case "text":
            return Text(_words(kept["words"]))
        case "photo":
            return Picture(kept["photo"])
        case _:
            return Cards(tuple(_card(card) for card in kept["cards"]))


def _card(kept: Mapping[str, Any]) -> Card:
    title, text, label = (_words(kept[name]) for name in ("title", "text", "label"))
    return Card(title, text, label, kept["uri"], kept["photo"])


def _words(kept: Any) -> Words:
    if isinstance(kept, str):
        return Words(kept.strip())
    return Words(str(kept.get("ja") or "").strip(), str(kept.get("en") or "").strip())


def _written(part: Part) -> dict[str, Any]:
    if isinstance(part, Text):
        return {"kind": "text", "words": part.words._asdict()}
    if isinstance(part, Picture):
        return {"kind": "photo", "photo": part.photo}
    return {"kind": "cards", "cards": [_written_card(card) for card in part.cards]}


def _written_card(card: Card) -> dict[str, Any]:
    words = {name: getattr(card, name)._asdict() for name in ("title", "text", "label")}
    return {**words, "uri": card.uri, "photo": card.photo}
