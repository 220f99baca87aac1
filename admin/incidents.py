"""Incidents: the workbook for what may have leaked, from the first minute to the whole report."""

from typing import Any

from flask import request as asked
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from admin import incident_words, pages
from admin.incident_forms import IncidentForm
from admin.parts import Visit
from admin.roles import allowed
from models.incidents import Incident
from models.staff import Role
from services import footprints, incidents, japan, staff

WORKBOOK = "admin.incident"


@allowed(Role.OWNER)
def show(visit: Visit) -> ResponseReturnValue:
    rows = [(one, incidents.deadlines(one)) for one in incidents.recent(visit.session)]
    return pages.show("incidents.html", visit, rows=rows)


@allowed(Role.OWNER)
def compose(visit: Visit) -> ResponseReturnValue:
    """Begin with what is known: mostly that it was just noticed."""
    now = visit.now.astimezone(japan.ZONE).replace(tzinfo=None, second=0, microsecond=0)
    form = IncidentForm(visit, None, data={"known_at": now, "ended_at": now})
    return pages.show("incident-form.html", visit, form=form)


@allowed(Role.OWNER)
def begin(visit: Visit) -> ResponseReturnValue:
    """Open the workbook, with what the system knows already written into it."""
    form = IncidentForm(visit)

    def keep() -> ResponseReturnValue:
        incident = incidents.open(
            visit.session, form.facts(visit), {}, staff_id=visit.staff.id, now=visit.now
        )
        found = footprints.of(visit.session, incident)
        incident.report = incident.report | incident_words.prefilled(incident, found)
        visit.note("incident_opened", f"incident:{incident.id}")
        return pages.done(
            _("報告書を開きました。分かることは書き入れてあります。"), WORKBOOK, number=incident.id
        )

    return pages.attempt(visit, form, keep, again=lambda: pages.show("incident-form.html", visit, form=form))


@allowed(Role.OWNER)
def one(visit: Visit, number: int) -> ResponseReturnValue:
    return _page(visit, _found(visit, number))


@allowed(Role.OWNER)
def change(visit: Visit, number: int) -> ResponseReturnValue:
    incident, form = _found(visit, number), IncidentForm(visit)

    def keep() -> ResponseReturnValue:
        facts, ticks = form.facts(visit), form.ticks.data or []
        incidents.change(visit.session, incident, facts, form.report(), ticks, now=visit.now)
        visit.note("incident_changed", f"incident:{incident.id}")
        return pages.done(_("報告書を保存しました。"), WORKBOOK, number=number)

    return pages.attempt(visit, form, keep, again=lambda: _page(visit, incident, form=form))


@allowed(Role.OWNER)
def people(visit: Visit, number: int) -> ResponseReturnValue:
    """List who is to be told; that they were listed stays in the audit."""
    incident = _found(visit, number)
    after = asked.form.get("after", 0, type=int)
    listed = footprints.people(visit.session, incident, after=after)
    visit.note("incident_people_listed", f"incident:{incident.id}", people=len(listed), after=after)
    goes_on = listed[-1].member_id if len(listed) == footprints.SLICE else None
    return pages.show("incident-people.html", visit, incident=incident, listed=listed, goes_on=goes_on)


@allowed(Role.OWNER)
def hand_in(visit: Visit, number: int) -> ResponseReturnValue:
    """Note that the first report was handed in."""
    incident = _found(visit, number)
    return _step(
        visit, incident, "incident_reported", incidents.report, _("速報を出したことを書き留めました。")
    )


@allowed(Role.OWNER)
def close(visit: Visit, number: int) -> ResponseReturnValue:
    incident = _found(visit, number)
    return _step(visit, incident, "incident_closed", incidents.close, _("報告書を閉じました。"))


def _step(visit: Visit, incident: Incident, action: str, deed: Any, said: str) -> ResponseReturnValue:
    form = IncidentForm(visit, None, data=_kept(incident))

    def keep() -> ResponseReturnValue:
        deed(visit.session, incident, now=visit.now)
        visit.note(action, f"incident:{incident.id}")
        return pages.done(said, WORKBOOK, number=incident.id)

    try:
        with visit.session.begin_nested():
            return keep()
    except incidents.IncidentClosed as refusal:
        form.refusal = incident_words.sentence(refusal)
    return _page(visit, incident, form=form), 422


def _found(visit: Visit, number: int) -> Incident:
    return pages.found(visit.session.get(Incident, number))


def _kept(incident: Incident) -> dict[str, Any]:
    """Give the form what is kept; times as a clock in Japan shows them."""
    times = {
        name: getattr(incident, name).astimezone(japan.ZONE).replace(tzinfo=None)
        for name in ("began_at", "ended_at", "known_at")
    }
    plain = {name: getattr(incident, name) for name in ("title", "is_wrongful", "ticks")}
    return (
        plain | times | {"scope": incident.scope.value, "account": incident.account_id or 0} | incident.report
    )


def _page(visit: Visit, incident: Incident, *, form: IncidentForm | None = None) -> str:
    found = footprints.of(visit.session, incident)
    is_sealed = footprints.is_sealed(visit.session, visit.vault)
    verdict = incidents.verdict(incident, found.people + found.gone, is_encrypted=is_sealed)
    form = form or IncidentForm(visit, None, data=_kept(incident))
    return pages.show(
        "incident.html",
        visit,
        incident=incident,
        form=form,
        found=found,
        verdict=verdict,
        days=incidents.deadlines(incident),
        today=japan.day(visit.now),
        missing=[form[name].label.text for name in incidents.missing(incident)],
        words=incident_words,
        items=incidents.ITEMS,
        staff=staff.names(visit.session),
    )
