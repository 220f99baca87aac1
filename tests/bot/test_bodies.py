"""Bodies carry messages as they were written, byte for byte the same each time."""

import json

import pytest

from bot import bodies

HELLO = [{"type": "text", "text": "こんにちは😀"}]


def test_a_body_is_plain_utf8_and_the_same_each_time() -> None:
    first, again = (bodies.multicast_body(["U1", "U2"], HELLO, quiet=True, unit="c_1") for _ in range(2))

    assert first == again
    assert "こんにちは😀".encode() in first
    assert json.loads(first) == {
        "to": ["U1", "U2"],
        "messages": HELLO,
        "notificationDisabled": True,
        "customAggregationUnits": ["c_1"],
    }


def test_what_is_not_wished_for_is_not_written() -> None:
    assert json.loads(bodies.push_body("U1", HELLO)) == {"to": "U1", "messages": HELLO}
    assert json.loads(bodies.reply_body("t", HELLO)) == {"replyToken": "t", "messages": HELLO}


def test_one_preparation_serves_many_bodies() -> None:
    prepared = bodies.prepared(HELLO)

    assert bodies.multicast_body_of(["U1"], prepared) == bodies.multicast_body(["U1"], HELLO)


@pytest.mark.parametrize("unit", ["", "a-b", "x" * 31, "日本"])
def test_a_unit_that_line_would_refuse_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="unit"):
        bodies.push_body("U1", HELLO, unit=unit)


@pytest.mark.parametrize("count", [0, 501])
def test_a_multicast_is_to_1_to_500_people(count: int) -> None:
    with pytest.raises(ValueError, match="people"):
        bodies.multicast_body(["U1"] * count, HELLO)
