"""`make run`: what the Procfile says, on this machine, with the settings of .env."""

import os
import shlex
import subprocess
from collections.abc import Iterator

from dotenv import dotenv_values

from tools.packages import PYTHON
from tools.processes import Household
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say


def main() -> None:
    written = {name: value or "" for name, value in dotenv_values(ROOT / ".env").items()}
    environment = {**written, **os.environ}
    processes = dict(procfile((ROOT / "Procfile").read_text()))
    release(processes.pop("release"), environment)
    with Household() as household:
        for name, command in processes.items():
            household.start(name, command, environment)
        say(
            "動いています。止めるには Ctrl-C を押してください（var/log）。",
            "running; press Ctrl-C to stop (var/log).",
        )
        household.watch()


def procfile(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each process by its name, run by the Python of .venv, so that nothing needs activating."""
    for line in text.splitlines():
        name, _, command = line.partition(":")
        words = shlex.split(command)
        yield name, [PYTHON, *(words[1:] if words[0] == "python" else ["-m", *words])]


def release(command: list[str], environment: dict[str, str]) -> None:
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:  # noqa: S603  # the Procfile is ours
        raise Failure("データベースを準備できませんでした。", "the database could not be brought up to date.")


if __name__ == "__main__":
    run_as_command(main)
