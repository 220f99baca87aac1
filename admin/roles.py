"""Who may open which page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin import accounts, door, shared
from admin.parts import Visit
from models.staff import Role, Staff
from services import devices

EVERYBODY = (Role.OWNER, Role.MARKETER, Role.CLERK)
MARKETING = (Role.OWNER, Role.MARKETER)
PHONE = ("admin.shared_phone", "admin.enrol_phone", "admin.unlock_phone", "admin.lock_phone")
OPEN = frozenset(
    {"security.login", "security.logout", "admin.asset", "admin.drawing", "admin.language", *PHONE}
)
"""What needs no sign-in: the sign-in itself and that of shared phones, style sheets and scripts, the choice
of language."""

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Guarded:
    """A view with its rule: who may come in."""

    view: View
    roles: frozenset[Role]
    sends: bool
    at_counter: bool = False
    """Also for a clerk who opened one of the shop's devices."""

    def __call__(self, **params: Any) -> ResponseReturnValue:
        staff = accounts.who()
        device = shared.device() if staff is None and self.at_counter else None
        if device is not None:
            staff = devices.clerk(door.session(), device, now=door.now())
            if staff is None:
                return _to(url_for("admin.shared_phone"))
        if staff is None:
            return _to_sign_in()
        if not self.admits(staff):
            abort(403)
        parts = current_app.extensions["goen_admin"]
        visit = Visit(parts, door.session(), staff, door.now(), device)
        if device is not None and request.method == "POST":
            minutes = visit.choices.device_minutes
            devices.open_for(visit.session, device, staff, minutes=minutes, now=visit.now)
        return self.view(visit, **params)

    def admits(self, staff: Staff) -> bool:
        return staff.role in self.roles and (staff.may_send or not self.sends)


def allowed(*roles: Role, sends: bool = False, at_counter: bool = False) -> Callable[[View], Guarded]:
    """Let only these roles in; `sends`: and only those who may send; `at_counter`: from devices too."""
    return lambda view: Guarded(view, frozenset(roles), sends, at_counter)


def _to_sign_in() -> ResponseReturnValue:
    """Show the way in; a fragment takes the whole page there."""
    after = request.full_path if request.method == "GET" and not _is_fragment() else url_for("admin.home")
    way = url_for("security.login", next=after.rstrip("?"))
    if _is_fragment():
        return "", 401, {"HX-Redirect": url_for("security.login")}
    return redirect(way, 303)


def _to(way: str) -> ResponseReturnValue:
    """Show another page; a fragment takes the whole page there."""
    return ("", 401, {"HX-Redirect": way}) if _is_fragment() else redirect(way, 303)


def _is_fragment() -> bool:
    return "HX-Request" in request.headers
