"""Shaping: one more box, one less, a picture taken in; nothing that was typed is lost meanwhile."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import Form as Inner

from admin import contents, drafts, moving, pages
from admin.content_refusals import sentence
from admin.drafts import DraftForm
from admin.parts import Visit
from services import content_checks, photos
from services.errors import RuleError


def shape(visit: Visit, form: DraftForm) -> None:
    """Do what was pressed, and take in the pictures that came along; say why where one cannot be."""
    for box in _boxes(form):
        _take_in(visit, form, box)
    deed, _, place = str(form.do.data or "").partition(" ")
    if deed == "add" and place in contents.KINDS and len(form.parts) < contents.FURTHER:
        form.parts.append_entry({"kind": place, "cards": [{}] if place == "cards" else []})
    if deed == "card":
        _add_card(form, place)
    if deed == "drop":
        _drop(form, place)
    if deed in moving.STEPS:
        moving.move(form, deed, place)
    form.do.data = None


def fragment(visit: Visit, form: DraftForm) -> ResponseReturnValue:
    """Give the boxes alone, which then let the preview follow."""
    return pages.show("announcement-parts.html", visit, form=form, follows=True, **drafts.room(form))


def is_fragment() -> bool:
    return "HX-Request" in request.headers


def _boxes(form: DraftForm) -> Iterator[Any]:
    for part in form.parts:
        yield part.form
        yield from (card.form for card in part.form.cards)


def _take_in(visit: Visit, form: DraftForm, box: Inner) -> None:
    chosen = box["upload"].data
    if not chosen:
        return
    try:
        with chosen.stream as stream, visit.session.begin_nested():
            photos.check_address(visit.parts.settings.public_url, [chosen.filename])
            content = stream.read(photos.LARGEST + 1)
            box["photo"].data = photos.keep(visit.session, content, now=visit.now).token
    except RuleError as refusal:
        form.refusal = sentence(refusal)


def _add_card(form: DraftForm, place: str) -> None:
    for part in form.parts:
        if part.name == place and len(part.form.cards) < content_checks.CARDS:
            part.form.cards.append_entry({})


def _drop(form: DraftForm, place: str) -> None:
    """Take a box away, by its name: a whole part, or one card of it."""
    form.parts.entries = [part for part in form.parts if part.name != place]
    for part in form.parts:
        part.form.cards.entries = [card for card in part.form.cards if card.name != place]
