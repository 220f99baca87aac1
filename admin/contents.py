"""The boxes in which the parts of an announcement are written: texts, photos, cards."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as __
from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as Inner
from wtforms.validators import Length

from services import content_checks

FURTHER = content_checks.PARTS - 1
"""Parts after the first text."""
KINDS = ("text", "photo", "cards")


class CardForm(Inner):  # type: ignore[misc]  # WTForms ships no types
    """One card of several."""

    photo = HiddenField()
    upload = FileField(
        __("カードの写真（なくてもかまいません）"), render_kw={"accept": "image/jpeg,image/png"}
    )
    title = StringField(__("カードの見出し"), [Length(max=content_checks.TITLE)])
    text = StringField(__("カードの説明"), [Length(max=content_checks.CARD_TEXT)])
    label = StringField(__("カードのボタンの言葉"), [Length(max=content_checks.LABEL)])
    uri = StringField(__("カードのリンク先"), render_kw={"inputmode": "url"})
    title_en = StringField(__("カードの見出し（英語）"), [Length(max=content_checks.TITLE)])
    text_en = StringField(__("カードの説明（英語）"), [Length(max=content_checks.CARD_TEXT)])
    label_en = StringField(__("カードのボタンの言葉（英語）"), [Length(max=content_checks.LABEL)])

    def kept(self) -> dict[str, Any]:
        """Give what was typed as a content keeps it."""
        named = {name: _both(self, name) for name in ("title", "text", "label")}
        return {**named, "uri": _typed(self, "uri"), "photo": _typed(self, "photo")}


class PartForm(Inner):  # type: ignore[misc]  # WTForms ships no types
    """One more message; its kind says which of the boxes count."""

    kind = HiddenField(default="text")
    text = TextAreaField(__("つづきの文章"), [Length(max=1000)], render_kw={"rows": 3})
    text_en = TextAreaField(__("つづきの文章（英語）"), [Length(max=1000)], render_kw={"rows": 3})
    photo = HiddenField()
    upload = FileField(__("写真"), render_kw={"accept": "image/jpeg,image/png"})
    cards = FieldList(FormField(CardForm), max_entries=content_checks.CARDS)

    def kept(self) -> dict[str, Any]:
        """Give what was typed as a content keeps it."""
        if self.kind.data == "photo":
            return {"kind": "photo", "photo": _typed(self, "photo")}
        if self.kind.data == "cards":
            return {"kind": "cards", "cards": [entry.form.kept() for entry in self.cards]}
        return {"kind": "text", "words": _both(self, "text")}


def shown(part: Mapping[str, Any]) -> dict[str, Any]:
    """Give a part that was kept as its boxes show it."""
    values = {**part, "cards": [_shown_card(card) for card in part.get("cards", [])]}
    return values | _apart("text", part.get("words", {}))


def _shown_card(card: Mapping[str, Any]) -> dict[str, Any]:
    named = (_apart(name, card[name]) for name in ("title", "text", "label"))
    return {key: value for words in named for key, value in words.items()} | {
        "uri": card["uri"],
        "photo": card["photo"],
    }


def _apart(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {name: words.get("ja", ""), f"{name}_en": words.get("en", "")}


def _both(form: Inner, name: str) -> dict[str, str]:
    return {"ja": _typed(form, name), "en": _typed(form, f"{name}_en")}


def _typed(form: Inner, name: str) -> str:
    return (form[name].data or "").strip()
