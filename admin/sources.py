"""Sources: what the shop hangs up or links to, printed with its code, and how far people came by it."""

import io
from dataclasses import dataclass

import segno
from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from markupsafe import Markup
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired

from admin import choosing, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.sources import Source, SourceKind
from services import sources

KINDS = {
    SourceKind.SHOP: __("店頭"),
    SourceKind.SITE: __("自社サイト"),
    SourceKind.MALL: __("ECモール"),
    SourceKind.EVENT: __("催し"),
    SourceKind.ADVERTISEMENT: __("広告"),
    SourceKind.SERVICE: __("サービス窓口"),
    SourceKind.SOCIAL: __("SNS"),
}
SIZES = ("a4", "a6")
JOIN = "会員登録"


class SourceForm(Form):
    """One more source."""

    name = StringField(__("名前（メッセージに入ります）"), [DataRequired(__("名前を入れてください。"))])
    kind = SelectField(
        __("種類"), choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()], default="shop"
    )


class AccountForm(Form):
    """The account's own id, of which links are made."""

    line_basic_id = StringField(__("LINE公式アカウントのベーシックID"))


@dataclass(frozen=True)
class Invitation:
    """What a poster shows: the words that the code writes, where it leads, and the code itself."""

    source: Source
    text: str
    address: str
    code: Markup


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(*MARKETING)
def define(visit: Visit) -> ResponseReturnValue:
    form = SourceForm()

    def keep() -> ResponseReturnValue:
        kind = SourceKind(form.kind.data)
        source = sources.define(visit.session, name=form.name.data, kind=kind, now=visit.now)
        visit.note("source_defined", f"source:{source.code}")
        return pages.done(_("きっかけを追加しました。"), "admin.sources")

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, form=form))


@allowed(*MARKETING)
def name_account(visit: Visit) -> ResponseReturnValue:
    form, said = AccountForm(), _("ベーシックIDを保存しました。")
    return choosing.attempt(
        visit, form, said=said, on="admin.sources", again=lambda: _page(visit, account=form)
    )


@allowed(*MARKETING)
def switch(visit: Visit) -> ResponseReturnValue:
    """Put a source away, or take it out again."""
    source = pages.found(visit.session.get(Source, request.form.get("source", "")))
    change = sources.retire if source.is_active else sources.resume
    change(visit.session, source)
    visit.note("source_switched", f"source:{source.code}", active=source.is_active)
    return pages.done(_("変更しました。"), "admin.sources")


@allowed(*MARKETING)
def poster(visit: Visit, code: str) -> ResponseReturnValue:
    """Draw a page to be printed: A4 to hang up, A6 to lay beside the till."""
    source = pages.found(visit.session.get(Source, code))
    size = request.args.get("size", SIZES[0])
    pages.found(size if size in SIZES and visit.choices.line_basic_id else None)
    return pages.show("source-poster.html", visit, of=_invitation(visit, source), size=size)


def names(visit: Visit) -> dict[str, str]:
    """Name every source by its code, for whoever counts by it."""
    named = {source.code: source.name for source in sources.everything(visit.session)}
    return {sources.UNNAMED: _("トークや検索から"), **named}


def _invitation(visit: Visit, source: Source) -> Invitation:
    text = f"{JOIN} {source.name}"
    address = sources.link(visit.choices.line_basic_id, text)
    return Invitation(source, text, address, _drawn(address))


def _drawn(address: str) -> Markup:
    """Draw the code as SVG, with a quarter of it to spare for stains (error correction Q)."""
    written = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        written, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, border=4
    )
    return Markup(written.getvalue().decode())  # noqa: S704  # drawn by ourselves, of nothing but squares


def _page(visit: Visit, *, form: SourceForm | None = None, account: AccountForm | None = None) -> str:
    known = sources.everything(visit.session)
    return pages.show(
        "sources.html",
        visit,
        form=form or SourceForm(None),
        account=account or AccountForm(None, obj=visit.choices),
        invitations=[_invitation(visit, source) for source in known],
        roads=sources.roads(visit.session),
        names=names(visit),
        kinds=KINDS,
    )
