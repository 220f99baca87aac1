"""The operator's command for monitors: the token that it prints opens the figures."""

from dataclasses import replace
from pathlib import Path

import app
import config
import parts
from tests.clock import Clock
from tests.databases import Store


def test_the_printed_token_opens_the_figures_of_a_shop_in_earnest(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    given = config.parse(
        {
            "DATABASE_URL": store.url,
            "SECRET_KEY": "s" * 32,
            "MASTER_KEY_FILE": str(tmp_path / "none"),
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
    )
    earnest = replace(given, public_url="https://shop.example")
    made = app.create_app(parts.Parts(earnest, store.sessions, store.readings, clock))

    token = made.test_cli_runner().invoke(args=["metrics", "token"]).output.strip()

    assert made.test_client().get("/metrics").status_code == 401
    answer = made.test_client().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert "goen_members 0.0" in answer.text
