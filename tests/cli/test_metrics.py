"""The operator's command for monitors: the token that it prints opens the figures."""

from dataclasses import replace

import app
from tests.cli.keyring import opened
from tests.clock import Clock
from tests.databases import Store


def test_the_printed_token_opens_the_figures_of_a_shop_in_earnest(store: Store, clock: Clock) -> None:
    shop = opened(store, clock)
    shop.settings = replace(shop.settings, public_url="https://shop.example")
    made = app.create_app(shop)

    token = made.test_cli_runner().invoke(args=["metrics", "token"]).output.strip()

    assert made.test_client().get("/metrics").status_code == 401
    answer = made.test_client().get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert "goen_members 0.0" in answer.text
