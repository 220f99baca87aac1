"""What is asked of LINE about the channel goes through its SDK, with a timeout and a typed error."""

import pytest

from bot.answers import Kind, LineError
from bot.line import Wire
from simulator import RunningLine
from tests.bot.wires import HELLO, friend, wire_to


@pytest.fixture
def wire(line: RunningLine) -> Wire:
    return wire_to(line)


def test_everything_else_is_asked_through_the_sdk(line: RunningLine, wire: Wire) -> None:
    user_id = friend(line)
    line.set(quota={"limit": 200, "used": 50})

    assert (wire.questions.quota().left, wire.questions.bot_info().user_id) == (150, line.bot_user_id)
    assert wire.questions.profile_name(user_id) == "花子"
    assert wire.questions.profile_name("U" + "0" * 32) is None
    assert wire.questions.validate("push", HELLO) == []
    assert wire.questions.validate("reply", [{"type": "text", "text": ""}]) != []


def test_the_webhook_address_is_set_read_and_tested(line: RunningLine, wire: Wire) -> None:
    assert wire.questions.webhook_endpoint() is None

    wire.questions.set_webhook_endpoint("https://example.com/callback")

    endpoint = wire.questions.webhook_endpoint()
    assert endpoint is not None
    assert endpoint.url == "https://example.com/callback"


def test_a_question_that_line_refuses_is_an_error_with_its_answer(line: RunningLine, wire: Wire) -> None:
    line.fail("validate/push", "500", times=1)

    with pytest.raises(LineError) as refused:
        wire.questions.validate("push", HELLO)

    assert refused.value.answer.kind is Kind.UNKNOWN
