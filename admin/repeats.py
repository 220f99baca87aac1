"""Announcements that come round: begun from a draft, paused, resumed, ended."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from wtforms import DateField, HiddenField, SelectField, TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from admin import composing, pages, politeness, reach, spreads
from admin.forms import Form
from admin.parts import Visit
from admin.roles import MARKETING, allowed
from bot.wording.languages import LANGUAGES
from models.announcements import Announcement
from models.repeats import Repeat, Turn
from services import approvals, repeats
from services.repeats import Rhythm

Step = Callable[..., None]


class RepeatForm(Form):
    """How often it comes round, and at what time. Japan time."""

    turn = SelectField(__("くり返しかた"))
    weekday = SelectField(__("曜日"), coerce=int)
    month_day = SelectField(__("毎月の日"), coerce=int, default=1)
    begins = TimeField(__("送り始める時刻"), [InputRequired(__("時刻を入れてください。"))])
    ends = TimeField(__("最終時刻"), [InputRequired(__("時刻を入れてください。"))])
    last_day = DateField(__("最後の日"), [Optional()])
    spread = spreads.field()
    reason = TextAreaField(__("このまま送る理由"), render_kw={"rows": 2})
    seen = HiddenField()

    def rhythm(self) -> Rhythm:
        turn = Turn(self.turn.data)
        day = self.weekday.data if turn == Turn.WEEKLY else self.month_day.data
        return Rhythm(turn, day, self.begins.data, self.ends.data, self.last_day.data)


@allowed(*MARKETING, sends=True)
def compose(visit: Visit, number: int) -> ResponseReturnValue:
    return _page(visit, _find(visit, number), _offered(RepeatForm(None)))


@allowed(*MARKETING, sends=True)
def begin(visit: Visit, number: int) -> ResponseReturnValue:
    found, form = _find(visit, number), _offered(RepeatForm())

    def decide() -> ResponseReturnValue:
        found.spread_minutes = spreads.chosen(form)
        composing.check_address(visit, found)
        reach.check(visit, found, None)
        words = {language: _words(visit, found, language) for language in LANGUAGES}
        reasons = politeness.settle(visit, found, words, reason=form.text("reason"))
        made = repeats.begin(
            visit.session,
            found,
            form.rhythm(),
            messages_by_language=words,
            approved_by=visit.staff,
            seen=form.seen.data or None,
            now=visit.now,
        )
        visit.note("repeat_begun", _subject(made), announcement=found.id, reasons=reasons)
        return pages.done(_("くり返しを始めました。2週間先までの予定を入れました。"), "admin.calendar")

    return pages.attempt(visit, form, decide, again=lambda: _page(visit, found, form))


@allowed(*MARKETING)
def pause(visit: Visit, number: int) -> ResponseReturnValue:
    return _step(visit, number, repeats.pause, "repeat_paused", _("くり返しを一時停止しました。"))


@allowed(*MARKETING, sends=True)
def resume(visit: Visit, number: int) -> ResponseReturnValue:
    return _step(visit, number, repeats.resume, "repeat_resumed", _("くり返しを再開しました。"))


@allowed(*MARKETING)
def end(visit: Visit, number: int) -> ResponseReturnValue:
    said = _("くり返しを終えました。まだ始まっていない予定は、取りやめました。")
    return _step(visit, number, repeats.end, "repeat_ended", said)


def weekdays() -> list[str]:
    """Name the days of the week, Monday first."""
    return [_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日")]


def rhythm_of(repeat: Repeat) -> str:
    """Say how often a rule comes round."""
    times = {"begins": f"{repeat.begins:%H:%M}", "ends": f"{repeat.ends:%H:%M}"}
    if repeat.turn == Turn.WEEKLY:
        return _("毎週%(day)s %(begins)sから%(ends)sまで", day=weekdays()[repeat.day], **times)
    return _("毎月%(day)s日 %(begins)sから%(ends)sまで", day=repeat.day, **times)


def _step(visit: Visit, number: int, step: Step, action: str, said: str) -> ResponseReturnValue:
    found, form = pages.found(visit.session.get(Repeat, number)), Form()

    def take() -> ResponseReturnValue:
        step(visit.session, found, now=visit.now)
        visit.note(action, _subject(found))
        return pages.done(said, "admin.calendar")

    return pages.attempt(visit, form, take, again=lambda: pages.show("repeat-refused.html", visit, form=form))


def _words(visit: Visit, found: Announcement, language: str) -> composing.Messages:
    return composing.messages(visit, found.content, ref=repeats.MARK, language=language)


def _offered(form: RepeatForm) -> RepeatForm:
    form.turn.choices = [
        SelectChoice(Turn.WEEKLY.value, _("毎週")),
        SelectChoice(Turn.MONTHLY.value, _("毎月")),
    ]
    form.weekday.choices = [SelectChoice(place, name) for place, name in enumerate(weekdays())]
    form.month_day.choices = [SelectChoice(day, str(day)) for day in range(1, 32)]
    return form


def _find(visit: Visit, number: int) -> Announcement:
    return pages.found(visit.session.get(Announcement, number))


def _subject(repeat: Repeat) -> str:
    return f"repeat:{repeat.id}"


def _page(visit: Visit, found: Announcement, form: RepeatForm) -> str:
    needs = politeness.needs_reason(visit, found)
    return pages.show(
        "repeat-form.html",
        visit,
        found=found,
        form=form,
        seen=approvals.fingerprint(found),
        needs_reason=needs,
    )
