"""The demo: its ports, its made-up account, and that a shop in earnest refuses to run on it."""

import socket
from collections.abc import Iterator

import pytest

import config
from simulator.settings import Options
from tests.house.sources import ROOT
from tools import demo
from tools.run import procfile
from tools.speech import Failure


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_used_port_is_one_sentence_that_says_what_to_do(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", str(taken))

    with pytest.raises(Failure) as failure:
        demo.port("PORT", 8000)

    said = str(failure.value)
    assert f"ポート {taken} は使われています" in said
    assert f"port {taken} is in use; choose another one, as in PORT=" in said
    assert "\n" not in said


@pytest.mark.parametrize("nonsense", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(nonsense: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_PORT", nonsense)

    with pytest.raises(Failure, match="from 1 to 65535"):
        demo.port("SIMULATOR_PORT", 8001)


def test_the_demo_is_a_sound_configuration_on_sqlite() -> None:
    settings = config.parse(demo.surroundings(8000, 8001))

    assert settings.database_url == "sqlite:///var/demo.db"
    assert settings.line_api_base == settings.line_data_api_base == "http://127.0.0.1:8001"
    assert not settings.is_production


def test_the_demo_uses_nothing_of_a_real_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "DATABASE_URL",
        "MASTER_KEY",
        "LINE_CHANNEL_SECRET",
        "LINE_CHANNEL_ACCESS_TOKEN",
        "SECRET_KEY",
    ):
        monkeypatch.setenv(name, "of-a-real-shop")

    assert "of-a-real-shop" not in demo.surroundings(8000, 8001).values()


def test_production_refuses_every_credential_of_the_demo() -> None:
    earnest = {
        **demo.surroundings(8000, 8001),
        "PUBLIC_URL": "https://shop.example.jp",
        "DATABASE_URL": "postgresql://u:p@h/n",
    }

    with pytest.raises(config.ConfigError) as refusal:
        config.parse(earnest)

    assert refusal.value.names == ["LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET", "SECRET_KEY"]


def test_the_simulator_understands_how_the_demo_starts_it() -> None:
    command = demo.simulator(8000, 8001)

    assert command[1:3] == ["-m", "simulator"]
    assert {"--port", "--webhook", "--channel-id", "--channel-secret"} < set(command)
    assert {"port", "webhook", "channel_id", "channel_secret"} < set(Options.__dataclass_fields__)


def test_the_procfile_runs_without_anything_being_activated() -> None:
    processes = dict(procfile((ROOT / "Procfile").read_text()))

    assert processes == {
        "release": [".venv/bin/python", "-m", "alembic", "upgrade", "head"],
        "web": [".venv/bin/python", "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:create_app()"],
        "scheduler": [".venv/bin/python", "-m", "scheduler"],
    }
