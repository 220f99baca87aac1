"""Figures for Prometheus, read from the database: the same whichever process is asked."""

import ipaddress
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from flask import Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.base import Sessions
from models.sendings import Sending
from services import checkpoints, counts, inbox, requests, runs, scraping

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


class Surroundings(Protocol):
    """What the operator decided in the environment, as far as figures care."""

    @property
    def secret_key(self) -> str: ...
    @property
    def is_production(self) -> bool: ...


class Parts(Protocol):
    """The process's parts that figures are read with."""

    @property
    def readings(self) -> Sessions: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def settings(self) -> Surroundings: ...


class Figures(Collector):
    """What one look at the database tells."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def collect(self) -> Iterator[Metric]:
        totals = counts.totals(self._session)
        yield _figure("goen_members", "People who said yes to membership", totals.members)
        yield _figure("goen_reachable", "Members who may be sent announcements", totals.reachable)
        waiting = inbox.waiting_since(self._session)
        yield _figure("goen_inbox_wait_seconds", "Age of the oldest waiting event", self._age(waiting))
        open_requests = len(requests.waiting(self._session))
        yield _figure("goen_requests_open", "Requests about personal data that wait", open_requests)
        overdue = requests.overdue(self._session, now=self._now)
        yield _figure("goen_requests_overdue", "Requests that wait past their fourteen days", overdue)
        window = checkpoints.window(self._session, now=self._now)
        yield _figure("goen_ledger_open_lines", "Lines of the ledger under no signed root yet", window.lines)
        yield _figure("goen_ledger_open_seconds", "Age of the oldest of them", window.age.total_seconds())
        beat = runs.last_beat(self._session)
        yield _figure("goen_scheduler_silence_seconds", "Time since a scheduler was alive", self._age(beat))
        yield self._states("goen_sendings", "Calls to LINE by state", Sending.state)
        yield self._states("goen_announcements", "Announcements by state", Announcement.state)

    def _age(self, since: datetime | None) -> float:
        return 0.0 if since is None else max(0.0, (self._now - since).total_seconds())

    def _states(self, name: str, help_text: str, state: sa.orm.InstrumentedAttribute[object]) -> Metric:
        family = GaugeMetricFamily(name, help_text, labels=["state"])
        for value, number in self._session.execute(sa.select(state, sa.func.count()).group_by(state)):
            family.add_metric([str(value)], number)
        return family


def answer(parts: Parts) -> Response:
    """Give the figures to our own monitor; nobody else learns the shop's numbers."""
    if parts.settings.is_production and not _knows_the_word(parts):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    if not parts.settings.is_production and not _is_neighbour():
        abort(404)
    registry = CollectorRegistry()
    with parts.readings.begin() as session:
        registry.register(Figures(session, parts.clock()))
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _knows_the_word(parts: Parts) -> bool:
    """In earnest an address proves nothing: a proxy is a neighbour too, and need not say for whom it asks."""
    return scraping.knows(request.headers.get("Authorization", ""), parts.settings.secret_key)


def _is_neighbour() -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_private
    except ValueError:
        return False


def _figure(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)
