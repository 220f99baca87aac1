"""Staff: who works here and may do what; the owner adds and closes accounts."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from admin import browsers, pages, refusals, secrecy
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role, Staff
from services import passwords, pins, staff
from services.staff import StaffRefused

ROLES = {Role.OWNER: __("オーナー"), Role.MARKETER: __("お知らせ担当"), Role.CLERK: __("店頭")}


class StaffForm(Form):
    """A new account."""

    name = StringField(__("名前"), [DataRequired(__("名前を入れてください。"))])
    email = StringField(__("メールアドレス"), [DataRequired(__("メールアドレスを入れてください。"))])
    password = PasswordField(__("はじめのパスワード"))
    role = SelectField(
        __("役割"),
        choices=[SelectChoice(role.value, label) for role, label in ROLES.items()],
        default="clerk",
    )
    may_send = BooleanField(__("お知らせを送ってよい"))

    def __init__(self, visit: Visit, *args: object) -> None:
        super().__init__(*args)
        self.visit = visit

    def validate_password(self, field: PasswordField) -> None:
        secrecy.check(self.visit, field, self.name.data or "", self.email.data or "")


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def add(visit: Visit) -> ResponseReturnValue:
    form = StaffForm(visit)

    def keep() -> ResponseReturnValue:
        person = staff.add(
            visit.session,
            email=form.email.data,
            name=form.name.data,
            password_hash=passwords.hashed(form.password.data),
            role=Role(form.role.data),
            may_send=form.may_send.data,
            now=visit.now,
        )
        visit.note("staff_added", f"staff:{person.id}", role=person.role.value, may_send=person.may_send)
        return pages.done(_("スタッフを追加しました。"), "admin.staff")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form=form))


@allowed(Role.OWNER)
def disable(visit: Visit) -> ResponseReturnValue:
    person = pages.found(visit.session.get(Staff, request.form.get("staff", 0, type=int)))
    try:
        staff.disable(visit.session, person)
    except StaffRefused as refusal:
        return _page(visit, refusal=refusals.sentence(refusal)), 422
    browsers.end_all(visit.session, person.id)
    visit.note("staff_disabled", f"staff:{person.id}")
    return pages.done(_("アカウントを停止し、すべての端末からサインアウトしました。"), "admin.staff")


def _page(visit: Visit, *, form: StaffForm | None = None, refusal: str | None = None) -> str:
    people = staff.everybody(visit.session)
    return pages.show(
        "staff.html",
        visit,
        form=form or StaffForm(visit, None),
        people=people,
        labels=ROLES,
        refusal=refusal,
        has_mail=pins.has_mail,
    )
