"""The probes: up, ready, and the figures."""

from dataclasses import dataclass, field

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask.testing import FlaskClient

from api import health
from bot.credentials import Credentials
from models.base import Sessions
from services import backups, runs, scraping
from services.vault import WrongMasterKey
from tests.clock import Clock
from tests.databases import Store


@dataclass
class Surroundings:
    """The operator's settings, as probes know them."""

    secret_key: str = "s" * 32
    is_production: bool = False


@dataclass
class Parts:
    """What probes look at."""

    readings: Sessions
    clock: Clock
    known: Credentials
    settings: Surroundings = field(default_factory=Surroundings)

    def credentials(self) -> Credentials:
        return self.known


@pytest.fixture
def parts(store: Store, clock: Clock) -> Parts:
    with store.sessions.begin() as session:
        runs.beat(session, now=clock())
    return Parts(store.readings, clock, Credentials("1", "secret", "token"))


@pytest.fixture
def client(parts: Parts) -> FlaskClient:
    app = Flask("goen")
    app.register_blueprint(health.blueprint(parts))
    return app.test_client()


def test_a_process_that_answers_is_healthy(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_ready_when_database_migrations_line_and_scheduler_stand(client: FlaskClient) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.get_json()["parts"] == dict.fromkeys(
        ("database", "migrations", "line", "scheduler"), "ok"
    )


def test_not_ready_when_no_scheduler_was_alive_lately(client: FlaskClient, clock: Clock) -> None:
    clock.advance(minutes=3)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.get_json()["parts"]["scheduler"] == "silent"


def test_ready_before_line_is_connected(client: FlaskClient, parts: Parts) -> None:
    parts.known = Credentials(None, None)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.get_json()["parts"]["line"] == "not connected"


def test_not_ready_without_a_way_to_a_token(client: FlaskClient, parts: Parts) -> None:
    parts.known = Credentials(None, "secret")

    assert client.get("/readyz").get_json()["parts"]["line"] == "no token"


def test_not_ready_when_migrations_are_missing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "head", lambda: "9999")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.get_json()["parts"]["migrations"] == "behind"


def test_not_ready_while_a_restore_is_unfinished(client: FlaskClient, store: Store, clock: Clock) -> None:
    with store.sessions.begin() as session:
        backups.mark(session, now=clock())

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.get_json()["parts"]["database"] == "restore unfinished"


def test_not_ready_under_a_wrong_key(
    client: FlaskClient, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Credentials:
        raise WrongMasterKey

    monkeypatch.setattr(parts, "credentials", refuse)

    assert client.get("/readyz").get_json() == {"status": "not ready", "parts": {"keys": "wrong"}}


def test_not_ready_without_a_database(client: FlaskClient, parts: Parts) -> None:
    parts.readings = Sessions(parts.readings.engine.execution_options(schema_translate_map={None: "gone"}))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.get_json()["parts"] == {"database": "failing"}


def test_figures_begin_with_the_products_name(client: FlaskClient) -> None:
    lines = [line for line in client.get("/metrics").text.splitlines() if not line.startswith("#")]

    assert lines
    assert all(line.startswith("goen_") for line in lines)
    assert {"goen_members 0.0", "goen_requests_open 0.0", "goen_requests_overdue 0.0"} <= set(lines)


@pytest.mark.parametrize("address", ["8.8.8.8", "nonsense"])
def test_figures_are_for_neighbours_only(client: FlaskClient, address: str) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == 404


def test_figures_are_not_for_those_whom_a_proxy_lets_through(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404


@pytest.mark.parametrize("said", ["", "Bearer ", f"Bearer {'0' * 64}", "Bearer ｓ", f"Basic {'s' * 32}"])
def test_in_earnest_even_a_neighbour_must_know_the_word(client: FlaskClient, parts: Parts, said: str) -> None:
    parts.settings.is_production = True

    response = client.get("/metrics", headers={"Authorization": said})

    assert response.status_code == 401
    assert "goen_" not in response.text


@pytest.mark.parametrize("address", ["127.0.0.1", "8.8.8.8"])
def test_in_earnest_our_own_monitor_reads_the_figures_from_wherever_it_is(
    client: FlaskClient, parts: Parts, address: str
) -> None:
    parts.settings.is_production = True
    word = scraping.word(parts.settings.secret_key)

    response = client.get(
        "/metrics",
        headers={"Authorization": f"Bearer {word}", "X-Forwarded-For": address},
        environ_base={"REMOTE_ADDR": address},
    )

    assert "goen_members 0.0" in response.text
    assert parts.settings.secret_key not in word


def test_the_newest_migration_is_the_one_that_alembic_would_go_to() -> None:
    script = ScriptDirectory.from_config(Config(toml_file=health.ROOT / "pyproject.toml"))

    assert script.get_heads() == [health.head()]
