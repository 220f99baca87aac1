"""What tests need of the machine itself: a browser and Japanese letters, from Debian where we are root."""

import os
import shutil
import subprocess

from tools import shell
from tools.speech import Failure, say

BROWSERS = ("chromium-headless-shell", "chromium")
"""Commands, and Debian's packages of the same names. The first shows the same pages for a sixth to two fifths
less of the processor's time (three kinds of our tests), as it draws no window; not every system has it.
"""
LETTERS = "fonts-noto-cjk"


def browser() -> str | None:
    """Tell where the machine's own Chromium is, if it has one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def bring() -> None:
    """Install what is missing, as far as this machine lets us; what else set-up does may go on meanwhile."""
    letters = [] if _has_japanese() else [LETTERS]
    ways = [letters] if browser() else [*([name, *letters] for name in BROWSERS), letters]
    for packages in ways:
        if not packages or install(*packages):
            break


def check(python: str) -> None:
    """See that Chromium and a Japanese font are here; raises Failure where they cannot be had."""
    if not (browser() or shell.quietly([python, "-c", _ASK_PLAYWRIGHT]) or _fetch_chromium(python)):
        raise Failure(
            f"Chromium を用意できません。chromium パッケージを入れてください（詳細: {shell.LOG}）。",
            f"could not get Chromium; please install the package chromium (details: {shell.LOG}).",
        )
    if not _has_japanese():
        raise Failure(
            f"日本語フォントを用意できません。{LETTERS} を入れてください（詳細: {shell.LOG}）。",
            f"could not get a Japanese font; please install {LETTERS} (details: {shell.LOG}).",
        )


_ASK_PLAYWRIGHT = """
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
"""


def _fetch_chromium(python: str) -> bool:
    return shell.quietly([python, "-m", "playwright", "install", "chromium"])


def _has_japanese() -> bool:
    """Ask fontconfig; where there is none (macOS), the system brings Japanese letters itself."""
    asked = shutil.which("fc-list")
    if not asked:
        return os.uname().sysname == "Darwin"
    command = [asked, ":lang=ja", "family"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout.strip())  # noqa: S603


def install(*packages: str) -> bool:
    """Install from Debian, where this is Debian and we are root."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return False
    names = " ".join(packages)
    say(f"{names} を入れています…", f"installing {names} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    return shell.quietly([apt, "update", "-q"], quiet) and shell.quietly(install, quiet)
