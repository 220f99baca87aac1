"""`make test` and `make quick`: format, lint, types, tests; all parts run, then the verdict."""

import os
import subprocess
import sys

from tools.packages import PYTHON
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say

ONCE = ["--cache-dir=/dev/null"] if "CI" in os.environ else []
"""On a machine that checks once, a tenth of the time would go into what nobody reads again."""
TOOLS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy", *ONCE, "."],
}
WORKERS = ["-n", str(min(4, (os.cpu_count() or 1) + 2)), "--dist", "worksteal"]
"""Two more than there are processors: many tests mostly wait."""
EVERYTHING = {**TOOLS, "tests": ["-m", "pytest", "-q", *WORKERS]}
QUICK = {"lint": TOOLS["lint"], "tests": ["-m", "pytest", "-q", *WORKERS, "--databases=sqlite"]}


def main() -> None:
    """Run the tests beside the other checks, and tell of them last: their closing line is the last word."""
    *others, tests = chosen().items()
    with begun(tests[1]) as running:
        failed = [name for name, command in others if not passes(name, command)]
        failed += [] if end_well(*tests, running) else [tests[0]]
    if failed:
        names = ", ".join(failed)
        raise Failure(f"通らなかった検査があります: {names}", f"these checks failed: {names}")


def chosen() -> dict[str, list[str]]:
    return QUICK if "quick" in sys.argv[1:] else EVERYTHING


def begun(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a check whose words wait in a pipe; where that is full, the check waits.

    The hundreds of processes that tests start may read what was compiled before.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    measuring = {**kept, "MEASURE_COVERAGE": "yes"} if command[-1] != QUICK["tests"][-1] else kept
    return subprocess.Popen(  # noqa: S603  # ours
        [PYTHON, *command], cwd=ROOT, env=measuring, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def passes(name: str, command: list[str]) -> bool:
    say(f"== {name}", " ".join(command))
    return subprocess.run([PYTHON, *command], cwd=ROOT, check=False).returncode == 0  # noqa: S603  # ours


def end_well(name: str, command: list[str], running: "subprocess.Popen[bytes]") -> bool:
    """Pass on what a check that was begun has said and says, until it ends."""
    say(f"== {name}", " ".join(command))
    for words in iter(lambda: os.read(running.stdout.fileno() if running.stdout else 0, 65_536), b""):
        sys.stdout.buffer.write(words)
        sys.stdout.flush()
    return running.wait() == 0


if __name__ == "__main__":
    run_as_command(main)
