"""How a page answers: shown, done, or shown again with the reason."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from admin import place_refusals as refusals
from admin.forms import Form
from admin.parts import Visit
from services.errors import RuleError

Row = TypeVar("Row")
Again = Callable[[], str]
"""Draws the page once more, with what was typed."""


def show(template: str, visit: Visit, **values: Any) -> str:
    """Draw a page."""
    return render_template(f"admin/{template}", visit=visit, **values)


def attempt(
    visit: Visit,
    form: Form,
    deed: Callable[[], ResponseReturnValue],
    *,
    again: Again,
) -> ResponseReturnValue:
    """Do the deed where the form is sound; else show the page again with what was typed and why."""
    if form.validate():
        try:
            with visit.session.begin_nested():
                return deed()
        except RuleError as refusal:
            form.refusal = refusals.sentence(refusal)
    return again(), 422


def done(words: str, endpoint: str, **params: Any) -> ResponseReturnValue:
    """Say that it is done, on the page that shows it."""
    flash(words, "good")
    return redirect(url_for(endpoint, **params), 303)


def found(row: Row | None) -> Row:
    """Give the row, or the page that says there is none."""
    return row if row is not None else abort(404)
