"""Set-up: done once, done again when a lock file changes, and plain words when it cannot be done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.sources import ROOT
from tools import machine, packages, setup, shell
from tools.speech import Failure


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of its own to set up, with a blank in its name."""
    tree = tmp_path / "a tree"
    tree.mkdir()
    monkeypatch.chdir(tree)
    monkeypatch.setattr(shell, "ROOT", tree)
    monkeypatch.setattr(packages, "ROOT", tree)
    return tree


def make(target: str, tree: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    tools = [shutil.which("make") or "make", "-C", str(tree), target]
    return subprocess.run(tools, env=environment, capture_output=True, text=True, check=False)


def test_work_is_done_once_for_the_same_lock(elsewhere: Path) -> None:
    done: list[str] = []
    Path("lock").write_text("a==1")

    for _ in range(2):
        setup.once("stamp", ["lock"], lambda: done.append("installed"))
    assert done == ["installed"]

    Path("lock").write_text("a==2")
    setup.once("stamp", ["lock"], lambda: done.append("again"))
    assert done == ["installed", "again"]


def test_work_that_failed_is_done_again(elsewhere: Path) -> None:
    done: list[str] = []

    def broken() -> None:
        raise Failure("だめ", "no")

    Path("lock").write_text("a==1")
    with pytest.raises(Failure):
        setup.once("stamp", ["lock"], broken)
    setup.once("stamp", ["lock"], lambda: done.append("installed"))

    assert done == ["installed"]


def test_a_broken_download_is_one_sentence_and_its_details_are_kept(elsewhere: Path) -> None:
    with pytest.raises(Failure, match=r"ネットワークを確かめて.*check the network"):
        packages.install_python("missing-lock.txt")

    assert "missing-lock.txt" in (elsewhere / shell.LOG).read_text()


def test_translations_are_compiled_when_they_change(elsewhere: Path) -> None:
    Path(".venv").symlink_to(ROOT / ".venv")
    words = elsewhere / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    words.parent.mkdir(parents=True)
    words.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "縁"\nmsgstr "bond"\n'
    )

    packages.compile_catalogues()
    assert b"bond" in words.with_suffix(".mo").read_bytes()

    words.write_text(words.read_text().replace("bond", "tie"))
    os.utime(words.with_suffix(".mo"), (0, 0))
    packages.compile_catalogues()
    assert b"tie" in words.with_suffix(".mo").read_bytes()


def test_without_npm_one_is_brought_by_its_lock(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    def note(command: list[str], _environment: object = None) -> bool:
        asked.append(command)
        return True

    monkeypatch.setattr(shell, "quietly", note)

    packages.install_pages()

    assert "requirements-node.txt" in asked[0]
    assert "--require-hashes" in asked[0]
    assert Path(asked[1][0]).name == "node"
    assert "ci" in asked[1]
    assert "--ignore-scripts" in asked[1]


def test_a_machine_without_a_browser_or_letters_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(shell, "quietly", lambda _command, _environment=None: False)

    with pytest.raises(Failure, match=r"chromium.*please install the package chromium"):
        machine.check("python")


def test_a_missing_python_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")

    done = make("setup", ROOT, PATH=str(tmp_path / "bin"))

    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "Python 3.11〜3.13 が見つかりません。入れてからもう一度お試しください。"
        " / No Python 3.11 to 3.13 found: install one and try again."
    )


def test_a_second_set_up_is_quick_and_silent() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "develop"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_target_is_explained_in_both_languages() -> None:
    helped = make("help", ROOT, PATH=os.environ["PATH"]).stdout

    explained = [line.split()[1] for line in helped.splitlines() if " / " in line]
    targets = (ROOT / "Makefile").read_text().split(".PHONY: ")[1].splitlines()[0].split()
    assert set(explained) == set(targets) - {"python"}
    assert {"setup", "demo", "test", "quick", "run", "bench", "migration", "seed", "lock"} <= set(explained)


def test_what_tests_brought_is_not_brought_again_for_running(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[str] = []
    monkeypatch.setattr(packages, "install_python", brought.append)
    Path(".venv").mkdir()
    for lock in (setup.DEVELOPMENT, setup.RUNTIME):
        Path(lock).write_text(lock)

    for lock in (setup.RUNTIME, setup.DEVELOPMENT, setup.RUNTIME):
        setup.bring(lock)

    assert brought == [setup.RUNTIME, setup.DEVELOPMENT]
