"""Runs other programs for the tools: quietly, with what they said kept in var/log/setup.log."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = Path("var/log/setup.log")
"""Relative to ROOT; also how messages name it."""


def quietly(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Run a program, and say whether it did its work."""
    log = ROOT / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        output.write(f"$ {' '.join(command)}\n".encode())
        output.flush()
        try:
            done = subprocess.run(  # noqa: S603  # the commands are ours
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
            )
        except OSError as error:
            output.write(f"{error}\n".encode())
            return False
    return done.returncode == 0
