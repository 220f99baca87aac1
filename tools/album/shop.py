"""The sample shop for a while: on free ports, in a folder that is thrown away."""

import contextlib
import secrets
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from tools import demo
from tools.packages import PYTHON
from tools.processes import Household

READY = 120.0


class Shop(NamedTuple):
    """Where the shop and the stand-in for LINE are, and how to get in."""

    url: str
    line: str
    environment: dict[str, str]
    sign_in: dict[str, str]


@contextlib.contextmanager
def running() -> Iterator[Shop]:
    """Start the sample shop, its scheduler and the stand-in for LINE on free ports."""
    web, line = demo.port("PORT", _free()), demo.port("SIMULATOR_PORT", _free())
    with tempfile.TemporaryDirectory(prefix="goen-album-") as directory:
        environment = demo.surroundings(web, line) | {
            "DATABASE_URL": f"sqlite:///{directory}/shop.db",
            "MASTER_KEY_FILE": f"{directory}/master.key",
            "BACKUP_DIR": f"{directory}/backups",
        }
        sign_in = demo.prepare(environment)
        with Household() as household:
            household.start("album-simulator", demo.simulator(web, line), environment)
            household.start("album-web", demo.gunicorn(web), environment)
            household.start("album-scheduler", [PYTHON, "-m", "scheduler"], environment)
            household.wait_until(
                lambda: demo.answers(web, "/healthz") and demo.answers(line, "/"), seconds=READY
            )
            yield Shop(environment["PUBLIC_URL"], f"http://127.0.0.1:{line}", environment, sign_in)


def _free() -> int:
    return 20_000 + secrets.randbelow(20_000)
