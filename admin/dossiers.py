"""A request's own page: where it stands, what has been done, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from admin import desk_words, pages, standing
from admin.desk_forms import AnswersForm, CloseForm, EraseForm, IdentityForm, MemberForm, StopForm
from admin.parts import Visit
from admin.standing import Standing
from models.audit import AuditEntry
from models.consents import Purpose
from models.members import Member
from models.requests import RequestKind, RequestState, RequestWay, RightsRequest
from services import audit, consent, handovers, people, requests, staff
from services.people import Belongings

DOSSIER = "admin.request"
FORMS: Mapping[str, Any] = {
    "naming": MemberForm,
    "closing": CloseForm,
    "disclosing": IdentityForm,
    "stopping": StopForm,
    "erasing": EraseForm,
    "hearing": AnswersForm,
}


@dataclass(frozen=True)
class Content:
    """What only whoever opened the page may see."""

    details: str
    standing: Standing | None
    belongings: Belongings | None


def found(visit: Visit, number: int) -> RightsRequest:
    """Give the request, or the page that says there is none."""
    return pages.found(requests.find(visit.session, number))


def member(visit: Visit, request: RightsRequest) -> Member:
    """Give the member who asks, locked for what is done now, or the page that says there is none."""
    return pages.found(requests.alone_with(visit.session, request))


def draw(
    visit: Visit, request: RightsRequest, *, is_seen: bool = False, said: str | None = None, **typed: Any
) -> str:
    """Draw the page; forms that were typed into stay as they were."""
    somebody = requests.member(visit.session, request)
    is_open = request.state == RequestState.OPEN
    known = {"how": "chat" if request.way == RequestWay.CHAT else ""}
    forms = {name: form(None, data=known) for name, form in FORMS.items()} if is_open else {}
    if is_open and somebody is not None:
        choices = stoppable(visit, somebody)
        for form in (forms["stopping"], typed.get("stopping")):
            if form is not None:
                form.purposes.choices = choices
    return pages.show(
        "request.html",
        visit,
        request=request,
        words=desk_words,
        content=_content(visit, request, somebody) if is_seen else None,
        is_known=somebody is not None,
        is_at_work=is_open and (is_seen or bool(typed)),
        takes_two=_takes_two(visit, request, somebody),
        history=_history(visit, request),
        staff=staff.names(visit.session),
        said=said,
        **{**forms, **typed},
    )


def purposes() -> dict[Purpose, str]:
    """Name what can be stopped without leaving."""
    return {
        Purpose.ANNOUNCEMENTS: _("お知らせ"),
        Purpose.SERVICE: _("期限のご連絡"),
        Purpose.PROFILE: _("お名前と誕生月"),
        Purpose.ANALYSIS: _("お買い物に合わせたご案内"),
        Purpose.THIRD_PARTY: _("第三者への提供"),
    }


def stoppable(visit: Visit, somebody: Member) -> list[tuple[str, str]]:
    """Give what this member said yes to and can stop without leaving."""
    given = consent.standing(visit.session, somebody)
    return [
        (purpose.value, label)
        for purpose, label in purposes().items()
        if purpose in given and given[purpose].is_given
    ]


def _content(visit: Visit, request: RightsRequest, somebody: Member | None) -> Content:
    details = requests.details(visit.vault, request)
    if somebody is None:
        return Content(details, None, None)
    lost = people.belongings(visit.session, somebody, now=visit.now)
    return Content(details, standing.of(visit, somebody), lost)


def _takes_two(visit: Visit, request: RightsRequest, somebody: Member | None) -> bool:
    if request.kind != RequestKind.TRANSFER or somebody is None:
        return False
    return handovers.takes_two(visit.session, somebody, choices=visit.choices, now=visit.now)


def _history(visit: Visit, request: RightsRequest) -> list[AuditEntry]:
    return audit.about(visit.session, f"request:{request.id}", tuple(desk_words.deeds()))
