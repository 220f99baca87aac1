"""`make test` and `make quick`: format, lint, types, tests; all parts run, then the verdict."""

import os
import subprocess
import sys

from tools.packages import PYTHON
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say

TOOLS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy", "."],
}
WORKERS = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
EVERYTHING = {**TOOLS, "tests": ["-m", "pytest", "-q", *WORKERS, "--cov"]}
QUICK = {"lint": TOOLS["lint"], "tests": ["-m", "pytest", "-q", *WORKERS, "--databases=sqlite"]}


def main() -> None:
    failed = [name for name, command in chosen().items() if not passes(name, command)]
    if failed:
        names = ", ".join(failed)
        raise Failure(f"通らなかった検査があります: {names}", f"these checks failed: {names}")


def chosen() -> dict[str, list[str]]:
    return QUICK if "quick" in sys.argv[1:] else EVERYTHING


def passes(name: str, command: list[str]) -> bool:
    say(f"== {name}", " ".join(command))
    return subprocess.run([PYTHON, *command], cwd=ROOT, check=False).returncode == 0  # noqa: S603  # ours


if __name__ == "__main__":
    run_as_command(main)
