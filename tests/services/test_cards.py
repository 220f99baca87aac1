"""Cards: read as tills and clerks read them, and pictured at an address that nobody can guess."""

import pytest
from sqlalchemy.orm import Session

from services import cards, people
from services.setting_rules import RULES
from services.settings import Choices
from tests.makers import Make

JAN = Choices(card_code="jan13", card_prefix="2912")


@pytest.mark.parametrize("shape", ["{0}", "{0:.4}-{1}", "　{0} "])
def test_a_card_is_read_however_it_is_written(session: Session, make: Make, shape: str) -> None:
    member = make.member()
    typed = shape.format(member.card_number, member.card_number[4:])

    assert cards.find(session, typed, choices=Choices()) is member


def test_the_tills_thirteen_digits_are_read_with_their_check(session: Session, make: Make) -> None:
    member = make.member()
    thirteen = cards.till_number(member.card_number, choices=JAN)
    wrong = thirteen[:-1] + str((int(thirteen[-1]) + 1) % 10)

    assert cards.find(session, thirteen, choices=JAN) is member
    for misread in (wrong, "4901234567894"):
        with pytest.raises(people.CardUnknown):
            cards.find(session, misread, choices=JAN)


def test_the_check_digit_is_the_standards() -> None:
    """4901234 56789 is the example of GS1 Japan, whose check digit is 4."""
    assert cards.jan("23456789", prefix="4901")[:-1] == "490123456789"
    assert cards.jan("23456789", prefix="4901")[-1] == "4"
    assert cards.till_number("12345678", choices=Choices()) == "12345678"


def test_an_address_is_one_members_and_goes_with_them(session: Session, make: Make) -> None:
    member, other = make.member(), make.member()
    token = cards.token(make.vault, member)

    assert cards.by_token(session, make.vault, token) is member
    mixed = f"{other.id}-{token.partition('-')[2]}"
    for wrong in (mixed, str(member.id), "", "x-y", "9" * 30 + "-a", f"{member.id}-é"):
        assert cards.by_token(session, make.vault, wrong) is None
    make.erase(member)
    assert cards.by_token(session, make.vault, token) is None


@pytest.mark.parametrize("prefix", ["4901", "290", "29000", "ab12", "２９００"])
def test_a_prefix_is_one_that_is_free_within_a_shop(prefix: str) -> None:
    with pytest.raises(ValueError, match=prefix):
        RULES["card_prefix"].read(prefix)
