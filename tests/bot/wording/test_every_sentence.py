"""Every sentence the bot can say, in every language: within LINE's limits, kind, and leading somewhere."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from string import Formatter
from types import ModuleType

from bot import wording
from bot.wording import messages
from bot.wording.actions import Action
from bot.wording.languages import LANGUAGES, Say
from tests.bot.wording import limits, samples

INNER = {"languages", "contents", "figures", "messages", "actions", "refusals"}
"""Modules of wording that say nothing by themselves."""
CASES = {
    f"{language}-{say.__module__.rsplit('.', 1)[-1]}-{say.__name__}-{number}": say(*args, **values)
    for language in LANGUAGES
    for number, (say, args, values) in enumerate(samples.cases(language))
}
"""What is said on every occasion, by its name."""
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


def faults(look: Callable[[wording.Words], Iterator[object]]) -> dict[str, list[object]]:
    """What a look at the words of each occasion finds wrong."""
    found = {name: list(look(words)) for name, words in CASES.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


def test_words_are_within_the_limits_of_line() -> None:
    assert faults(lambda words: iter(limits.breaches(words))) == {}


def holes(words: wording.Words) -> Iterator[str]:
    for text in limits.texts(words):
        if not text or text.strip() != text or re.search(r"[{}]|None|\n\n\n|（）|\(\)| 。|  ", text):
            yield text


def test_no_text_is_empty_or_has_a_hole() -> None:
    assert faults(holes) == {}
    assert list(holes([{"type": "text", "text": "あと{days}日です。"}]))


def pushes(words: wording.Words) -> Iterator[str]:
    for text in limits.texts(words):
        if UNKIND.search(text) or "！" in text or "!" in text:
            yield text


def test_no_word_hurries_or_shames() -> None:
    assert faults(pushes) == {}
    assert list(pushes([{"type": "text", "text": "残りわずかです。"}]))


def told_on_the_lock_screen(words: wording.Words) -> Iterator[str]:
    for message in words:
        if re.search(r"\d|" + samples.HELD.title, message.get("altText", "")):
            yield message["altText"]


def test_the_lock_screen_tells_neither_product_nor_balance() -> None:
    assert faults(told_on_the_lock_screen) == {}
    assert list(told_on_the_lock_screen([{"type": "flex", "altText": "320ポイントです"}]))


def unequal_answers(words: wording.Words) -> Iterator[object]:
    for node in limits.nodes(words):
        footer = node.get("footer", {}).get("contents", [])
        looks = [{key: value for key, value in button.items() if key != "action"} for button in footer]
        yield from (look for look in looks if look != looks[0])


def test_answers_to_one_question_look_alike() -> None:
    assert faults(unequal_answers) == {}


def test_consent_stop_and_coupon_are_never_quick_replies() -> None:
    assert faults(lambda words: (message for message in words if "quickReply" in message)) == {}


def is_told_alike(name: str, say: Say) -> bool:
    named = [{field for _, field, _, _ in Formatter().parse(words) if field} for words in (say.ja, say.en)]
    # English counts the noun of the list of coupons itself.
    return name == "bot.wording.coupons.LIST" or named[0] == named[1]


def is_english(say: Say) -> bool:
    return say.en.isascii() or set(re.sub(r"[\x00-\x7f]", "", say.en)) <= set("“”’・　ことば・■→")


def test_both_languages_tell_the_same_values() -> None:
    assert [name for name, say in says() if not is_told_alike(name, say)] == []
    assert [name for name, say in says() if not is_english(say)] == []
    assert not is_told_alike("", Say(ja="{days}日", en="soon"))


def blunt_ends(say: Say) -> list[str]:
    sentences = [sentence for sentence in re.split(r"。(?![」）])", say.ja) if len(sentence) > 1]
    ends = [
        re.sub(r"（[^）]*）|\{\w+\}", "", sentence.strip().rsplit("\n", 1)[-1]).strip()
        for sentence in (sentences if "。" in say.ja else [])
    ]
    return [end for end in ends if end and not end.startswith("・") and not POLITE_END.search(end)]


def test_a_japanese_sentence_ends_politely() -> None:
    assert {name: ends for name, say in says() if (ends := blunt_ends(say))} == {}
    assert blunt_ends(Say(ja="使えない。", en=""))


def test_no_nickname_has_sama_and_points_are_the_shops_own() -> None:
    assert not [name for name, say in says() if "{name}様" in say.ja]


def test_a_question_longer_than_a_template_allows_becomes_a_bubble() -> None:
    answers = [messages.postback("はい", Action.JOIN), messages.postback("いいえ", Action.STAY)]

    message = messages.confirm("ご案内です", "問" * 241, answers)

    assert message["type"] == "flex"
    assert limits.breaches([message]) == []
