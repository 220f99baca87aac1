"""What the product says by itself is as polite as it asks marketers to be."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.wording import announcements, points, sleeping
from services import japan, politeness
from services.politeness import Finding
from tests.bot.wording import samples

UNASKED = (announcements.compose, points.expiry_letter, sleeping.letter)
"""What goes out without a question; all else answers somebody."""
BY_VALUE = {"long", "no_end"}
"""What a receipt's many lines, the longest values and a coupon's title bring in; an answer may have them."""


def spoken(node: Any) -> Iterator[str]:
    """Every text of a message but the buttons', whose words are what the customer says."""
    if isinstance(node, dict):
        yield from (node[name] for name in ("text", "altText") if isinstance(node.get(name), str))
        yield from (one for name, child in node.items() if name != "action" for one in spoken(child))
    elif isinstance(node, list):
        yield from (one for child in node for one in spoken(child))


@cache
def said() -> list[tuple[Any, str, list[Finding]]]:
    return list(_said())


def _said() -> Iterator[tuple[Any, str, list[Finding]]]:
    for say, args, values in samples.cases("ja"):
        texts = list(dict.fromkeys(spoken([say(*args, **values)])))
        day, has_coupon = japan.day(samples.AT), say is announcements.compose
        for text in texts:
            yield say, text, politeness.check([text], day=day, has_coupon=has_coupon)


def test_what_goes_out_unasked_has_no_finding_at_all() -> None:
    unasked = [(say, text, findings) for say, text, findings in said() if say in UNASKED]

    assert {say for say, _text, _findings in unasked} == set(UNASKED)
    # The longest texts that may stand there are a marketer's, and long.
    assert [(text, one) for _say, text, findings in unasked for one in findings if one.kind != "long"] == []


def test_no_answer_is_impolite_either() -> None:
    found = [(text, one) for _say, text, findings in said() for one in findings if one.kind not in BY_VALUE]

    assert len(said()) > 500
    assert found == []
