"""What is made once for a whole run: whoever of its processes asks first makes it, and the others wait."""

import atexit
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import folders

RUN = "TEST_RUN_FOLDER"
"""The environment names the run's folder, so that every process which a run starts finds it."""


def pytest_configure() -> None:
    folder()


def folder() -> Path:
    """Give the folder of this run, which goes with the process that was the first to ask for it."""
    if RUN not in os.environ:
        os.environ[RUN] = str(folders.quick("run"))
        atexit.register(_remove, os.environ[RUN], os.getpid())
    return Path(os.environ[RUN])


def _remove(directory: str, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def first(name: str) -> Iterator[bool]:
    """Hold back whoever else comes by this name, and tell whether it is still to be made."""
    done = folder() / f"{name}.made"
    with done.with_suffix(".lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()
