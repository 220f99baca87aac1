"""The scheduler process: plans and delivers; `python -m scheduler deliver` only delivers."""

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from sqlalchemy.exc import DBAPIError

import logs
from bot.deliverers import Deliverers
from bot.delivery import Delivery
from parts import REFUSALS, Parts, build, check, read
from scheduler import clock
from services.vault import KeyringMissing

USAGE = "使い方 / usage: python -m scheduler [deliver]"
UNPREPARED = (
    "データベースか鍵の準備ができていません。"
    "alembic upgrade head と flask --app app keys init を実行してください。 / "
    "the database or its keys are not ready; run alembic upgrade head and flask --app app keys init."
)


def main(arguments: list[str]) -> int:
    """Run until SIGTERM or SIGINT; calls under way are finished first."""
    if arguments not in ([], ["deliver"]):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    logs.set_up()
    try:
        parts = _ready()
    except REFUSALS as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except (DBAPIError, KeyringMissing):
        sys.stderr.write(f"{UNPREPARED}\n")
        return 2
    deliverers = Deliverers(
        Delivery(parts.sessions, parts.readings, parts.vault, lambda: parts.wire, parts.clock)
    )
    deliverers.start()
    _wait(parts, is_delivering_only=arguments == ["deliver"])
    deliverers.stop()
    return 0


def _ready() -> Parts:
    check(given := read())
    parts = build(given)
    parts.vault()
    return parts


def _wait(parts: Parts, *, is_delivering_only: bool) -> None:
    if is_delivering_only:
        over = threading.Event()
        _on_stop(over.set)
        over.wait()
        return
    scheduler = clock.ticking(
        parts.sessions,
        parts.clock,
        parts.vault,
        parts.shelf,
        parts.write_journal,
        wire=lambda: parts.wire,
    )
    _on_stop(lambda: scheduler.shutdown(wait=False))
    scheduler.start()


def _on_stop(stop: Callable[[], None]) -> None:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, handle)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
