"""What tests need of the machine itself: a browser and Japanese letters, from Debian where we are root."""

import os
import shutil
import subprocess

from tools import shell
from tools.speech import Failure, say


def prepare(python: str) -> None:
    """See that Chromium and a Japanese font are here; raises Failure where they cannot be had."""
    if not (_has_chromium(python) or install("chromium") or _fetch_chromium(python)):
        raise Failure(
            f"Chromium を用意できません。chromium パッケージを入れてください（詳細: {shell.LOG}）。",
            f"could not get Chromium; please install the package chromium (details: {shell.LOG}).",
        )
    if not (_has_japanese() or install("fonts-noto-cjk")):
        raise Failure(
            f"日本語フォントを用意できません。fonts-noto-cjk を入れてください（詳細: {shell.LOG}）。",
            f"could not get a Japanese font; please install fonts-noto-cjk (details: {shell.LOG}).",
        )


def _has_chromium(python: str) -> bool:
    return bool(shutil.which("chromium")) or shell.quietly([python, "-c", _ASK_PLAYWRIGHT])


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


def install(package: str) -> bool:
    """Install from Debian, where this is Debian and we are root."""
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return False
    say(f"{package} を入れています…", f"installing {package} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt, "install", "-y", "-q", "--no-install-recommends", package]
    return shell.quietly([apt, "update", "-q"], quiet) and shell.quietly(install, quiet)
