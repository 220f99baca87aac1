"""What the shop owes its members in points: the sum, its worth, and when it expires."""

import hashlib

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import pages, standing, statements
from admin.parts import Visit
from admin.roles import allowed
from models.staff import Role
from services import csv_out, japan, liabilities
from services.liabilities import Report


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    report = _report(visit)
    rows = [(f"{month.first:%Y-%m}", month.points) for month in report.months]
    return pages.show("liabilities.html", visit, report=report, rows=rows, kinds=standing.kinds())


@allowed(Role.OWNER)
def export(visit: Visit) -> ResponseReturnValue:
    """Give the months as a file. Nobody is in it; that it was taken stays in the audit."""
    report = _report(visit)
    rows = [
        (f"{month.first:%Y-%m}", month.points, month.points * visit.choices.point_yen)
        for month in report.months
    ]
    content = csv_out.write([_("期限の月"), _("ポイント"), _("円")], rows)
    sha256 = hashlib.sha256(content).hexdigest()
    visit.note("liabilities_exported", "points", rows=len(rows), sha256=sha256)
    return statements.as_file(content, f"points-{japan.day(visit.now):%Y%m%d}.csv")


def _report(visit: Visit) -> Report:
    return liabilities.report(visit.session, choices=visit.choices, now=visit.now)
