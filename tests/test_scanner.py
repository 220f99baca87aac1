"""The scanner itself: it would find a value in every form, and finds none that is not there."""

import base64
from collections.abc import Callable

import pytest

from tests import scanner

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
    ],
)
def test_a_value_is_found_in_every_form(write: Callable[[bytes], bytes]) -> None:
    assert scanner.found(b"\x00\x01" + write(VALUE.encode()) + b"\xff", [VALUE]) == [VALUE]


def test_what_is_not_there_is_not_found() -> None:
    assert scanner.found(b"U0123456789abcdee" * 9, [VALUE]) == []
