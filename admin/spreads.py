"""The choice of how long an announcement's sending is spread."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import SelectField
from wtforms.fields import SelectChoice

from admin.forms import Form

HOURS = (0, 1, 2, 3, 4, 6, 8)


def field() -> Any:
    """Give a field with the hours to choose from, for a form about time."""
    return SelectField(__("送る時間の幅"), coerce=int, default=0, choices=_choices)


def _choices() -> list[SelectChoice]:
    words = {hours: _("%(hours)s時間", hours=hours) if hours else _("分けない") for hours in HOURS}
    return [SelectChoice(60 * hours, word) for hours, word in words.items()]


def chosen(form: Form) -> int | None:
    """Give the minutes that were chosen; None: as fast as the shop's pace allows."""
    return form["spread"].data or None
