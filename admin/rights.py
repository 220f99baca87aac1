"""Rights, on request: a copy, an end to uses, an erasure; each after making sure who asks, with a reason."""

from flask import Response
from flask import request as asked
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import copies as copy_pages
from admin import dossiers, pages, speech
from admin.desk_forms import EraseForm, IdentityForm, StopForm
from admin.dossiers import DOSSIER
from admin.parts import Visit
from admin.roles import allowed
from models.consents import Purpose
from models.members import Member
from models.requests import RequestKind, RequestState, RightsRequest
from models.staff import Role
from services import consent, copies, erasing, farewells, japan, requests
from services.consent import Evidence


@allowed(Role.OWNER)
def disclose(visit: Visit, number: int) -> ResponseReturnValue:
    """Give the same copy as the member gets in the chat, as a page to print or as a file."""
    request, form = _open(visit, number, RequestKind.DISCLOSURE), IdentityForm()
    member = dossiers.member(visit, request)

    def give() -> ResponseReturnValue:
        requests.identify(visit.session, request, form.identity)
        _note(visit, request, "request_copy_given", member, reason=form.reason.data)
        return _as_file(visit, member) if "file" in asked.form else _as_page(visit, request, member)

    return pages.attempt(visit, form, give, again=lambda: dossiers.draw(visit, request, disclosing=form))


def _as_page(visit: Visit, request: RightsRequest, member: Member) -> str:
    made = _copy(visit, member, speech.language())
    return pages.show("request-copy.html", visit, request=request, copy=made, shown=copy_pages.shown)


def _as_file(visit: Visit, member: Member) -> Response:
    content = copies.as_json(_copy(visit, member, "ja"))
    answer = Response(content, content_type="application/json; charset=utf-8")
    name = f"goen-{japan.day(visit.now):%Y%m%d}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _copy(visit: Visit, member: Member, language: str) -> copies.Copy:
    return copies.make(
        visit.session, visit.vault, member, choices=visit.choices, language=language, now=visit.now
    )


@allowed(Role.OWNER)
def stop_use(visit: Visit, number: int) -> ResponseReturnValue:
    """Withdraw answers for the member, who asked for it. Nobody here can give one."""
    request, form = _open(visit, number, RequestKind.STOP_USE), StopForm()
    member = dossiers.member(visit, request)
    form.purposes.choices = dossiers.stoppable(visit, member)

    def stop() -> ResponseReturnValue:
        purposes = tuple(Purpose(name) for name in form.purposes.data)
        consent.withdraw(
            visit.session, member, purposes=purposes, reason="staff", evidence=_evidence(visit), now=visit.now
        )
        _note(visit, request, "request_use_stopped", member, purposes=list(purposes))
        _done(visit, request, form)
        return pages.done(_("止めました。送る途中のものも止まります。"), DOSSIER, number=number)

    return pages.attempt(visit, form, stop, again=lambda: dossiers.draw(visit, request, stopping=form))


@allowed(Role.OWNER)
def erase(visit: Visit, number: int) -> ResponseReturnValue:
    """Erase the member, who was told what is lost."""
    request, form = _open(visit, number, RequestKind.ERASURE), EraseForm()
    member = dossiers.member(visit, request)

    def go() -> ResponseReturnValue:
        _note(visit, request, "request_member_erased", member, reason=form.reason.data)
        _done(visit, request, form)
        farewells.note(visit.session, visit.vault, member, now=visit.now)
        erased = erasing.erase(
            visit.session,
            member,
            cause=erasing.Cause.REQUEST,
            evidence=_evidence(visit),
            backup_days=visit.choices.backup_days,
            now=visit.now,
        )
        last = speech.day(erased.final_at)
        said = _("消去しました。控え（バックアップ）からも%(day)sまでに消えます。", day=last)
        return pages.done(said, DOSSIER, number=number)

    return pages.attempt(visit, form, go, again=lambda: dossiers.draw(visit, request, erasing=form))


def _open(visit: Visit, number: int, kind: RequestKind) -> RightsRequest:
    """Give the request if it is open and of this kind, or the page that says there is none."""
    request = dossiers.found(visit, number)
    fits = request.state == RequestState.OPEN and request.kind == kind
    return pages.found(request if fits else None)


def _done(visit: Visit, request: RightsRequest, form: IdentityForm) -> None:
    requests.close(
        visit.session,
        request,
        state=RequestState.DONE,
        reason=form.reason.data,
        identity=form.identity,
        staff_id=visit.staff.id,
        now=visit.now,
    )
    visit.note("request_closed", f"request:{request.id}", state=request.state.value)


def _note(visit: Visit, request: RightsRequest, action: str, member: Member, **detail: object) -> None:
    """Write it to the request and, for the member's own copy, to the member."""
    visit.note(action, f"request:{request.id}", **detail)
    visit.note(action, f"member:{member.id}", request=request.id)


def _evidence(visit: Visit) -> Evidence:
    return Evidence(None, visit.now, None, "staff")
