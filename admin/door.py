"""The door of every admin page: who asks from where, and the one transaction of the request."""

from contextlib import ExitStack
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session
from werkzeug.wsgi import get_host

from admin.parts import Parts

PREFIXES = ("/admin", "/trust", "/papers")
LARGEST_FORM = 256 * 1024
LARGEST_UPLOAD = 24 * 1024 * 1024
"""What phones photograph is larger than what may be kept: it is read, so that it can be refused in words."""
SIGN_IN = "security.login"
NO_DATABASE = ("admin.asset", "admin.drawing", "linking.open")
BY_TOKEN = ("papers.open", "papers.save", "linking.open")
"""Whose address is itself the secret: no cookie gives any right there, so no form can be sent in its name."""
UPLOADS = ("admin.shape_announcement", "admin.import_purchases")
PREVIEWS = (
    *("admin.announcement_preview", "admin.announcement_reach", "admin.announcement_dry_run"),
    *("admin.try_tiers", "admin.try_claims", "admin.preview_menus"),
)
PHONES = ("admin.enrol_phone", "admin.unlock_phone")
"""A shared phone's own sign-in, which notes what it does as signing in does."""
IMPORTS = ("admin.import_purchases",)
"""What writes in slices, each in a transaction of its own."""
ONLY_READ = (SIGN_IN, *PHONES, *PREVIEWS, *BY_TOKEN, *IMPORTS)


class Undone(Exception):
    """The view refused: nothing of the request stays."""


def is_ours() -> bool:
    return request.path.startswith(PREFIXES)


def is_open() -> bool:
    """Tell whether the request has its transaction (files and refused hosts have none)."""
    return "door_session" in g


def session() -> Session:
    """Give the session of this request: one that only reads where nothing may change."""
    return cast(Session, g.door_session)


def now() -> datetime:
    """Give the one instant of this request."""
    return cast(datetime, g.door_now)


def within(address: str | None) -> str | None:
    """Give the address back only if it is one of ours; a form's could lead to another site."""
    ours = address is not None and address.startswith("/admin/") and "\\" not in address
    return address if ours else None


def attach(app: Flask, parts: Parts) -> None:
    """Put the door before and after every page of ours, and before nothing else."""
    csrf = CSRFProtect()
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    csrf.init_app(app)

    def enter() -> None:
        if not is_ours():
            return
        request.max_content_length = LARGEST_UPLOAD if request.endpoint in UPLOADS else LARGEST_FORM
        _check_host(parts)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            _check_form(csrf)
        g.door_now = parts.clock()
        if request.endpoint not in NO_DATABASE:
            _open(parts)

    def leave(response: Response) -> Response:
        _close(keep=response.status_code < 400)
        return response

    def tidy(_problem: BaseException | None) -> None:
        _close(keep=False)

    app.before_request(enter)
    app.after_request(leave)
    app.teardown_request(tidy)


def _open(parts: Parts) -> None:
    """Begin the request's transaction.

    Signing in only reads here: its password check takes a tenth of a second, too long for a lock;
    what it notes goes through short transactions of its own, and so does a one-time page.
    A preview changes nothing.
    """
    reads = request.method in ("GET", "HEAD") or request.endpoint in ONLY_READ
    stack = ExitStack()
    g.door_session = stack.enter_context((parts.readings if reads else parts.sessions).begin())
    g.door_stack = stack


def _close(*, keep: bool) -> None:
    stack: ExitStack | None = g.pop("door_stack", None)
    if stack is None:
        return
    if keep:
        stack.close()
    else:
        stack.__exit__(Undone, Undone(), None)


def _check_host(parts: Parts) -> None:
    """Answer only under the shop's own name once it is in earnest."""
    if parts.settings.is_production:
        host = urlsplit(parts.settings.public_url).netloc
        get_host(request.environ, [host])


def _check_form(csrf: CSRFProtect) -> None:
    """Read the whole form, however slowly it comes, before anybody waits for a lock; then judge it."""
    if request.endpoint in BY_TOKEN:
        request.get_data()
        return
    _check_origin()
    csrf.protect()


def _check_origin() -> None:
    """Refuse forms that another site sends, whatever token they carry."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        abort(403)
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)
