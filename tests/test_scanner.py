"""The scanner itself: it would find a value in every form, and finds none that is not there."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import scanner
from tests.disks import walked

VALUE = "U0123456789abcdef"


def shifted(before: int) -> Callable[[bytes], bytes]:
    return lambda raw: base64.b64encode(b"xyz"[:before] + raw + b"and more")


@pytest.mark.parametrize(
    "write",
    [
        bytes,
        lambda raw: raw.hex().encode(),
        lambda raw: raw.decode().encode("utf-16"),
        lambda raw: b'{"id":"' + raw + b'"}',
        *(shifted(before) for before in range(3)),
        lambda raw: base64.urlsafe_b64encode(b"\xfb" + raw + b"\xff"),
    ],
)
def test_a_value_is_found_in_every_form(write: Callable[[bytes], bytes]) -> None:
    assert scanner.found(b"\x00\x01" + write(VALUE.encode()) + b"\xff", [VALUE]) == [VALUE]


def test_what_is_not_there_is_not_found() -> None:
    assert scanner.found(b"U0123456789abcdee" * 9, [VALUE]) == []


@pytest.mark.parametrize(
    "written", [json.dumps("えにし"), json.dumps("えにし").replace("a", "A"), quote("えにし")]
)
def test_words_are_found_as_other_programs_escape_them(written: str) -> None:
    assert scanner.found(written.encode(), ["えにし"]) == ["えにし"]


def test_a_file_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    file, padding = tmp_path / "deep" / "file", b"-" * (scanner.SMALL + 7)
    file.parent.mkdir()
    watch = scanner.Watch(lambda: walked(tmp_path))
    watch.watch("key", b"\x00\x01secret key\xff\xfe")
    watch.watch("hanako", VALUE)

    file.write_bytes(padding)
    assert watch.traces("key") == []
    file.write_bytes(padding + b"\x00\x01secret key\xff\xfe")
    assert (watch.traces("key"), watch.traces("hanako")) == ([file], [])
    file.write_bytes(padding)
    assert watch.traces("key") == []
    file.unlink()
    assert watch.traces("key") == []


@pytest.mark.parametrize("before", range(scanner.BLOCK - 20, scanner.BLOCK + 3, 4))
def test_a_value_is_found_across_two_blocks(tmp_path: Path, before: int) -> None:
    file = tmp_path / "file"
    watch = scanner.Watch(lambda: [file])
    watch.watch("hanako", VALUE)

    file.write_bytes(b"-" * before + VALUE.encode() + b"-" * scanner.BLOCK)

    assert watch.traces("hanako") == [file]
