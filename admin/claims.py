"""Old balances: brought in from a file or one by one, and handed out as slips with a code."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from admin import loyalty_refusals, pages
from admin.forms import Form
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import claim_imports, claims, japan
from services.claim_imports import Row

LASTS = timedelta(days=180)
"""How long a code is good, unless somebody says otherwise."""
A_DAY = DataRequired(__("日付を入れてください。"))
A_CARD = DataRequired(__("前のカードの番号を入れてください。"))
OFF = {"autocomplete": "off"}


class FileForm(Form):
    """Numbers and points, as a file or as text."""

    file = FileField(__("CSVファイル"))
    text = TextAreaField(__("または、ここに貼りつけ"), render_kw={"rows": 8, "spellcheck": "false"})
    last_day = DateField(__("引換の最後の日"), [A_DAY])

    def content(self) -> str:
        """Give the file's text where one was chosen, else what was pasted; raise FileRefused."""
        chosen = self.file.data.read() if self.file.data else b""
        return claim_imports.decode(chosen) if chosen else self.text.data or ""


class OneForm(Form):
    """One old card."""

    card = StringField(__("前のカードの番号"), [A_CARD], render_kw=OFF)
    points = IntegerField(
        __("ポイント"), [InputRequired(__("数を入れてください。"))], render_kw={**OFF, "inputmode": "numeric"}
    )
    last_day = DateField(__("引換の最後の日"), [A_DAY])


class LostForm(Form):
    """A card whose slip was lost."""

    card = StringField(__("前のカードの番号"), [A_CARD], render_kw=OFF)
    last_day = DateField(__("引換の最後の日"), [A_DAY])


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    return _page(visit)


@allowed(Role.OWNER)
def attempt(visit: Visit) -> ResponseReturnValue:
    """Tell what would become of each line; nothing is written."""
    form = FileForm()

    def look() -> ResponseReturnValue:
        text = form.content()
        rows = claim_imports.look(visit.session, visit.vault, text)
        form.text.data = text
        return _page(visit, file_form=form, rows=rows)

    return pages.attempt(visit, form, look, again=lambda: _page(visit, file_form=form))


@allowed(Role.OWNER)
def bring_in(visit: Visit) -> ResponseReturnValue:
    """Write the new lines, and draw their slips: the codes are shown here and never again."""
    form = FileForm()

    def write() -> ResponseReturnValue:
        rows = claim_imports.bring_in(
            visit.session,
            visit.vault,
            form.content(),
            expires_at=_ends(form),
            staff_id=visit.staff.id,
            now=visit.now,
        )
        made = [row for row in rows if row.code]
        visit.note("claims_made", "claims", number=len(made), points=sum(row.points for row in made))
        return _slips(visit, form, rows)

    return pages.attempt(visit, form, write, again=lambda: _page(visit, file_form=form))


@allowed(Role.OWNER)
def make(visit: Visit) -> ResponseReturnValue:
    form = OneForm()

    def write() -> ResponseReturnValue:
        card, worth = form.card.data, form.points.data
        code = claims.make(
            visit.session,
            visit.vault,
            card=card,
            worth=worth,
            expires_at=_ends(form),
            staff_id=visit.staff.id,
            now=visit.now,
        )
        visit.note("claims_made", "claims", number=int(code is not None), points=worth if code else 0)
        return _slips(visit, form, [Row(1, card, worth, "new" if code else "known", code)])

    return pages.attempt(visit, form, write, again=lambda: _page(visit, one=form))


@allowed(Role.OWNER)
def renew(visit: Visit) -> ResponseReturnValue:
    """Give a new code for a lost slip; the old one is good for nothing from now on."""
    form = LostForm()

    def write() -> ResponseReturnValue:
        code = claims.renew(visit.session, visit.vault, form.card.data, expires_at=_ends(form))
        known = claims.of_card(visit.session, visit.vault, form.card.data)
        visit.note("claim_renewed", f"claim:{known.id if known else 0}")
        worth = known.points if known else 0
        return _slips(visit, form, [Row(1, form.card.data, worth, "new", code)])

    return pages.attempt(visit, form, write, again=lambda: _page(visit, lost=form))


def states() -> dict[str, str]:
    """Say what becomes of a line."""
    refused: Callable[[str], str] = lambda why: loyalty_refusals.sentence(claims.ClaimRefused(why))  # noqa: E731
    return {
        "new": _("新しく取り込みます"),
        "known": _("すでに取り込まれています（何もしません）"),
        "columns": _("列は「番号」と「ポイント」の2つにしてください。"),
        "twice": _("同じ番号が、この上にもあります。"),
        **{why: refused(why) for why in ("card", "points", "taken")},
    }


def _ends(form: FileForm | OneForm | LostForm) -> datetime:
    return japan.end_of(form.last_day.data)


def _slips(visit: Visit, form: FileForm | OneForm | LostForm, rows: Sequence[Row]) -> str:
    left = [row for row in rows if not row.code]
    slips = [row for row in rows if row.code]
    return pages.show(
        "claim-slips.html", visit, slips=slips, left=left, states=states(), until=form.last_day.data
    )


def _page(visit: Visit, *, rows: Sequence[Row] = (), **typed: Form) -> str:
    fresh = {"last_day": japan.day(visit.now + LASTS)}
    forms = {
        "file_form": FileForm(None, data=fresh),
        "one": OneForm(None, data=fresh),
        "lost": LostForm(None, data=fresh),
    }
    totals = claims.totals(visit.session, now=visit.now)
    return pages.show("claims.html", visit, rows=rows, states=states(), totals=totals, **{**forms, **typed})
