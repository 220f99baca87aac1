"""The languages of the bot, and one sentence in all of them side by side."""

from dataclasses import dataclass

Language = str
"""`ja` or `en`; whatever else would be spoken to in Japanese, the shop's own."""
LANGUAGES: tuple[Language, ...] = ("ja", "en")
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


@dataclass(frozen=True)
class Say:
    """One sentence in every language; `{name}` stands for a value."""

    ja: str
    en: str

    def __call__(self, language: Language, **values: object) -> str:
        return (self.en if language == "en" else self.ja).format(**values)


def lines(*parts: str | None) -> str:
    """The parts that are there, one a line."""
    return "\n".join(part for part in parts if part is not None)


def paragraphs(*parts: str | None) -> str:
    """The parts that are there, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)
