"""A partner door of the test's own: real database, real keys, requests as tills send them."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import routes
from models.base import Sessions
from services import api_keys, settings, vault
from tests import makers
from tests.clock import Clock
from tests.databases import Store

NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Surroundings:
    """The operator's settings, as the partner door knows them."""

    line_api_base: str = "https://api.line.me"


@dataclass
class Parts:
    """The process's parts, on a test's database and clock."""

    sessions: Sessions
    readings: Sessions
    clock: Clock
    settings: Surroundings = field(default_factory=Surroundings)

    @cached_property
    def opened(self) -> vault.Vault:
        with self.sessions.begin() as session:
            return makers.unlocked(session)

    def vault(self) -> vault.Vault:
        return self.opened

    @contextmanager
    def make(self) -> Iterator[makers.Make]:
        """Rows made by hand, kept when the block ends."""
        opened = self.opened
        with self.sessions.begin() as session:
            yield makers.Make(session, opened, settings.read(session), NUMBERS)


@dataclass
class Till:
    """A partner system with its key."""

    client: FlaskClient
    key: str
    language: str = "en"

    def asks(self, path: str, **query: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self._headers())

    def sends(self, path: str, body: Any, *, name: str | None = None) -> TestResponse:
        headers = self._headers() | {"Idempotency-Key": name or f"request-{next(NUMBERS)}"}
        return self.client.post(f"/api/v1{path}", json=body, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language}


@pytest.fixture
def shop(store: Store, clock: Clock) -> Parts:
    parts = Parts(store.sessions, store.readings, clock)
    assert parts.vault()
    return parts


@pytest.fixture
def client(shop: Parts) -> FlaskClient:
    app = Flask("goen")
    app.config["TESTING"] = True
    app.register_blueprint(routes.blueprint(shop))
    return app.test_client()


@pytest.fixture
def till(client: FlaskClient, shop: Parts) -> Till:
    """A till that may do everything."""
    return Till(client, new_key(shop))


def new_key(shop: Parts, *scopes: str, **further: Any) -> str:
    with shop.sessions.begin() as session:
        wanted = scopes or api_keys.SCOPES
        _, word = api_keys.create(session, name="レジ", scopes=wanted, now=shop.clock(), **further)
        return word


@pytest.fixture
def card(shop: Parts) -> str:
    """A member's card."""
    with shop.make() as make:
        return make.member().card_number


def slug(answer: TestResponse) -> str:
    """What kind of no it is."""
    assert answer.content_type == "application/problem+json"
    body = answer.get_json()
    assert body["status"] == answer.status_code
    return str(body["type"]).removeprefix("/api/v1/docs#")
