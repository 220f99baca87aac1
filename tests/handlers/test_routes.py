"""The table of contents leaves nothing out."""

import pytest

from bot.wording.actions import Action
from bot.words import buttons, families, profiles, stopping
from handlers import routes
from tests.bot.wording import limits, samples


def test_every_action_leads_to_a_handler() -> None:
    assert set(routes.ACTIONS) == set(Action)


def test_every_word_that_can_be_heard_leads_to_a_handler() -> None:
    heard = {*families.NAMES, *buttons.NAMES, *profiles.NAMES, *stopping.NAMES}

    assert set(routes.WORDS) == heard


@pytest.mark.parametrize("word", sorted(routes.WORDS))
def test_a_wish_is_understood_by_its_own_name(word: str) -> None:
    handler = routes.recognise(word)

    assert handler is not None
    assert getattr(handler, "__name__", "") == getattr(routes.WORDS[word], "__name__", "")


def test_every_button_that_is_ever_shown_leads_to_a_handler() -> None:
    shown = [say(*args, **values) for say, args, values in samples.cases("ja")]
    pressed = {
        action["data"].split("&")[0].removeprefix("action=")
        for action in limits.actions([message for words in shown for message in words])
        if action["type"] == "postback"
    }

    assert pressed <= {action.value for action in routes.ACTIONS}
    unreachable = set(routes.ACTIONS) - {Action(name) for name in pressed} - {Action.HELP, Action.PRIVACY}
    assert not unreachable
