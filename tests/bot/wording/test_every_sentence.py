"""Every sentence the bot can say, in every language: within LINE's limits, kind, and leading somewhere."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

from bot import wording
from bot.wording import messages
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGES, Say
from tests.bot.wording import limits, samples

INNER = {"languages", "figures", "messages", "actions", "refusals"}
"""Modules of wording that say nothing by themselves."""
CASES = [
    pytest.param(
        say, args, values, id=f"{language}-{say.__module__.rsplit('.', 1)[-1]}-{say.__name__}-{number}"
    )
    for language in LANGUAGES
    for number, (say, args, values) in enumerate(samples.cases(language))
]
every_case = pytest.mark.parametrize(("say", "args", "values"), CASES)
UNKIND = re.compile(
    r"今すぐ|急いで|お急ぎください|見逃|ラスト|残りわずか|本日限り|損し|もったいない|"
    r"いいのですか|本当によろしい|必ず|絶対|"
    r"hurry|last chance|don.t miss|only today|miss out|are you sure|act now",
    re.IGNORECASE,
)
POLITE_END = re.compile(
    r"(?:^こんにちは|どうぞ|：|です|ます|ました|ません|ませ|ください|でしょうか|ますか|"
    r"いたします|ましょうか|でした|"
    r"たします|ございます)$"
)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(wording.__path__):
        yield importlib.import_module(f"bot.wording.{found.name}")


def speakers() -> set[str]:
    """Every public function of wording that gives Words."""
    return {
        f"{module.__name__}.{name}"
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation == wording.Words
        and module.__name__.rsplit(".", 1)[-1] not in INNER
    }


def says() -> Iterator[tuple[str, Say]]:
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, Say):
                yield f"{module.__name__}.{name}", value
            elif isinstance(value, dict):
                yield from (
                    (f"{module.__name__}.{name}", say) for say in value.values() if isinstance(say, Say)
                )


def test_every_wording_function_has_sample_values() -> None:
    covered = {f"{say.__module__}.{say.__name__}" for say, _, _ in samples.cases("ja")}

    assert covered == speakers()


@every_case
def test_words_are_within_the_limits_of_line(say: Callable[..., Any], args: Any, values: Any) -> None:
    assert limits.breaches(say(*args, **values)) == []


@every_case
def test_no_text_is_empty_or_has_a_hole(say: Callable[..., Any], args: Any, values: Any) -> None:
    for text in limits.texts(say(*args, **values)):
        assert text.strip() == text
        assert text
        assert not re.search(r"[{}]|None|\n\n\n|（）|\(\)| 。|  ", text), text


@every_case
def test_no_word_hurries_or_shames(say: Callable[..., Any], args: Any, values: Any) -> None:
    for text in limits.texts(say(*args, **values)):
        assert not UNKIND.search(text), text
        assert "！" not in text
        assert "!" not in text


@every_case
def test_the_lock_screen_tells_neither_product_nor_balance(
    say: Callable[..., Any], args: Any, values: Any
) -> None:
    for message in say(*args, **values):
        assert not re.search(r"\d|" + samples.HELD.title, message.get("altText", ""))


@every_case
def test_answers_to_one_question_look_alike(say: Callable[..., Any], args: Any, values: Any) -> None:
    for node in limits.nodes(say(*args, **values)):
        footer = node.get("footer", {}).get("contents", [])
        looks = [{key: value for key, value in button.items() if key != "action"} for button in footer]
        assert all(look == looks[0] for look in looks)


@every_case
def test_consent_stop_and_coupon_are_never_quick_replies(
    say: Callable[..., Any], args: Any, values: Any
) -> None:
    assert all("quickReply" not in message for message in say(*args, **values))


@pytest.mark.parametrize(("name", "say"), list(says()))
def test_both_languages_tell_the_same_values(name: str, say: Say) -> None:
    named = [{field for _, field, _, _ in Formatter().parse(words) if field} for words in (say.ja, say.en)]

    if name != "bot.wording.coupons.LIST":  # English counts the noun itself
        assert named[0] == named[1]
    assert say.en.isascii() or set(re.sub(r"[\x00-\x7f]", "", say.en)) <= set("“”’・　ことば・■→")


@pytest.mark.parametrize(("name", "say"), list(says()))
def test_a_japanese_sentence_ends_politely(name: str, say: Say) -> None:
    sentences = [sentence for sentence in re.split(r"。(?![」）])", say.ja) if len(sentence) > 1]
    for sentence in sentences if "。" in say.ja else []:
        last = re.sub(r"（[^）]*）|\{\w+\}", "", sentence.strip().rsplit("\n", 1)[-1]).strip()
        assert not last or last.startswith("・") or POLITE_END.search(last), f"{name}: {last}"


def test_no_nickname_has_sama_and_points_are_the_shops_own() -> None:
    assert not [name for name, say in says() if "{name}様" in say.ja]


def test_a_question_longer_than_a_template_allows_becomes_a_bubble() -> None:
    answers = [messages.postback("はい", Action.JOIN), messages.postback("いいえ", Action.STAY)]

    message = messages.confirm("ご案内です", "問" * 241, answers)

    assert message["type"] == "flex"
    assert limits.breaches([message]) == []
