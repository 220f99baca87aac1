"""The stop for all: one press holds everything back; going on asks for a word."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import StringField

from admin import accounts, door, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed
from models.halts import Halt
from models.staff import Role, Staff
from services import halts


class ResumeForm(Form):
    """The word that lets everything go on."""

    word = StringField(__("再開するときは「再開」と入れてください"))


@allowed(*EVERYBODY)
def halt(visit: Visit) -> ResponseReturnValue:
    _check(visit.staff)
    halts.halt(visit.session, by=visit.staff.id, now=visit.now)
    visit.note("sending_halted", "everything")
    return pages.done(_("すべての配信を止めました。"), "admin.halt")


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    """Say whether everything stands still, and let those who may change that."""
    return _page(visit, ResumeForm(None))


@allowed(*EVERYBODY)
def lift(visit: Visit) -> ResponseReturnValue:
    _check(visit.staff)
    form = ResumeForm()

    def go_on() -> ResponseReturnValue:
        if halts.lift(visit.session, word=form.word.data or "", by=visit.staff.id, now=visit.now):
            visit.note("sending_resumed", "everything")
        return pages.done(_("配信を再開しました。止まっていたところから続きます。"), "admin.halt")

    return pages.attempt(visit, form, go_on, again=lambda: _page(visit, form))


def may_halt() -> bool:
    """Tell whether whoever is signed in may stop everything, and let it go on."""
    staff = accounts.who()
    return staff is not None and _may(staff)


def present() -> Halt | None:
    """Give the halt that holds, for whichever page is being drawn."""
    return halts.present(door.session()) if door.is_open() else None


def _may(staff: Staff) -> bool:
    return staff.role == Role.OWNER or staff.may_send


def _check(staff: Staff) -> None:
    if not _may(staff):
        abort(403)


def _page(visit: Visit, form: ResumeForm) -> str:
    held = halts.present(visit.session)
    who = visit.session.get(Staff, held.changed_by) if held and held.changed_by else None
    return pages.show("halt.html", visit, form=form, held=held, who=who)
