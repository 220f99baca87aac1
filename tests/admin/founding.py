"""The shop of these tests, founded once by each worker: tests get copies, and its people need not sign in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin import browsers
from models import base
from models.staff import StaffSession
from tests.admin.life import Life, fill
from tests.admin.shop import PEOPLE, Parts, Visitor, furnish, make_app
from tests.clock import Clock
from tests.databases import Store, Template

COOKIE = "goen"


@dataclass(frozen=True)
class Badge:
    """What signing in left: what forms carry, and what the database knows of the browser."""

    token: str
    staff_id: int
    content: dict[str, Any]

    def register(self, session: Session, now: datetime) -> str:
        """Let one more browser be signed in, and give the name for its cookie."""
        name = secrets.token_urlsafe(8)
        row = StaffSession(id=browsers.digest(name), staff_id=self.staff_id, content=self.content)
        row.created_at, row.seen_at, row.expires_at = now, now, now + browsers.LONGEST
        session.add(row)
        return name


@dataclass(frozen=True)
class Founding:
    """A database with the shop in it, on which nothing is written any more."""

    url: str
    badges: Mapping[str, Badge] = field(default_factory=dict)
    life: Life | None = None


class Foundings:
    """Those of this worker, by what they are copies of."""

    def __init__(self) -> None:
        self._bare, self._lively = dict[Template, Founding](), dict[Template, Founding]()

    def bare(self, template: Template) -> Founding:
        """A shop with somebody of every role, and nothing else."""
        if template not in self._bare:
            self._bare[template] = _found(template)
        return self._bare[template]

    def lively(self, template: Template) -> Founding:
        """The same shop four weeks later."""
        if template not in self._lively:
            self._lively[template] = _enliven(template, self.bare(template))
        return self._lively[template]


def opened(url: str) -> Store:
    return Store(url, base.writing(url), base.reading(url))


def closed(store: Store) -> str:
    store.sessions.engine.dispose()
    store.readings.engine.dispose()
    return store.url


def _found(template: Template) -> Founding:
    store = opened(template.copy())
    furnish(store, Clock())
    url = closed(store)
    return Founding(url, _badges(opened(template.copy(of=url))))


def _badges(store: Store) -> dict[str, Badge]:
    """Sign everybody in on a copy that is not used any further."""
    parts = Parts(store.sessions, store.readings, Clock())
    client = make_app(parts).test_client
    badges = {name: _badge(parts, client(), name) for name in PEOPLE}
    closed(store)
    return badges


def _badge(parts: Parts, client: FlaskClient, name: str) -> Badge:
    visitor = Visitor(client)
    visitor.sign_in(name)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    with parts.readings.begin() as session:
        row = session.scalars(
            select(StaffSession).where(StaffSession.id == browsers.digest(cookie.value))
        ).one()
    assert row.staff_id is not None
    return Badge(visitor.token, row.staff_id, row.content)


def _enliven(template: Template, bare: Founding) -> Founding:
    store, clock = opened(template.copy(of=bare.url)), Clock()
    parts = Parts(store.sessions, store.readings, clock)
    with store.sessions.begin() as session:
        life = fill(session, parts.vault(), clock())
    return Founding(closed(store), bare.badges, life)
