"""Counting: figures of whom an announcement reaches, at most a minute old, without anybody waiting long."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from flask import current_app

from admin.parts import Visit
from models.announcements import Announcement
from services import dry_runs, settings
from services.dry_runs import Figures

OLDEST = timedelta(minutes=1)
PATIENCE = 0.2
"""Seconds for which a page waits for a count; a large shop's is shown when it is there."""
NAME = "goen_counting"

Key = tuple[int, bool]
"""What figures are kept for: a topic, and whether it is about safety."""
log = structlog.get_logger("admin")


@dataclass
class Counting:
    """The figures that this process knows; threads of their own count, one for each key at a time."""

    _known: dict[Key, Figures] = field(default_factory=dict)
    _under_way: dict[Key, threading.Event] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Key, count: Callable[[], Figures], *, now: datetime) -> Figures | None:
        """Give figures that are fresh, or None while they are being counted."""
        with self._lock:
            if (known := self._fresh(key, now)) is not None:
                return known
            done = self._under_way.get(key) or self._begin(key, count)
        done.wait(PATIENCE)
        with self._lock:
            return self._fresh(key, now)

    def put(self, key: Key, figures: Figures) -> None:
        with self._lock:
            self._known[key] = figures

    def _fresh(self, key: Key, now: datetime) -> Figures | None:
        known = self._known.get(key)
        return known if known is not None and now - known.counted_at < OLDEST else None

    def _begin(self, key: Key, count: Callable[[], Figures]) -> threading.Event:
        done = self._under_way[key] = threading.Event()
        threading.Thread(target=self._run, args=(key, count, done), name="counting", daemon=True).start()
        return done

    def _run(self, key: Key, count: Callable[[], Figures], done: threading.Event) -> None:
        try:
            self.put(key, count())
        except Exception:
            log.exception("stumbled", crew="counting")
        finally:
            with self._lock:
                del self._under_way[key]
            done.set()


def of(visit: Visit, topic_id: int, *, is_safety: bool) -> Figures | None:
    """Give what is known of a topic's people now; None: it is being counted, ask again in a second."""
    parts, now = visit.parts, visit.now

    def count() -> Figures:
        with parts.readings.begin() as session:
            choices = settings.read(session)
            wanted = Announcement(topic_id=topic_id, is_safety=is_safety)
            return dry_runs.count(session, wanted, choices=choices, now=now)

    return _here().get((topic_id, is_safety), count, now=now)


def put(topic_id: int, figures: Figures, *, is_safety: bool) -> None:
    """Keep figures that were counted on a button."""
    _here().put((topic_id, is_safety), figures)


def _here() -> Counting:
    counting: Counting = current_app.extensions[NAME]
    return counting
