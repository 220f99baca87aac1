"""The sample shop for a while: on free ports, in a folder that is thrown away."""

import contextlib
import secrets
import tempfile
from collections.abc import Iterator

from tools import demo
from tools.packages import PYTHON
from tools.processes import Household

READY = 120.0


@contextlib.contextmanager
def running() -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Start the sample shop, its scheduler and the stand-in for LINE on free ports."""
    web, line = demo.port("PORT", _free()), demo.port("SIMULATOR_PORT", _free())
    with tempfile.TemporaryDirectory(prefix="goen-pictures-") as directory:
        environment = demo.surroundings(web, line) | {
            "DATABASE_URL": f"sqlite:///{directory}/shop.db",
            "MASTER_KEY_FILE": f"{directory}/master.key",
            "BACKUP_DIR": f"{directory}/backups",
        }
        sign_in = demo.prepare(environment)
        with Household() as household:
            household.start("pictures-simulator", demo.simulator(web, line), environment)
            household.start("pictures-web", demo.gunicorn(web), environment)
            household.start("pictures-scheduler", [PYTHON, "-m", "scheduler"], environment)
            household.wait_until(
                lambda: demo.answers(web, "/healthz") and demo.answers(line, "/"), seconds=READY
            )
            yield f"http://127.0.0.1:{line}", environment, sign_in


def _free() -> int:
    return 20_000 + secrets.randbelow(20_000)
