"""Moving: messages of an announcement, and the cards of a row, change places with their neighbours."""

from collections.abc import Mapping

from wtforms import FieldList

from admin.drafts import DraftForm

STEPS: Mapping[str, int] = {"up": -1, "down": 1}
"""Where something goes, by what was pressed."""


def move(form: DraftForm, deed: str, name: str) -> None:
    """Let the box of this name go up or down by one; what cannot go there stays."""
    for row in (form.parts, *(part.form.cards for part in form.parts)):
        names = [entry.name for entry in row]
        if name in names:
            _within(form, row, names.index(name), deed)
            return


def _within(form: DraftForm, row: FieldList, place: int, deed: str) -> None:
    to = place + STEPS[deed]
    if 0 <= to < len(row):
        _swap(row, place, to)
        form.moved = f"{_next(deed, to, len(row))} {row[to].name}"
    elif to < 0 and row is form.parts and row[0].form.kind.data == "text":
        _begin_with(form)


def _swap(row: FieldList, one: int, other: int) -> None:
    """Give each the other's contents: their names are numbers, by which the next page puts them in order."""
    values = list(row.data)
    values[one], values[other] = values[other], values[one]
    row.entries, row.last_index = [], -1
    for value in values:
        row.append_entry(value)


def _begin_with(form: DraftForm) -> None:
    """Let the second text be the first, which is a box of its own since who sends stands before it."""
    second = form.parts[0].form
    for first, box in ((form.text1, second.text), (form.text1_en, second.text_en)):
        first.data, box.data = box.data, first.data
    form.moved = f"up {form.parts[0].name}"


def _next(deed: str, place: int, length: int) -> str:
    """Name the button that is at hand now: the same one, or the other at the end of the row."""
    is_at_end = place in (0, length - 1)
    return deed if not is_at_end else ("down" if place == 0 else "up")
