"""What a clerk scans or types: a card, the till's barcode, the number read out, or the code that pays."""

import unicodedata
from typing import NamedTuple

from flask_babel import lazy_gettext as __
from wtforms import StringField
from wtforms.validators import DataRequired

from admin import finding
from admin.forms import Form
from admin.parts import Visit
from models.members import Member
from services import cards, codes, spend_codes

NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
FIRST = {**NUMERIC, "autofocus": True}
"""Where one begins to type."""


class ReadingForm(Form):
    """Whatever the customer shows; its length tells what it is."""

    card = StringField(
        __("会員番号、またはお客さまの画面の番号"),
        [DataRequired(__("番号を入れてください。"))],
        render_kw=FIRST,
    )


class Reading(NamedTuple):
    """Whose it is, and the code that pays, where it was one."""

    member: Member
    spend_code: str | None = None


def read(visit: Visit, typed: str) -> Reading:
    """Find the member; a code that pays stays good. Raise CardUnknown or a refusal of `codes`."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isdecimal())
    if len(digits) == spend_codes.DIGITS:
        codes.check_tries(visit.session, finding.place(visit), now=visit.now)
        return Reading(spend_codes.owner(visit.session, visit.vault, digits, now=visit.now), digits)
    if len(digits) == finding.SPOKEN:
        return Reading(finding.by_number(visit, digits))
    return Reading(cards.find(visit.session, typed, choices=visit.choices))
