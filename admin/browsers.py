"""Staff's browsers: the cookie holds a random name, the database all that is known under it."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from admin.parts import Parts
from models.staff import StaffSession

IDLE = timedelta(hours=4)
LONGEST = timedelta(hours=14)
"""A long day behind the counter; after it everybody signs in again."""
STRANGER = timedelta(hours=1)
TOUCH = timedelta(minutes=1)
"""How often at most a mere look is noted."""


class Browser(CallbackDict[str, Any], SessionMixin):
    """What is known of one browser."""

    def __init__(self, row: StaffSession | None = None, token: str | None = None) -> None:
        super().__init__(row.content if row else {}, Browser._changed)
        self.token, self.staff_id = token, row.staff_id if row else None
        self.seen_at = row.seen_at if row else None
        self.modified = self.is_renewed = self.is_over = False

    def _changed(self) -> None:
        self.modified = True

    def belongs_to(self, staff_id: int) -> None:
        """Somebody signed in: the browser gets a new name, so that an old one is worth nothing."""
        self.staff_id, self.is_renewed, self.modified = staff_id, True, True

    def end(self) -> None:
        self.is_over = True


class Browsers(SessionInterface):
    """Flask's sessions, kept in `staff_sessions`."""

    def __init__(self, parts: Parts, is_ours: Callable[[], bool]) -> None:
        self._parts, self._is_ours = parts, is_ours
        self._cookie = "__Host-goen" if parts.settings.is_production else "goen"

    def open_session(self, app: Flask, request: Request) -> Browser | None:  # noqa: ARG002  # Flask gives it
        if not self._is_ours():
            return None
        token = request.cookies.get(self._cookie)
        row = self._find(token) if token else None
        return Browser(row, token) if row else Browser()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        if not isinstance(session, Browser):
            return
        response.vary.add("Cookie")
        if session.is_over:
            self._forget(session, response)
        elif session.modified or self._is_due(session):
            self._keep(session, response)

    def _find(self, token: str) -> StaffSession | None:
        now = self._parts.clock()
        with self._parts.readings.begin() as reading:
            row = reading.get(StaffSession, digest(token))
        return row if row and now < row.expires_at and now < row.seen_at + IDLE else None

    def _is_due(self, session: Browser) -> bool:
        return session.seen_at is not None and self._parts.clock() >= session.seen_at + TOUCH

    def _forget(self, session: Browser, response: Response) -> None:
        if session.token:
            with self._parts.sessions.begin() as writing:
                writing.execute(sa.delete(StaffSession).where(StaffSession.id == digest(session.token)))
        response.delete_cookie(self._cookie, **self._manner())

    def _keep(self, session: Browser, response: Response) -> None:
        now = self._parts.clock()
        with self._parts.sessions.begin() as writing:
            if session.token and not session.is_renewed:
                _update(writing, session, now)
                return
            _prune(writing, session, now)
            session.token = _insert(writing, session, now)
        response.set_cookie(self._cookie, session.token, **self._manner())

    def _manner(self) -> dict[str, Any]:
        production = self._parts.settings.is_production
        return {"path": "/", "httponly": True, "samesite": "Lax", "secure": production}


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def end_all(session: Session, staff_id: int) -> None:
    """Sign somebody out everywhere."""
    session.execute(sa.delete(StaffSession).where(StaffSession.staff_id == staff_id))


def _update(writing: Session, session: Browser, now: datetime) -> None:
    own = StaffSession.id == digest(session.token or "")
    writing.execute(sa.update(StaffSession).where(own).values(content=dict(session), seen_at=now))


def _insert(writing: Session, session: Browser, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    until = now + (LONGEST if session.staff_id else STRANGER)
    row = StaffSession(id=digest(token), staff_id=session.staff_id, content=dict(session))
    row.created_at, row.seen_at, row.expires_at = now, now, until
    writing.add(row)
    return token


def _prune(writing: Session, session: Browser, now: datetime) -> None:
    """Forget the browser's old name, and whatever has run out."""
    gone = [StaffSession.expires_at <= now, StaffSession.id == digest(session.token or "")]
    writing.execute(sa.delete(StaffSession).where(sa.or_(*gone)))
