"""What lies in the tree: our own text only; everything else comes by lock files that name no place."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from tests.house.sources import ROOT, files, nothing

FOREIGN_KINDS = {
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".eot",
    ".map",
    ".wasm",
    ".so",
    ".jar",
    ".whl",
    ".gz",
    ".zip",
}
FOREIGN_NAMES = re.compile(r"\.min\.|\.bundle\.|^(htmx|tabler|bootstrap|jquery|axe)[.-]", re.IGNORECASE)
FOREIGN_MARKS = re.compile(r"/\*!|@license|sourceMappingURL|SPDX-License|All rights reserved")
OTHER_HOSTS = re.compile(
    r"""<(?!a\b)[^>]*(?:src|href|action)=["']?(?:https?:)?//|@import\s+["'](?:https?:)?//|url\(["']?(?:https?:)?//"""
)
PAGES = {".html", ".js", ".css", ".svg"}


def foreign(path: PurePath, text: str) -> Iterator[str]:
    """Signs that somebody else wrote this file."""
    if path.suffix in FOREIGN_KINDS or FOREIGN_NAMES.search(path.name):
        yield f"{path} looks like somebody else's"
    if path.suffix in PAGES and FOREIGN_MARKS.search(text):
        yield f"{path} bears somebody else's mark"


def loads_from_elsewhere(path: PurePath, text: str) -> Iterator[str]:
    """Pages that would tell another host who reads them."""
    if path.suffix in PAGES and OTHER_HOSTS.search(text):
        yield f"{path} names another host"


def named_places(lock: str) -> list[str]:
    """Addresses of registries in a lock file: whoever installs has their own."""
    return re.findall(r"^--(?:extra-)?(?:index-url|find-links).*|\"resolved\".*", lock, re.MULTILINE)


def read(file: PurePath) -> str:
    return (ROOT / file).read_bytes().decode(errors="ignore")


def test_no_file_is_somebody_elses() -> None:
    ours = [file.relative_to(ROOT) for file in files()]

    nothing([found for file in ours for found in foreign(file, read(file))])


def test_no_page_loads_from_another_host() -> None:
    ours = [file.relative_to(ROOT) for file in files()]

    nothing([found for file in ours for found in loads_from_elsewhere(file, read(file))])


def test_lock_files_name_no_place() -> None:
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]

    assert len(locks) == 5
    nothing([place for lock in locks for place in named_places(lock.read_text())])


def test_every_package_is_pinned_by_hash() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        pins = re.findall(r"^\S+==\S+.*\\\n +--hash=sha256:", lock.read_text(), re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[a-zA-Z0-9]", lock.read_text(), re.MULTILINE))

    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    nothing([name for name, package in packages.items() if name and "integrity" not in package])


def test_what_tests_use_is_what_runs() -> None:
    """The two lock files agree, so that tests try the versions that the shop has."""
    pins = [set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS]

    assert pins[0] - pins[1] == set()


LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("admin/static/htmx.min.js", ""),
        ("admin/static/tabler.css", ""),
        ("admin/static/letters.woff2", ""),
        ("admin/static/page.js", "/*! v1.2.3 | MIT */"),
        ("admin/static/page.css", "/* @license */"),
    ],
)
def test_a_file_of_somebody_else_is_noticed(name: str, text: str) -> None:
    assert list(foreign(PurePath(name), text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://cdn.example/x.js">'),
        ("a.html", "<link href='//cdn.example/x.css'>"),
        ("a.css", "body { background: url(https://x.example/a.png) }"),
        ("a.css", "@import '//x.example/other.css';"),
    ],
)
def test_a_page_that_loads_from_elsewhere_is_noticed(name: str, text: str) -> None:
    assert list(loads_from_elsewhere(PurePath(name), text))


@pytest.mark.parametrize(
    "line", ["--index-url https://x", '"resolved": "https://x/y.tgz"', "--find-links /opt"]
)
def test_a_place_in_a_lock_file_is_noticed(line: str) -> None:
    assert named_places(line)
