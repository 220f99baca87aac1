"""The example till, run as its reader runs it, against a real server."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from services import people, spend_codes
from tests.api.conftest import Parts, Till
from tests.house.sources import ROOT

DATABASES = ("sqlite",)
"""What it asks for is tried on both; here it is the script."""


@pytest.fixture
def address(till: Till) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, till.client.application)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sell(address: str, key: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(ROOT / "examples" / "till.py"), *words],
        env={"GOEN_URL": address, "GOEN_API_KEY": key, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_gives_points_and_says_what_belongs_on_the_receipt(
    till: Till, address: str, card: str, shop: Parts
) -> None:
    sold = sell(address, till.key, card, "3280")

    assert sold.returncode == 0, sold.stderr
    assert "ポイント +32   残高 132" in sold.stdout
    assert till.asks("/members", card=card).get_json()["balance"] == 132


def test_points_pay_by_the_code_that_the_talk_shows(till: Till, address: str, card: str, shop: Parts) -> None:
    with shop.sessions.begin() as session:
        member = people.by_card(session, card)
        code = spend_codes.issue(session, shop.vault(), member, now=shop.clock()).code

    sold = sell(address, till.key, card, "3280", code, "50")

    assert sold.returncode == 0, sold.stderr
    assert "ポイントでのお支払い 50円" in sold.stdout
    assert "ポイント +32   残高 82" in sold.stdout
    assert "この番号は使用済みです。" in sell(address, till.key, card, "3280", code, "50").stderr


def test_it_says_why_not_in_words(till: Till, address: str) -> None:
    assert "この会員は見つかりません。" in sell(address, till.key, "00000000", "100").stderr
    assert "card: " in sell(address, till.key, "1", "100").stderr
    assert "APIキーを確かめてください。" in sell(address, "nobody", "00000000", "100").stderr


def test_it_is_short_and_needs_nothing_but_python() -> None:
    text = (ROOT / "examples" / "till.py").read_text()

    assert len(text.splitlines()) <= 80
