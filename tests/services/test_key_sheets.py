"""The key on paper is read back exactly, and every slip of the hand is noticed in its line."""

import itertools

import pytest
from sqlalchemy.orm import Session

from services import key_sheets, masters
from services.key_sheets import SIGNS, LineMistyped
from services.settings import Choices
from tests.makers import MASTER_KEY, unlocked

KEYS = [MASTER_KEY, bytes(32), b"\xff" * 32]


@pytest.mark.parametrize("key", KEYS)
def test_what_was_printed_is_read_back(key: bytes) -> None:
    printed = key_sheets.lines(key)

    assert [len(line) for line in printed] == [17] * 4
    assert key_sheets.read(printed) == key


def test_how_it_is_typed_does_not_matter() -> None:
    printed = key_sheets.lines(MASTER_KEY)
    sloppy = [line.lower().replace(" ", "-").replace("0", "o").replace("1", "l") for line in printed]
    wide = ["".join(chr(ord(sign) + 0xFEE0) if sign != " " else "　" for sign in line) for line in printed]

    assert key_sheets.read(sloppy) == key_sheets.read(wide) == MASTER_KEY


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_wrong_sign_and_every_swap_of_neighbours_is_noticed_in_its_line(number: int) -> None:
    printed = key_sheets.lines(MASTER_KEY)
    right = printed[number - 1].replace(" ", "")
    wrong = [right[:place] + sign + right[place + 1 :] for place in range(15) for sign in SIGNS]
    wrong += [right[:place] + right[place + 1] + right[place] + right[place + 2 :] for place in range(14)]

    for line in set(wrong) - {right}:
        with pytest.raises(LineMistyped) as refusal:
            key_sheets.read([*printed[: number - 1], line, *printed[number:]])
        assert refusal.value.line == number


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 16, "鍵" * 15, "U" * 15])
def test_what_is_no_line_is_refused(typed: str) -> None:
    with pytest.raises(LineMistyped):
        key_sheets.read([typed, *key_sheets.lines(MASTER_KEY)[1:]])


def test_lines_cannot_change_places() -> None:
    printed = key_sheets.lines(bytes(32))  # all alike but for their checks

    for order in itertools.permutations(printed):
        if list(order) != printed:
            with pytest.raises(LineMistyped):
                key_sheets.read(order)


def test_the_check_signs_of_all_lines_confirm_it() -> None:
    right = key_sheets.checks(MASTER_KEY)

    assert (
        key_sheets.confirm(MASTER_KEY, [sign.lower() for sign in right]) == masters.mark_of(MASTER_KEY).hex()
    )
    with pytest.raises(LineMistyped) as refusal:
        key_sheets.confirm(MASTER_KEY, [*right[:2], "00", right[3]])
    assert refusal.value.line == 3


def test_the_sheet_is_missing_until_that_of_the_present_key_is_confirmed(session: Session) -> None:
    unlocked(session)
    confirmed = masters.mark_of(MASTER_KEY).hex()

    assert key_sheets.is_missing(session, Choices())
    assert not key_sheets.is_missing(session, Choices(key_sheet=confirmed))
    assert key_sheets.is_missing(session, Choices(key_sheet=masters.mark_of(bytes(32)).hex()))
