"""Who may open which page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from admin import accounts, door
from admin.parts import Visit
from models.staff import Role, Staff

EVERYBODY = (Role.OWNER, Role.MARKETER, Role.CLERK)
MARKETING = (Role.OWNER, Role.MARKETER)
OPEN = frozenset({"security.login", "security.logout", "admin.asset", "admin.drawing", "admin.language"})
"""What needs no sign-in: the sign-in itself, style sheets and scripts, the choice of language."""

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Guarded:
    """A view with its rule: who may come in."""

    view: View
    roles: frozenset[Role]
    sends: bool

    def __call__(self, **params: Any) -> ResponseReturnValue:
        staff = accounts.who()
        if staff is None:
            return _to_sign_in()
        if not self.admits(staff):
            abort(403)
        parts = current_app.extensions["goen_admin"]
        return self.view(Visit(parts, door.session(), staff, door.now()), **params)

    def admits(self, staff: Staff) -> bool:
        return staff.role in self.roles and (staff.may_send or not self.sends)


def allowed(*roles: Role, sends: bool = False) -> Callable[[View], Guarded]:
    """Let only these roles in; `sends`: and only those who may send."""
    return lambda view: Guarded(view, frozenset(roles), sends)


def _to_sign_in() -> ResponseReturnValue:
    """Show the way in; a fragment takes the whole page there."""
    after = request.full_path if request.method == "GET" and not _is_fragment() else url_for("admin.home")
    way = url_for("security.login", next=after.rstrip("?"))
    if _is_fragment():
        return "", 401, {"HX-Redirect": url_for("security.login")}
    return redirect(way, 303)


def _is_fragment() -> bool:
    return "HX-Request" in request.headers
