"""Requests: the desk of whoever is in charge of personal data, with the clock of each request."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import desk_words, dossiers, finding, pages
from admin.desk_forms import CloseForm, MemberForm, RequestForm
from admin.dossiers import DOSSIER
from admin.parts import Visit
from admin.roles import allowed
from models.requests import RequestKind, RequestState, RequestWay
from models.staff import Role
from services import erasing, handovers, incidents, requests


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    """List what waits, the most urgent first, and what was closed lately. Nothing personal is in it."""
    return pages.show(
        "desk.html",
        visit,
        words=desk_words,
        waiting=requests.waiting(visit.session),
        closed=requests.closed(visit.session),
        handovers=len(handovers.waiting(visit.session)),
        incidents=[(one, incidents.deadlines(one)) for one in incidents.waiting(visit.session)],
    )


@allowed(Role.OWNER)
def compose(visit: Visit) -> ResponseReturnValue:
    return _composing(visit, RequestForm(None))


@allowed(Role.OWNER)
def take(visit: Visit) -> ResponseReturnValue:
    """Take a request that came some other way than by chat; its clock starts now."""
    form = RequestForm()

    def keep() -> ResponseReturnValue:
        member = finding.by_number(visit, form.member.data) if form.member.data else None
        request = requests.open(
            visit.session,
            visit.vault,
            member_pid=member.pid if member else None,
            kind=RequestKind(form.kind.data),
            way=RequestWay(form.way.data),
            details=form.details.data or "",
            now=visit.now,
            staff_id=visit.staff.id,
        )
        visit.note("request_opened", f"request:{request.id}", kind=request.kind.value)
        return pages.done(_("受け付けました。14日の時計が動き始めました。"), DOSSIER, number=request.id)

    return finding.attempt(visit, form, keep, again=lambda: _composing(visit, form))


def _composing(visit: Visit, form: RequestForm) -> str:
    return pages.show("request-form.html", visit, form=form)


@allowed(Role.OWNER)
def one(visit: Visit, number: int) -> ResponseReturnValue:
    """Show where it stands. What was asked, and by whom, is opened by a press of its own."""
    return dossiers.draw(visit, dossiers.found(visit, number))


@allowed(Role.OWNER)
def see(visit: Visit, number: int) -> ResponseReturnValue:
    """Show what was asked and whose it is; that it was looked at stays in the audit."""
    request = dossiers.found(visit, number)
    visit.note("request_seen", f"request:{request.id}")
    return dossiers.draw(visit, request, is_seen=True)


@allowed(Role.OWNER)
def name_member(visit: Visit, number: int) -> ResponseReturnValue:
    """Say which member asks, where that was not known at first."""
    request, form = dossiers.found(visit, number), MemberForm()

    def keep() -> ResponseReturnValue:
        member = finding.by_number(visit, form.member.data or "")
        requests.name_member(visit.session, request, member)
        visit.note("request_named", f"request:{request.id}")
        return pages.done(_("会員の方を確かめました。"), DOSSIER, number=number)

    return finding.attempt(visit, form, keep, again=lambda: dossiers.draw(visit, request, naming=form))


@allowed(Role.OWNER)
def close(visit: Visit, number: int) -> ResponseReturnValue:
    """Close it with the answer and its reason."""
    request, form = dossiers.found(visit, number), CloseForm()

    def keep() -> ResponseReturnValue:
        requests.close(
            visit.session,
            request,
            state=RequestState(form.state.data),
            reason=form.reason.data,
            identity=form.identity or request.identity or "",
            staff_id=visit.staff.id,
            now=visit.now,
        )
        visit.note("request_closed", f"request:{request.id}", state=request.state.value)
        return pages.done(_("対応を終えました。お答えを印刷できます。"), DOSSIER, number=number)

    return pages.attempt(visit, form, keep, again=lambda: dossiers.draw(visit, request, closing=form))


@allowed(Role.OWNER)
def letter(visit: Visit, number: int) -> ResponseReturnValue:
    """Draw the answer as a letter to print."""
    request = dossiers.found(visit, number)
    if request.state == RequestState.OPEN:
        return pages.found(None)
    erased = erasing.of(visit.session, request.member_pid) if request.member_pid else None
    return pages.show("request-letter.html", visit, request=request, words=desk_words, erased=erased)
