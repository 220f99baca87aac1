"""An admin site of the test's own: its parts, its people, and somebody with a browser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from admin import routes
from models.base import Sessions
from models.staff import Role
from services import settings, staff, vault
from services.masters import Masters
from tests.clock import Clock
from tests.databases import Store

MASTER = bytes(range(32))
PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = {
    "owner": (Role.OWNER, True),
    "marketer": (Role.MARKETER, False),
    "sender": (Role.MARKETER, True),
    "clerk": (Role.CLERK, False),
}


@dataclass(frozen=True)
class Surroundings:
    """The operator's settings, as pages know them."""

    secret_key: str = "a secret of these tests, long enough"
    public_url: str = "http://localhost"
    is_production: bool = False
    line_channel_secret: str | None = None


@dataclass
class Parts:
    """The process's parts, on a test's database and clock."""

    sessions: Sessions
    readings: Sessions
    clock: Callable[[], datetime]
    settings: Surroundings = field(default_factory=Surroundings)
    badges: Mapping[str, Any] = field(default_factory=dict)
    """What lets people of the shop in who have signed in before."""

    @cached_property
    def opened(self) -> vault.Vault:
        with self.readings.begin() as session:
            return vault.unlock(session, Masters([MASTER]))

    def vault(self) -> vault.Vault:
        return self.opened


def furnish(store: Store, clock: Clock) -> Parts:
    """A shop with somebody of every role."""
    with store.sessions.begin() as session:
        vault.init_keyring(session, Masters([MASTER]), now=clock())
        settings.change(session, "shop_name", "駅前コーヒー", now=clock())
        settings.change(session, "approval_required", "no", now=clock())
        for name, (role, may_send) in PEOPLE.items():
            staff.add(
                session,
                email=f"{name}@example.jp",
                name=name.title(),
                password_hash=CHEAP.hash(PASSWORD),
                role=role,
                may_send=may_send,
                now=clock(),
            )
    return Parts(store.sessions, store.readings, clock)


def make_app(parts: Parts) -> Flask:
    app = Flask("goen")
    app.config["TESTING"] = True
    routes.attach(app, parts)
    return app


@dataclass
class Visitor:
    """Somebody with a browser, whose forms carry what lies hidden in the page they came from."""

    client: FlaskClient
    token: str = ""
    opened: str | None = None
    """The fingerprint of what the page rewrites."""

    def get(self, address: str, **options: object) -> TestResponse:
        return self._stands_before(self.client.get(address, **options))

    def post(self, address: str, /, **values: object) -> TestResponse:
        fields = {"csrf_token": self.token, "opened": self.opened, **values}
        response = self.client.post(
            address, data={name: value for name, value in fields.items() if value is not None}
        )
        return self._stands_before(response) if response.status_code == 422 else response

    def _stands_before(self, page: TestResponse) -> TestResponse:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        opened = re.search(r'name="opened" type="hidden" value="(\w+)"', page.text)
        self.token = token.group(1) if token else self.token
        self.opened = opened.group(1) if opened else None
        return page

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        self.get("/admin/sign-in")
        response = self.post("/admin/sign-in", email=f"{name}@example.jp", password=password)
        if response.status_code == 302:
            self.get("/admin/me")
        return response
