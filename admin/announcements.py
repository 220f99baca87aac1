"""Announcements: written, looked at, tried on oneself, scheduled, watched, stopped."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import (
    approvals,
    composing,
    drafts,
    editing,
    pages,
    politeness,
    reach,
    reports,
    shaping,
    spreads,
)
from admin.drafts import DraftForm, TimeForm
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from models.announcements import Announcement, AnnouncementState
from services import announcements, letters

Step = Callable[..., None]


@allowed(*MARKETING)
def show(visit: Visit) -> ResponseReturnValue:
    return pages.show(
        "announcements.html", visit, rows=reports.newest(visit.session), states=reports.states()
    )


@allowed(*MARKETING)
def compose(visit: Visit) -> ResponseReturnValue:
    return _write(visit, drafts.form(visit))


@allowed(*MARKETING)
def draft(visit: Visit) -> ResponseReturnValue:
    form = drafts.form(visit, typed=True)

    def keep() -> ResponseReturnValue:
        kept = announcements.draft(
            visit.session,
            title=form.title.data,
            topic_id=form.topic.data,
            content=form.content(),
            created_by=visit.staff.id,
            is_quiet=form.is_quiet.data,
            is_safety=drafts.is_safety(visit, form),
            now=visit.now,
        )
        visit.note("announcement_drafted", _subject(kept))
        return pages.done(_("下書きを保存しました。"), "admin.announcement", number=kept.id)

    return pages.attempt(visit, form, keep, again=lambda: _write(visit, form))


@allowed(*MARKETING)
def shape(visit: Visit) -> ResponseReturnValue:
    """Add a box or take one away, or take in a picture; a page without scripts is drawn whole."""
    form = drafts.form(visit, typed=True)
    shaping.shape(visit, form)
    if shaping.is_fragment():
        return shaping.fragment(visit, form)
    number = request.form.get("number", type=int)
    return _write(visit, form, _find(visit, number) if number else None)


@allowed(*MARKETING)
def preview(visit: Visit) -> ResponseReturnValue:
    """Draw what is being typed; nothing is kept."""
    return pages.show("announcement-seen.html", visit, **_seen(visit, drafts.form(visit, typed=True)))


@allowed(*MARKETING)
def one(visit: Visit, number: int) -> ResponseReturnValue:
    found = _find(visit, number)
    if found.state == AnnouncementState.DRAFT:
        return _write(visit, drafts.form(visit, found), found)
    return reports.page(visit, found)


@allowed(*MARKETING)
def change(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _find(visit, number), drafts.form(visit, typed=True)

    def keep() -> ResponseReturnValue:
        with editing.in_turn(form):
            announcements.change(
                visit.session,
                found,
                title=form.title.data,
                topic_id=form.topic.data,
                content=form.content(),
                is_quiet=form.is_quiet.data,
                is_safety=drafts.is_safety(visit, form, found),
                changed_by=visit.staff.id,
                opened=form.text("opened"),
                now=visit.now,
            )
        visit.note("announcement_changed", _subject(found))
        return pages.done(_("下書きを保存しました。"), "admin.announcement", number=found.id)

    return pages.attempt(visit, form, keep, again=lambda: _write(visit, form, found))


@allowed(*MARKETING)
def duplicate(visit: Visit, number: int) -> ResponseReturnValue:
    """Begin a new draft with what this one says."""
    copy = announcements.duplicate(visit.session, _find(visit, number), by=visit.staff, now=visit.now)
    visit.note("announcement_drafted", _subject(copy), of=number)
    return pages.done(_("同じ内容の下書きを作りました。"), "admin.announcement", number=copy.id)


@allowed(*MARKETING)
def test(visit: Visit, number: int) -> ResponseReturnValue:
    """Send it to the person's own LINE account."""
    found, form = _find(visit, number), Form()
    language = visit.staff.language.value
    words = composing.with_example(visit, composing.of_draft(visit, found, language=language), language)

    def send() -> ResponseReturnValue:
        composing.check_address(visit, found)
        letters.test_send(visit.session, visit.vault, visit.staff, messages=words, now=visit.now)
        visit.note("announcement_tested", _subject(found))
        return pages.done(
            _("自分のLINEに送りました。まもなく届きます。"), "admin.announcement", number=found.id
        )

    return pages.attempt(
        visit, form, send, again=lambda: _write(visit, drafts.form(visit, found), found, trial=form)
    )


@allowed(*MARKETING, sends=True)
def schedule(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _find(visit, number), TimeForm()

    def decide() -> ResponseReturnValue:
        composing.check_address(visit, found)
        words, times = composing.by_language(visit, found), form.times()
        reach.check(visit, found, times["at"])
        drafts.check_stock(visit, found)
        reasons = politeness.settle(visit, found, words, reason=form.text("reason"), **times)
        found.spread_minutes = spreads.chosen(form)
        announcements.schedule(
            visit.session,
            found,
            **times,
            messages_by_language=words,
            approved_by=visit.staff,
            seen=form.text("seen") or None,
            now=visit.now,
        )
        visit.note("announcement_scheduled", _subject(found), sha256=found.approved_sha256, reasons=reasons)
        return pages.done(_("予定に入れました。"), "admin.announcement", number=found.id)

    return pages.attempt(
        visit, form, decide, again=lambda: _write(visit, drafts.form(visit, found), found, time=form)
    )


@allowed(*MARKETING)
def progress(visit: Visit, number: int) -> ResponseReturnValue:
    """Give the fragment that shows how far it has come."""
    return reports.fragment(visit, _find(visit, number))


@allowed(*MARKETING)
def pause(visit: Visit, number: int) -> ResponseReturnValue:
    return _step(visit, number, announcements.pause, "announcement_paused", _("一時停止しました。"))


@allowed(*MARKETING, sends=True)
def resume(visit: Visit, number: int) -> ResponseReturnValue:
    return _step(visit, number, announcements.resume, "announcement_resumed", _("再開しました。"))


@allowed(*MARKETING)
def cancel(visit: Visit, number: int) -> ResponseReturnValue:
    return _step(visit, number, announcements.cancel, "announcement_cancelled", _("取りやめました。"))


def _step(visit: Visit, number: int, step: Step, action: str, said: str) -> ResponseReturnValue:
    found, form = _find(visit, number), Form()

    def take() -> ResponseReturnValue:
        step(visit.session, found, now=visit.now)
        visit.note(action, _subject(found))
        return pages.done(said, "admin.announcement", number=found.id)

    return pages.attempt(visit, form, take, again=lambda: reports.page(visit, found, form=form))


def _find(visit: Visit, number: int) -> Announcement:
    return pages.found(visit.session.get(Announcement, number))


def _subject(found: Announcement) -> str:
    return f"announcement:{found.id}"


def _write(
    visit: Visit,
    form: DraftForm,
    found: Announcement | None = None,
    *,
    time: TimeForm | None = None,
    trial: Form | None = None,
) -> str:
    times = time.times() if time else {}
    return pages.show(
        "announcement-form.html",
        visit,
        form=form,
        found=found,
        time=time or TimeForm(None),
        trial=trial or Form(None),
        is_linked=visit.staff.line_user_id is not None,
        **approvals.card(visit, found, **times) | {"seen": "" if form.is_overtaken else form.text("opened")},
        **_seen(visit, form, **times),
    )


def _seen(visit: Visit, form: DraftForm, **times: datetime | None) -> dict[str, Any]:
    """Give what stands beside the form: how it looks, how it sounds, and whom it reaches."""
    who = reach.of(visit, form.topic.data, is_safety=bool(form.is_safety.data))
    return {**drafts.look(visit, form, **times), **who}
