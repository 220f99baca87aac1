"""The ledger's jobs: its root is signed, and carried out of reach once a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from models import base
from models.ledger import Checkpoint
from models.runs import JobRun
from services import checkpoints, japan, runs
from services.vault import Vault

A_TICK = timedelta(seconds=2)
DAILY = "ledger_file"
PAGE = """\
ご縁の台帳の印（{day}）
この1枚を、この機械の外に置いてください（別の場所へ写す・ご自分あてにメールする・印刷する）。
台帳があとから書き換えられたとき、これと合わなくなります。確かめかた: docs/ledger.md

The root of the ledger ({day})
Please keep this page away from this machine: copy it elsewhere, mail it to yourself, or print it.
Should the ledger be rewritten later, it will not fit this page. How to check: docs/ledger.md

{note}
{key}
"""

Clock = Callable[[], datetime]
Keys = Callable[[], Vault]

log = structlog.get_logger("scheduler")


def anchor(sessions: base.Sessions, clock: Clock, vault: Keys) -> None:
    """Sign the root when it is due; tiles are filled in slices before."""
    begun = clock()
    while clock() - begun < A_TICK:
        with sessions.begin() as session:
            if not checkpoints.is_due(session, now=clock()):
                return
            signed = checkpoints.anchor(session, vault(), now=clock())
        if signed is not None:
            log.info("anchored", size=signed.size)
            return


def carry_out(sessions: base.Sessions, clock: Clock, vault: Keys, directory: Path) -> None:
    """Write the newest root to a file of the day, for somebody to carry away; what fails is tried again."""
    day = japan.day(clock())
    with sessions.begin() as session:
        newest = checkpoints.newest(session)
        if newest is None or runs.claim(session, DAILY, day=day, now=clock()) is None:
            return
    directory.mkdir(parents=True, exist_ok=True)
    page = _page(newest, vault(), day=f"{day:%Y-%m-%d}")
    (directory / f"{day:%Y-%m-%d}.txt").write_text(page, encoding="utf-8")
    with sessions.begin() as session:
        runs.finish(session, session.get_one(JobRun, (DAILY, day)), now=clock())


def _page(newest: Checkpoint, vault: Vault, *, day: str) -> str:
    return PAGE.format(day=day, note=newest.note, key=checkpoints.Key(vault.ledger_key()))
