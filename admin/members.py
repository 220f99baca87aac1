"""Members: found by card, or by the number they read out on the phone; every look is in the audit."""

from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as __
from wtforms import StringField
from wtforms.validators import DataRequired

from admin import finding, pages, standing
from admin.forms import Form
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed

NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 12}


class CardForm(Form):
    """The number on the card, with or without its hyphen, or the one that the member reads out."""

    card = StringField(
        __("会員番号（8桁）、またはお客さまが読み上げる番号（6桁）"),
        [DataRequired(__("会員番号を入れてください。"))],
        render_kw=NUMERIC,
    )


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    return pages.show("members.html", visit, form=CardForm(None), of=None)


@allowed(*EVERYBODY)
def find(visit: Visit) -> ResponseReturnValue:
    """Show one member. A form, not an address: a card number must not stay in a browser's history."""
    form = CardForm()

    def look() -> ResponseReturnValue:
        member = finding.by_number(visit, form.card.data)
        visit.note("member_seen", f"member:{member.id}")
        return pages.show("members.html", visit, form=form, of=standing.of(visit, member))

    return finding.attempt(
        visit, form, look, again=lambda: pages.show("members.html", visit, form=form, of=None)
    )
