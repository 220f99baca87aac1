"""Finding a member at the desk: by the card's eight digits, or by the six that the member reads out."""

import unicodedata
from collections.abc import Callable

from flask.typing import ResponseReturnValue

from admin import pages
from admin.desk_refusals import sentence
from admin.forms import Form
from admin.pages import Again
from admin.parts import Visit
from models.codes import CodeKind
from models.members import Member
from services import codes, people

SPOKEN = 6
"""Digits of the number that the member reads out; all others are cards."""


def by_number(visit: Visit, typed: str) -> Member:
    """Give the member; raise CardUnknown or a refusal of `codes`. The read-out number is used up."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isdecimal())
    if len(digits) != SPOKEN:
        return people.by_card(visit.session, digits)
    codes.check_tries(visit.session, place(visit), now=visit.now)
    code = codes.use(visit.session, visit.vault, CodeKind.SUPPORT, digits, now=visit.now)
    return visit.session.get_one(Member, code.member_id)


def attempt(
    visit: Visit, form: Form, deed: Callable[[], ResponseReturnValue], *, again: Again
) -> ResponseReturnValue:
    """Do a deed that finds somebody. A wrong number is counted, so the answer to it is no fault and stays."""

    def counted() -> ResponseReturnValue:
        try:
            with visit.session.begin_nested():
                return deed()
        except codes.CodeUnknown as refusal:
            codes.note_miss(visit.session, place(visit), staff_id=visit.staff.id, now=visit.now)
            form.refusal = sentence(refusal)
            return again()

    return pages.attempt(visit, form, counted, again=again)


def place(visit: Visit) -> str:
    """Name whoever tries numbers, for counting the wrong ones."""
    return f"staff:{visit.staff.id}"
