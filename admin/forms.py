"""The ground all forms stand on: what was typed stays, and a refusal says why."""

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from services.settings import as_text


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of ours; the door has checked its token."""

    refusal: str | None = None

    def text(self, name: str) -> str:
        """Give one field's value as settings read it."""
        value = self[name].data
        return as_text(value) if value is not None else ""


class MultipleChoices(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
