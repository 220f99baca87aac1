"""The album: each dialogue has its picture, none is left over, and the page is as it is written."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.album import page
from tools.album.__main__ import chosen, until
from tools.album.backstage import Backstage
from tools.album.chapters import DIALOGUES
from tools.album.desk import Desk
from tools.album.phone import Phone
from tools.album.studio import PICTURES
from tools.album.webshop import WebShop
from tools.shell import ROOT
from tools.speech import Failure

MOST = 3_000_000
"""Bytes of all pictures together, which everybody fetches who fetches the source."""
WIDTH, TALLEST = 600, 3_000
"""Pixels: a phone's width and the longest page, half as large again."""
NAMES = [dialogue.name for dialogue in DIALOGUES]
SHOWN = re.compile(r'(?:\]\(|src=")([^)"]+\.png)')


def size(picture: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def shown() -> Iterator[Path]:
    """Every picture that a page of the docs shows."""
    for told in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        yield from (told.parent / source for source in SHOWN.findall(told.read_text(encoding="utf-8")))


def test_every_dialogue_has_its_picture_and_no_picture_is_left_over() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {file.stem for file in PICTURES.iterdir()} == set(NAMES)
    assert sum(file.stat().st_size for file in PICTURES.iterdir()) < MOST


def test_all_pictures_are_as_wide_as_one_phone() -> None:
    sizes = {file.name: size(file) for file in PICTURES.iterdir()}

    assert {name: size for name, size in sizes.items() if size[0] != WIDTH or size[1] > TALLEST} == {}


def test_the_page_shows_all_of_them_in_order() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text()


def test_the_docs_show_every_picture_that_is_there_and_no_other() -> None:
    assert set(shown()) == set((ROOT / "docs" / "pictures").rglob("*.png"))


def test_somebody_can_do_each_step() -> None:
    ways = {step.way for dialogue in DIALOGUES for step in (*dialogue.before, *dialogue.steps)}

    assert {
        way for way in ways if sum(hasattr(one, way) for one in (Phone, Desk, WebShop, Backstage)) != 1
    } == set()


def test_all_pictures_are_taken_or_those_that_are_named() -> None:
    assert chosen([]) == frozenset(NAMES)
    assert chosen([NAMES[3]]) == {NAMES[3]}
    with pytest.raises(Failure, match="no-such"):
        chosen(["no-such"])


def test_what_a_picture_rests_on_is_played_and_no_more() -> None:
    assert until(frozenset({NAMES[1], NAMES[3]}), DIALOGUES) == list(DIALOGUES[:4])
