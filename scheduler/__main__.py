"""The scheduler process: plans and delivers; `python -m scheduler deliver` only delivers."""

import os
import signal
import sys

from sqlalchemy.exc import DBAPIError

import logs
from bot.deliverers import Deliverers
from bot.delivery import Delivery
from parts import REFUSALS, Parts, build, check, read
from scheduler import clock
from services.vault import KeyringMissing

STOPS = (signal.SIGTERM, signal.SIGINT)
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
    _live(parts, End(), is_delivering_only=arguments == ["deliver"])
    deliverers.stop()
    return 0


def _ready() -> Parts:
    check(given := read())
    parts = build(given)
    parts.vault()
    return parts


class End:
    """The signal that asks to stop. Made before whatever is to be stopped, so that none is lost.

    A handler breaks into the main thread wherever that is, with any lock in its hand, so it takes none.
    """

    def __init__(self) -> None:
        self._heard, said = os.pipe()
        for number in STOPS:
            signal.signal(number, lambda *_: os.write(said, b"."))

    def wait(self) -> None:
        os.read(self._heard, 1)


def _live(parts: Parts, end: End, *, is_delivering_only: bool) -> None:
    """Plan and look after things as well, unless it is not wanted, until the end."""
    if is_delivering_only:
        end.wait()
        return
    scheduler = clock.ticking(
        parts.sessions,
        parts.clock,
        parts.vault,
        parts.shelf,
        parts.write_journal,
        wire=lambda: parts.wire,
    )
    scheduler.start()
    end.wait()
    scheduler.shutdown(wait=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
