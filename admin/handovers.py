"""Handovers: a membership passes to a new account on what the member tells; a large one takes two people."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import dossiers, pages
from admin.desk_forms import AnswersForm
from admin.desk_refusals import sentence
from admin.dossiers import DOSSIER
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.members import Member
from models.requests import RequestKind, RequestState, RightsRequest
from models.staff import Role
from services import handovers, people, points, requests, transfers
from services.consent import Evidence
from services.errors import RuleError
from services.handovers import Told


@allowed(Role.OWNER)
def hear(visit: Visit, number: int) -> ResponseReturnValue:
    """Compare what was told; where it is so and few points pass, hand over at once."""
    request, form = _open(visit, number), AnswersForm()
    member = dossiers.member(visit, request)

    def go() -> ResponseReturnValue:
        successor = people.by_card(visit.session, form.card.data)
        if not _is_so(visit, request, member, successor, form):
            said = _("お答えが記録と合いません。どこが違うかは、この画面にも出ません。")
            return dossiers.draw(visit, request, hearing=form, wrong=said)
        visit.note("request_answers_right", f"request:{request.id}", reason=form.reason.data)
        if handovers.takes_two(visit.session, member, choices=visit.choices, now=visit.now):
            said = _("お答えが合いました。ポイントが多いため、もう一人の承認をお待ちください。")
            return pages.done(said, DOSSIER, number=number)
        return _hand_over(visit, request, member, form.reason.data)

    return pages.attempt(visit, form, go, again=lambda: dossiers.draw(visit, request, hearing=form))


def _is_so(
    visit: Visit, request: RightsRequest, member: Member, successor: Member, form: AnswersForm
) -> bool:
    return handovers.hear(
        visit.session,
        request,
        member,
        successor,
        [Told(form.day1.data, form.yen1.data), Told(form.day2.data, form.yen2.data)],
        staff_id=visit.staff.id,
        choices=visit.choices,
        now=visit.now,
    )


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    """Show what waits for a second person: how much, by whose word, and nothing of the member."""
    return _page(visit)


@allowed(*MARKETING)
def approve(visit: Visit, number: int) -> ResponseReturnValue:
    """Approve as the second person, and hand over."""
    request = _open(visit, number)
    member = dossiers.member(visit, request)
    try:
        with visit.session.begin_nested():
            handovers.approve(visit.session, request, visit.staff)
            visit.note("handover_approved", f"request:{request.id}")
            _carry(visit, request, member, _("お答えが合い、もう一人が承認した"))
    except RuleError as refusal:
        return _page(visit, refusal=sentence(refusal)), 422
    return pages.done(_("承認し、引き継ぎました。"), "admin.approvals")


def _hand_over(visit: Visit, request: RightsRequest, member: Member, reason: str) -> ResponseReturnValue:
    _carry(visit, request, member, reason)
    return pages.done(_("引き継ぎました。前の会員証は、もう使えません。"), DOSSIER, number=request.id)


def _carry(visit: Visit, request: RightsRequest, old: Member, reason: str) -> None:
    """Move what there is, and close the request, in one transaction."""
    new = pages.found(requests.successor(visit.session, request))
    visit.note("handover_done", f"request:{request.id}")
    visit.note("handover_done", f"member:{new.id}", request=request.id)
    requests.close(
        visit.session,
        request,
        state=RequestState.DONE,
        reason=reason,
        identity=_("最近のお取引2件が合った"),
        staff_id=visit.staff.id,
        now=visit.now,
    )
    evidence = Evidence(None, visit.now, None, "staff")
    transfers.move(visit.session, visit.vault, old=old, new=new, evidence=evidence, now=visit.now)


def _page(visit: Visit, *, refusal: str | None = None) -> str:
    rows = [
        (request, points.balance(visit.session, member, now=visit.now))
        for request in handovers.waiting(visit.session)
        if (member := requests.member(visit.session, request)) is not None
    ]
    may = {request.id: handovers.may_approve(request, visit.staff) for request, _points in rows}
    return pages.show("approvals.html", visit, rows=rows, may=may, refusal=refusal)


def _open(visit: Visit, number: int) -> RightsRequest:
    request = dossiers.found(visit, number)
    fits = request.state == RequestState.OPEN and request.kind == RequestKind.TRANSFER
    return pages.found(request if fits else None)
