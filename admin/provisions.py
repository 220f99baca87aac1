"""Provisions: handing data to a third party that members said yes to, with its record; never without."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import PasswordField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from admin import pages
from admin.forms import Form, MultipleChoices
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import japan, passwords, provisions, staff


class ProvisionForm(Form):
    """To whom, where, what for, what and why; and once more who is asking."""

    recipient = StringField(__("提供先の名前"), [DataRequired(__("提供先の名前を入れてください。"))])
    address = StringField(__("提供先の住所"), [DataRequired(__("提供先の住所を入れてください。"))])
    purpose = StringField(__("提供の目的"), [DataRequired(__("提供の目的を入れてください。"))])
    items = MultipleChoices(__("提供する項目"), [DataRequired(__("一つ以上選んでください。"))])
    reason = TextAreaField(
        __("いま提供する理由"),
        [DataRequired(__("理由を入れてください。")), Length(max=provisions.LIMITS["reason"])],
        render_kw={"rows": 2},
    )
    password = PasswordField(__("あなたのパスワード"), render_kw={"autocomplete": "current-password"})

    def __init__(self, visit: Visit, *args: object) -> None:
        super().__init__(*args)
        self.visit = visit
        self.items.choices = list(headings().items())

    def validate_password(self, field: PasswordField) -> None:
        if not passwords.fits(self.visit.staff.password, field.data or ""):
            raise ValidationError(_("パスワードと合いません。"))

    def wish(self) -> provisions.Wish:
        return provisions.Wish(
            self.recipient.data, self.address.data, self.purpose.data, self.items.data, self.reason.data
        )


def headings() -> dict[str, str]:
    """Name what can be given, on the page and in the file."""
    return {"card_number": _("会員番号"), "joined_on": _("会員になった日"), "points": _("ポイント")}


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def provide(visit: Visit) -> ResponseReturnValue:
    """Hand over one file; its record, and this line of the audit, are written with it or not at all."""
    form = ProvisionForm(visit)

    def give() -> ResponseReturnValue:
        handed = provisions.provide(
            visit.session, form.wish(), headings=headings(), staff_id=visit.staff.id, now=visit.now
        )
        record = handed.provision
        visit.note(
            "data_provided",
            f"provision:{record.id}",
            people=record.people,
            sha256=record.file_sha256,
            reason=form.reason.data,
        )
        return _file(handed)

    return pages.attempt(visit, form, give, again=lambda: _page(visit, form))


def _file(handed: provisions.Handed) -> Response:
    answer = Response(handed.content, content_type="text/csv; charset=utf-8")
    name = f"provision-{handed.provision.id}-{japan.day(handed.provision.provided_at):%Y%m%d}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(visit: Visit, form: ProvisionForm | None = None) -> str:
    return pages.show(
        "provisions.html",
        visit,
        form=form or ProvisionForm(visit, None),
        records=provisions.recent(visit.session),
        recipients=provisions.recipients(visit.session, now=visit.now),
        headings=headings(),
        staff=staff.names(visit.session),
    )
