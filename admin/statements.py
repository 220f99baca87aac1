"""A member's statement: all lines, what is left of each grant; and the same as a file, on record."""

import hashlib
from collections.abc import Mapping

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from admin import finding, pages, speech, standing
from admin.members import CardForm
from admin.parts import Visit
from admin.roles import EVERYBODY, allowed
from models.members import Member
from models.shops import Shop
from models.staff import Role
from services import csv_out, japan, people, points, staff, statements
from services.statements import Line, Statement


class ExportForm(CardForm):
    """Why somebody's account leaves the house as a file."""

    reason = StringField(__("書き出す理由"), [DataRequired(__("理由を入れてください。")), Length(max=200)])


@allowed(*EVERYBODY)
def show(visit: Visit) -> ResponseReturnValue:
    """Show one member's account. A form, not an address: a card must not stay in a browser's history."""
    form = CardForm()

    def look() -> ResponseReturnValue:
        member = finding.by_number(visit, form.card.data)
        visit.note("member_seen", f"member:{member.id}")
        return _account(visit, member)

    return finding.attempt(visit, form, look, again=lambda: _search(visit, form))


@allowed(Role.OWNER)
def export(visit: Visit) -> ResponseReturnValue:
    """Give it as a file; who took it and why, its length and its fingerprint stay in the audit."""
    form = ExportForm()

    def give() -> ResponseReturnValue:
        member = people.by_card(visit.session, form.card.data)
        statement = statements.of(visit.session, member, now=visit.now)
        who, where = staff.names(visit.session), _shops(visit)
        content = csv_out.write(_headings(), (_cells(line, who, where) for line in statement.lines))
        sha256 = hashlib.sha256(content).hexdigest()
        visit.note(
            "statement_exported",
            f"member:{member.id}",
            rows=len(statement.lines),
            sha256=sha256,
            reason=form.reason.data,
        )
        return as_file(content, f"points-{member.card_number}-{japan.day(visit.now):%Y%m%d}.csv")

    return pages.attempt(visit, form, give, again=lambda: _again(visit, form))


def as_file(content: bytes, name: str) -> Response:
    """Answer with a CSV file to keep."""
    answer = Response(content, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _account(visit: Visit, member: Member, form: ExportForm | None = None) -> str:
    statement: Statement = statements.of(visit.session, member, now=visit.now)
    seen = standing.of(visit, member)
    return pages.show(
        "statement.html",
        visit,
        of=seen,
        statement=statement,
        summary=points.summary(visit.session, member, now=visit.now, choices=visit.choices),
        staff=staff.names(visit.session),
        shops=_shops(visit),
        export=form or ExportForm(None, data={"card": seen.card}),
        may_export=visit.staff.role == Role.OWNER,
    )


def _again(visit: Visit, form: ExportForm) -> str:
    """Draw the account once more where the card is known, else the search."""
    try:
        return _account(visit, people.by_card(visit.session, form.card.data or ""), form)
    except people.CardUnknown:
        return _search(visit, form)


def _headings() -> list[str]:
    return [
        _("日時"),
        _("こと"),
        _("ポイント"),
        _("残高"),
        _("金額（円）"),
        _("お店"),
        _("担当"),
        _("わけ"),
        _("番号"),
    ]


def _cells(line: Line, who: Mapping[int, str], where: Mapping[int, str]) -> list[object]:
    entry = line.entry
    return [
        speech.moment(entry.created_at),
        standing.kinds()[entry.kind],
        entry.amount,
        line.after,
        entry.yen,
        where.get(entry.shop_id or 0),
        who.get(entry.staff_id or 0),
        entry.reason,
        entry.id,
    ]


def _shops(visit: Visit) -> dict[int, str]:
    return {shop.id: shop.name for shop in visit.session.scalars(select(Shop))}


def _search(visit: Visit, form: CardForm) -> str:
    return pages.show("members.html", visit, form=form, of=None)
