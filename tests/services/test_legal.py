"""What the law wants said of the shop, and what may be told on request instead."""

from dataclasses import replace

import pytest

from services import legal
from services.settings import Choices

SAID = Choices(
    company="株式会社ごえん商店",
    representative="縁 結子",
    address="東京都台東区見本町1-2-3",
    contact="03-0000-0000",
    safety_measures="入れる者を決めています。",
)


def test_a_shop_that_says_everything_lacks_nothing() -> None:
    assert legal.blank(SAID) == []


@pytest.mark.parametrize("name", legal.FIELDS)
def test_what_is_blank_is_named(name: str) -> None:
    blank = Choices(**vars(SAID) | {name: "  "})

    assert legal.blank(blank) == [name]


def test_an_address_may_be_told_on_request_and_nothing_else() -> None:
    at_home = replace(SAID, address="", address_on_request=True)

    assert legal.blank(at_home) == []
    assert legal.blank(replace(at_home, representative="")) == ["representative"]
