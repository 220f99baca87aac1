"""Probes for whoever runs the machine: is the process up, and is it ready."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from api import metrics
from bot.credentials import Credentials
from services import backups, progress, runs
from services.vault import WrongMasterKey

ROOT = Path(__file__).resolve().parent.parent
ALIVE = timedelta(minutes=2)
OK = "ok"


class Parts(metrics.Parts, Protocol):
    """The process's parts that probes look at."""

    def credentials(self) -> Credentials: ...


def blueprint(parts: Parts) -> Blueprint:
    """Give `/healthz`, `/readyz` and `/metrics`."""
    probes = Blueprint("probes", __name__)
    probes.add_url_rule("/healthz", "healthz", lambda: jsonify(status=OK))
    probes.add_url_rule("/readyz", "readyz", lambda: ready(parts))
    probes.add_url_rule("/metrics", "metrics", lambda: metrics.answer(parts))
    return probes


def ready(parts: Parts) -> ResponseReturnValue:
    """Answer 200 when all parts stand, else 503; either way say how each part is."""
    found = dict(_look(parts))
    is_ready = all(state in (OK, "not connected") for state in found.values())
    return jsonify(status=OK if is_ready else "not ready", parts=found), 200 if is_ready else 503


def _look(parts: Parts) -> Iterator[tuple[str, str]]:
    try:
        with parts.readings.begin() as session:
            found = {
                "database": OK if backups.taken_at(session) is None else "restore unfinished",
                "migrations": _migrations(session),
                "line": _line(session, parts),
                "scheduler": _scheduler(session, parts.clock()),
            }
    except WrongMasterKey:
        found = {"keys": "wrong"}
    except Exception:  # noqa: BLE001  # whatever it is, the probe's answer is the same
        found = {"database": "failing"}
    yield from found.items()


def _migrations(session: Session) -> str:
    known = set(session.scalars(sa.text("SELECT version_num FROM alembic_version")))
    return OK if known == {head()} else "behind"


@cache
def head() -> str:
    """Give the newest migration that this code brings; they are numbered, and asking Alembic takes 10 MB."""
    return max(path.name[:4] for path in (ROOT / "migrations").glob("[0-9]*.py"))


def _line(session: Session, parts: Parts) -> str:
    known = parts.credentials()
    if known.channel_secret is None:
        return "not connected"
    if known.access_token is None and known.channel_id is None:
        return "no token"
    return progress.trouble(session) or OK


def _scheduler(session: Session, now: datetime) -> str:
    last = runs.last_beat(session)
    return OK if last is not None and now - last < ALIVE else "silent"
