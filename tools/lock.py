"""`make lock`: pins everything afresh, with hashes, and names no registry."""

import shutil

from tools import shell
from tools.packages import PYTHON
from tools.speech import Failure, run_as_command, say

COMPILE = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--generate-hashes", "--universal"]
FOR = ["--python-version", "3.11", "--no-emit-index-url"]
LOCKS = {
    "requirements.txt": ["requirements.in"],
    "requirements-dev.txt": ["requirements-dev.in", "-c", "requirements.txt"],
    "requirements-node.txt": ["requirements-node.in"],
    "requirements-uv.txt": ["requirements-uv.in", "-c", "requirements-dev.txt"],
}


def main() -> None:
    for lock, sources in LOCKS.items():
        need([*COMPILE, *FOR, *sources, "-o", lock])
    need([shutil.which("npm") or "npm", "install", "--package-lock-only"])
    say(
        "固定し直しました。make test で確かめてください。",
        "pinned afresh; make test tells whether all still fit.",
    )


def need(command: list[str]) -> None:
    if not shell.quietly(command):
        raise Failure(f"固定できませんでした（{shell.LOG}）。", f"could not pin ({shell.LOG}).")


if __name__ == "__main__":
    run_as_command(main)
