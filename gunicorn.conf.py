"""The web server: two processes of four threads each, loaded once and then forked."""

import gc
import sys
from pathlib import Path
from typing import Any

import parts

try:
    parts.check(parts.read())
except parts.REFUSALS as refusal:
    sys.exit(str(refusal))

worker_class = "gthread"
workers = 2
threads = 4
# Loaded once for all workers, not once for each.
preload_app = True
# It would be a socket in the home of whoever runs this, which two shops on a machine would fight over.
control_socket_disable = True
# A heartbeat on a slow disk makes a healthy worker look hung.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a file without a name


def on_starting(_server: Any) -> None:
    """What is loaded stays shared between the workers as long as no collector touches it."""
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, worker: Any) -> None:
    """Start the threads that handle events: threads do not survive a fork, so it is done after it."""
    worker.app.wsgi().start_lanes()


def worker_exit(_server: Any, worker: Any) -> None:
    """Let each thread finish what it is at; what waits is found by the next process."""
    worker.app.wsgi().lanes.stop()
