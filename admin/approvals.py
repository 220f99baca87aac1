"""Approvals: an announcement is shown as it will go out to a second person, who lets it or sends it back."""

from datetime import datetime
from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from admin import composing, pages, politeness, reach, spreads
from admin.drafts import TimeForm
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.announcements import Announcement, AnnouncementState
from models.approvals import Approval, ApprovalState
from models.staff import Staff
from models.topics import Topic
from services import approval_requests, approvals, validity


class ApproveForm(Form):
    """What was seen when it was approved."""

    seen = HiddenField()


class ReturnForm(Form):
    """Why it is sent back."""

    word = StringField(__("直してほしいところ"), [Length(max=approval_requests.LONGEST_WORD)])


def card(visit: Visit, found: Announcement | None, **times: datetime | None) -> dict[str, Any]:
    """Give what the draft's page says of approval: who has to look at it, and what became of the question."""
    if found is None:
        return {}
    request = approval_requests.of(visit.session, found)
    return {
        "needs_second": approvals.needs_second(visit.session, found, visit.staff),
        "is_required": approvals.is_required(visit.session, found),
        "seen": approvals.fingerprint(found),
        "request": request,
        "needs_reason": politeness.needs_reason(visit, found, **times),
        "is_sound": request is not None and _is_sound(visit, found, request),
        "answerer": visit.session.get(Staff, request.answered_by)
        if request and request.answered_by
        else None,
    }


@allowed(*MARKETING)
def ask(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _draft(visit, number), TimeForm()

    def put() -> ResponseReturnValue:
        words, times = composing.by_language(visit, found), form.times()
        reasons = politeness.settle(visit, found, words, reason=form.text("reason"), **times)
        found.spread_minutes = spreads.chosen(form)
        request = approval_requests.ask(
            visit.session,
            found,
            by=visit.staff,
            **times,
            messages_by_language=words,
            now=visit.now,
        )
        visit.note("approval_asked", f"announcement:{number}", sha256=request.sha256, reasons=reasons)
        return pages.done(_("承認を頼みました。"), "admin.announcement_approval", number=number)

    return pages.attempt(visit, form, put, again=lambda: _page(visit, found, time=form))


@allowed(*MARKETING)
def show(visit: Visit, number: int) -> ResponseReturnValue:
    return _page(visit, _draft(visit, number))


@allowed(*MARKETING, sends=True)
def approve(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _draft(visit, number), ApproveForm()

    def let_out() -> ResponseReturnValue:
        request = approval_requests.of(visit.session, found)
        reach.check(visit, found, request.begins_at if request else None)
        approval_requests.approve(
            visit.session,
            found,
            by=visit.staff,
            seen=form.text("seen") or None,
            messages_by_language=composing.by_language(visit, found),
            now=visit.now,
        )
        visit.note("announcement_approved", f"announcement:{number}", sha256=found.approved_sha256)
        return pages.done(_("承認し、予定に入れました。"), "admin.announcement", number=number)

    return pages.attempt(visit, form, let_out, again=lambda: _page(visit, found, approval=form))


@allowed(*MARKETING, sends=True)
def send_back(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _draft(visit, number), ReturnForm()

    def give() -> ResponseReturnValue:
        approval_requests.send_back(
            visit.session, found, by=visit.staff, word=form.word.data or "", now=visit.now
        )
        visit.note("announcement_returned", f"announcement:{number}")
        return pages.done(_("書いた方に戻しました。"), "admin.announcement", number=number)

    return pages.attempt(visit, form, give, again=lambda: _page(visit, found, back=form))


def _draft(visit: Visit, number: int) -> Announcement:
    """Give the draft, or the page that says there is none: what was let out has a page of its own."""
    found = pages.found(visit.session.get(Announcement, number))
    return pages.found(found if found.state == AnnouncementState.DRAFT else None)


def _page(visit: Visit, found: Announcement, **typed: Form) -> str:
    start = _start(visit, approval_requests.of(visit.session, found))
    forms = {"time": TimeForm(None), "approval": ApproveForm(None), "back": ReturnForm(None)}
    return pages.show(
        "announcement-approval.html",
        visit,
        **{**forms, **typed},
        found=found,
        topic=visit.session.get(Topic, found.topic_id),
        drawn=composing.by_language(visit, found),
        **reach.of(visit, found.topic_id, is_safety=found.is_safety),
        starts_at=start,
        ends_at=validity.default_end(start),
        **card(visit, found),
    )


def _start(visit: Visit, request: Approval | None) -> Any:
    return (request.begins_at if request else None) or visit.now


def _is_sound(visit: Visit, found: Announcement, request: Approval) -> bool:
    is_open = request.state == ApprovalState.WAITING and found.state == AnnouncementState.DRAFT
    return is_open and approval_requests.is_sound(request, found, composing.by_language(visit, found))
