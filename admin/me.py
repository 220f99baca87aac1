"""What is one's own: the LINE account for test sends, the password, the browsers one is signed in with."""

from flask import redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_login import logout_user
from wtforms import PasswordField, ValidationError

from admin import browsers, pages, secrecy
from admin.forms import Form
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed
from services import passwords, staff


class PasswordForm(Form):
    """A new password, given only to whoever knows the old one."""

    old = PasswordField(__("いまのパスワード"))
    new = PasswordField(__("新しいパスワード"))
    hashed = ""

    def __init__(self, visit: Visit, *args: object) -> None:
        super().__init__(*args)
        self.visit = visit

    def validate_old(self, field: PasswordField) -> None:
        if not passwords.fits(self.visit.staff.password, field.data or ""):
            raise ValidationError(_("いまのパスワードと合いません。"))

    def validate_new(self, field: PasswordField) -> None:
        secrecy.check(self.visit, field, self.visit.staff.name, self.visit.staff.email)


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*EVERYBODY)
def issue_code(visit: Visit) -> ResponseReturnValue:
    """Show a code once; it is never shown again."""
    code = staff.issue_link_code(visit.session, visit.vault, visit.staff, now=visit.now)
    visit.note("line_code_issued", f"staff:{visit.staff.id}")
    return _page(visit, code=code)


@allowed(*EVERYBODY)
def unlink(visit: Visit) -> ResponseReturnValue:
    staff.unlink(visit.session, visit.staff)
    visit.note("line_unlinked", f"staff:{visit.staff.id}")
    return pages.done(_("LINEのつながりを外しました。"), "admin.me")


@allowed(*EVERYBODY)
def change_password(visit: Visit) -> ResponseReturnValue:
    form = PasswordForm(visit)

    def keep() -> ResponseReturnValue:
        visit.staff.password = passwords.hashed(form.new.data)
        return _out_everywhere(visit, "password_changed")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form=form))


@allowed(*EVERYBODY)
def leave_everywhere(visit: Visit) -> ResponseReturnValue:
    return _out_everywhere(visit, "signed_out_everywhere")


def _out_everywhere(visit: Visit, action: str) -> ResponseReturnValue:
    visit.note(action, f"staff:{visit.staff.id}")
    browsers.end_all(visit.session, visit.staff.id)
    logout_user()
    return redirect("/admin/sign-in", 303)


def _page(visit: Visit, *, form: PasswordForm | None = None, code: str | None = None) -> str:
    is_linked = visit.staff.line_user_id is not None
    return pages.show(
        "me.html", visit, form=form or PasswordForm(visit, None), code=code, is_linked=is_linked
    )
