"""The soak of points finds nothing wrong in a sound ledger, and something in one that was tampered with."""

import pytest
from sqlalchemy import text

from tests import soak
from tests.databases import Store
from tests.points_world import World

DATABASES = ("sqlite",)


def test_a_short_soak_adds_up(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    world = soak.live(store.sessions, 60, seed=1, people=3)

    assert sum(world.done.values()) > 20
    assert " deeds, " in capsys.readouterr().out


def test_a_point_that_comes_from_nowhere_is_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def settle(world: World) -> None:
        world.make.session.execute(text("UPDATE points_lots SET remaining = remaining - 1 WHERE id = 1"))

    monkeypatch.setattr(World, "settle", settle)
    monkeypatch.setattr(soak, "DEEDS", ("settle",))

    with pytest.raises(AssertionError):
        soak.live(store.sessions, 1, seed=1, people=1)
