"""Sets everything up from nothing, and does nothing where all is there: `python -m tools.setup [dev]`."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import machine, packages, shell
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say

RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
MACHINE = ".venv/machine.prepared"


def main() -> None:
    os.chdir(ROOT)
    _environment()
    if "dev" in sys.argv[1:]:
        once(MACHINE, [], lambda: _with_the_machine(DEVELOPMENT))
    _packages(DEVELOPMENT if "dev" in sys.argv[1:] else RUNTIME)


def _with_the_machine(lock: str) -> None:
    """Fetch from the registries while Debian's packages come: each mostly waits."""
    with ThreadPoolExecutor(1) as aside:
        brought = aside.submit(machine.bring)
        _packages(lock)
        brought.result()
    machine.check(packages.PYTHON)


def _packages(lock: str) -> None:
    """Fetch for the pages beside what Python needs: neither asks for the other."""
    with ThreadPoolExecutor(1) as aside:
        fetched = aside.submit(_pages)
        bring(lock)
        fetched.result()
    packages.compile_catalogues()


def _pages() -> None:
    once("node_modules/.installed", ["package.json", "package-lock.json"], packages.install_pages)


def bring(lock: str) -> None:
    """What tests need includes all that running needs, so that neither is fetched again after it."""
    if not is_done(_stamp(DEVELOPMENT), [DEVELOPMENT]):
        once(_stamp(lock), [lock], lambda: packages.install_python(lock))


def _stamp(lock: str) -> str:
    return f".venv/{lock}.installed"


def _environment() -> None:
    """Make .venv with the Python that runs this, afresh where the old one was made elsewhere or broke."""
    if _is_sound():
        return
    say("Python の環境を作っています…", "making the Python environment …")
    if not (_make() or (machine.install("python3-venv") and _make())):
        raise Failure(
            "Python の環境を作れません。Debian なら apt-get install python3-venv を実行してください。",
            "could not make a Python environment; on Debian and Ubuntu run apt-get install python3-venv.",
        )
    Path(".venv/made").write_text(_origin())


def _make() -> bool:
    shutil.rmtree(".venv", ignore_errors=True)
    return shell.quietly([sys.executable, "-m", "venv", ".venv"])


def _is_sound() -> bool:
    made = Path(".venv/made")
    return made.exists() and made.read_text() == _origin() and Path(packages.PYTHON).exists()


def _origin() -> str:
    """Where, and with which Python: scripts in .venv hold both."""
    return f"{ROOT}\n{sys.version_info.major}.{sys.version_info.minor}\n"


def once(stamp: str, sources: list[str], work: Callable[[], None]) -> None:
    """Do the work unless it was done before for these very sources; the stamp is written last."""
    if not is_done(stamp, sources):
        work()
        Path(stamp).write_text(_content(sources))


def is_done(stamp: str, sources: list[str]) -> bool:
    return Path(stamp).exists() and Path(stamp).read_text() == _content(sources)


def _content(sources: list[str]) -> str:
    return "".join(hashlib.sha256(Path(source).read_bytes()).hexdigest() for source in sources) + "\n"


if __name__ == "__main__":
    run_as_command(main)
