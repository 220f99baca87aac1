"""Sign-in: the only place that knows Flask-Security."""

from datetime import timedelta
from typing import Any, cast

from flask import Flask, session
from flask_login import user_logged_in, user_logged_out
from flask_security import LoginForm, RoleMixin, Security, UserDatastore, UserMixin, current_user
from sqlalchemy import select
from wtforms import StringField

from admin import door, throttle
from admin.browsers import Browser, Browsers
from admin.parts import Parts
from models.staff import Staff
from services import audit, passwords

OF_NOBODY = passwords.of_nobody()
"""Checked where there is no such person, so that both answers take the same time."""

CHOICES = {
    "URL_PREFIX": "/admin",
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "LOGOUT_METHODS": ["POST"],
    "POST_LOGIN_VIEW": "/admin/",
    "POST_LOGOUT_VIEW": "/admin/sign-in",
    "UNAUTHORIZED_VIEW": "/admin/",
    "LOGIN_USER_TEMPLATE": "admin/sign-in.html",
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SALT": "unused: argon2 brings its own",
    "RETURN_GENERIC_RESPONSES": True,
    "FLASH_MESSAGES": False,
    "FRESHNESS": timedelta(minutes=-1),
    "STATIC_FOLDER": None,
    "CLI_USERS_NAME": False,
    "CLI_ROLES_NAME": False,
}


class Account(UserMixin):  # type: ignore[misc, unused-ignore]
    """A member of staff as Flask-Security sees one."""

    fs_uniquifier: str = ""
    email: str = ""
    password: str = OF_NOBODY
    active: bool = True

    def __init__(self, staff: Staff | None) -> None:
        self.staff = staff
        self.roles: list[Any] = []
        if staff is not None:
            self.fs_uniquifier, self.email = staff.fs_uniquifier, staff.email
            self.password, self.active = staff.password, staff.active

    def verify_and_update_password(self, password: str) -> bool:
        return passwords.fits(self.password, password) and self.staff is not None


class Accounts(UserDatastore):  # type: ignore[misc, unused-ignore]
    """Flask-Security's way to our staff: through the request's own session, which the door commits."""

    def __init__(self) -> None:
        super().__init__(Account, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Account | None:  # noqa: FBT001, FBT002, ARG002  # its signature is given
        if not door.is_open():
            return None
        staff = door.session().scalar(select(Staff).filter_by(**wanted))
        return Account(staff) if staff else None

    def put(self, model: Any) -> Any:
        return model

    def commit(self) -> None:
        """Leave it to the door."""


def sign_in_form(parts: Parts, accounts: Accounts) -> type[LoginForm]:
    """Make the form that asks who it is; it waits for those who guess."""

    class SignInForm(LoginForm):  # type: ignore[misc, unused-ignore]
        email = StringField(render_kw={"autocomplete": "username"})
        remember = None
        is_waiting = False

        def validate(self, **further: Any) -> bool:
            self.next.data = door.within(self.next.data) or ""
            email = (self.email.data or "").strip().lower()
            gate = throttle.Gate(parts, email)
            self.is_waiting = gate.is_shut()
            if self.is_waiting:
                return False
            self.ifield = self.email
            self.user = accounts.find_user(email=email) or Account(None)
            if not super().validate(**further):
                gate.note_failure()
                return False
            gate.remember()
            return True

    return SignInForm


def attach(app: Flask, parts: Parts) -> None:
    """Give the app its sign-in and sign-out pages, and browsers that the database remembers."""
    app.session_interface = Browsers(parts, door.is_ours)
    app.config.update({f"SECURITY_{name}": value for name, value in CHOICES.items()})
    accounts = Accounts()
    security = Security(app, accounts, login_form=sign_in_form(parts, accounts))
    _only_by_browser(app, security)
    _listen(app, parts)


def _only_by_browser(app: Flask, security: Security) -> None:
    """No tokens in headers, and nothing of sign-in before pages that are not ours (the webhook is one)."""
    security.login_manager.request_loader(lambda _request: None)
    hooks = app.before_request_funcs[None]
    hooks[:] = [hook for hook in hooks if getattr(hook, "__self__", None) is not security.principal]


def _listen(app: Flask, parts: Parts) -> None:
    def signed_in(_sender: Flask, user: Account, **_further: Any) -> None:
        if user.staff is None or not isinstance(_browser(), Browser):
            raise RuntimeError("nobody signed in")
        _browser().belongs_to(user.staff.id)
        with parts.sessions.begin() as writing:
            subject = f"staff:{user.staff.id}"
            audit.write(writing, "signed_in", subject, staff_id=user.staff.id, now=parts.clock())

    def signed_out(_sender: Flask, user: Any, **_further: Any) -> None:
        _browser().end()
        if isinstance(user, Account) and user.staff is not None:
            subject = f"staff:{user.staff.id}"
            audit.write(door.session(), "signed_out", subject, staff_id=user.staff.id, now=door.now())

    user_logged_in.connect(signed_in, sender=app, weak=False)
    user_logged_out.connect(signed_out, sender=app, weak=False)


def _browser() -> Any:
    return session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # werkzeug's documented way


def who() -> Staff | None:
    """Say who is signed in, if anybody is."""
    if not door.is_open() or not current_user.is_authenticated:
        return None
    return cast(Account, current_user).staff
