"""Alarms: what must not wait, at the head of every page of those whom it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request as asked
from flask import url_for
from flask_babel import gettext as _

from admin import accounts, door, speech
from models.staff import Role, Staff
from services import approval_requests, debts, grants, handovers, incidents, requests


@dataclass(frozen=True)
class Alarm:
    """One sentence, and the page where it is dealt with."""

    words: str
    address: str
    is_late: bool


def present() -> list[Alarm]:
    """Give the alarms of whoever is signed in; none on the pages that they lead to."""
    staff = accounts.who()
    if staff is None or asked.path.startswith((url_for("admin.desk"), url_for("admin.approvals"))):
        return []
    return [*_of_owners(staff), *_of_approvers(staff), *_of_points(staff)]


def _of_owners(staff: Staff) -> Iterator[Alarm]:
    if staff.role != Role.OWNER:
        return
    urgent = requests.urgent(door.session(), now=door.now())
    if urgent:
        left = requests.days_left(urgent[0], now=door.now())
        yield Alarm(_waiting(len(urgent), left), url_for("admin.desk"), left < 0)
    for incident in incidents.waiting(door.session()):
        if incident.reported_at is None:
            last = speech.day(incidents.deadlines(incident).quick)
            words = _("「%(title)s」の速報は%(day)sまでです。", title=incident.title, day=last)
            yield Alarm(words, url_for("admin.incident", number=incident.id), is_late=True)


def _waiting(count: int, left: int) -> str:
    if left < 0:
        return _("個人情報のご請求に、期限を過ぎたものがあります。")
    if not left:
        return _("個人情報のご請求に、今日が期限のものがあります。")
    return _(
        "個人情報のご請求が%(count)s件、期限に近づいています（あと%(days)s日）。", count=count, days=left
    )


def _of_points(staff: Staff) -> Iterator[Alarm]:
    address = url_for("admin.points")
    if staff.role == Role.CLERK or asked.path.startswith(address):
        return
    if grants.awaits(door.session(), staff):
        yield Alarm(_("手で贈るポイントが、あなたの承認を待っています。"), address, is_late=False)
    if debts.waiting(door.session()):
        yield Alarm(_("返品のときに使われていたポイントの扱いが、決まっていません。"), address, is_late=False)


def _of_approvers(staff: Staff) -> Iterator[Alarm]:
    if any(handovers.may_approve(request, staff) for request in handovers.waiting(door.session())):
        yield Alarm(_("引き継ぎが、あなたの承認を待っています。"), url_for("admin.approvals"), is_late=False)
    for found in approval_requests.waiting(door.session(), staff):
        address = url_for("admin.announcement_approval", number=found.id)
        if asked.path != address:
            words = _("お知らせ「%(title)s」が、あなたの承認を待っています。", title=found.title)
            yield Alarm(words, address, is_late=False)
