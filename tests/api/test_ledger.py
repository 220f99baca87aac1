"""The monitor's figures of the ledger: how much no signed root covers yet, and for how long."""

from datetime import timedelta

from prometheus_client import CollectorRegistry

from api.metrics import Figures
from services import checkpoints
from tests.clock import NOW
from tests.makers import Make


def figures(make: Make) -> tuple[float | None, float | None]:
    registry = CollectorRegistry()
    registry.register(Figures(make.session, NOW))
    names = ("goen_ledger_open_lines", "goen_ledger_open_seconds")
    lines, seconds = (registry.get_sample_value(name) for name in names)
    return lines, seconds


def test_what_no_root_covers_is_told(make: Make) -> None:
    make.member(reachable=True, at=NOW - timedelta(minutes=12))
    assert figures(make) == (3, 720)

    checkpoints.anchor(make.session, make.vault, now=NOW)
    assert figures(make) == (0, 0)
