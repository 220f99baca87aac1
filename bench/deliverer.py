"""A process that delivers as the scheduler's does, at noon, and tells at its end what that took."""

import json
import signal
import sys
import threading
import time

import logs
import parts
from bench.watching import Clock, Watch
from bot.deliverers import Deliverers
from bot.delivery import Delivery


def main() -> None:
    """Deliver until SIGTERM."""
    logs.set_up()
    whole, clock, over = parts.build(parts.read()), Clock(), threading.Event()
    watch = Watch(whole.sessions.engine)
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    whole.vault()
    crew = Deliverers(Delivery(whole.sessions, whole.readings, whole.vault, lambda: whole.wire, clock))
    crew.start()
    over.wait()
    crew.stop()
    told = {"processor": time.process_time(), "longest": watch.longest, "transactions": watch.count}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
