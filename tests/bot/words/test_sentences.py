"""Eight hundred sentences as customers type them: no stop is missed, and nothing else is taken for one."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from bot import words
from bot.turns import Handler
from bot.words import profiles, stopping
from bot.words.reminders import ONLY_REMINDERS, STOP_REMINDERS
from handlers import routes

SENTENCES = Path(__file__).with_name("sentences.txt")
NO_STOP = "停止でない"
ENDINGS = {
    stopping.STOP,
    stopping.LEAVE,
    stopping.ERASE,
    STOP_REMINDERS,
    ONLY_REMINDERS,
    profiles.STOP_AND_ERASE,
}
"""What stops something; 再開 and all else stop nothing."""
ALWAYS = (
    "停止/配信停止/解除/やめる/不要/STOP/退会/おやすみ/再開/なぜ届いた/控え/開示/訂正/削除/番号/引き継ぎ/"
    "プロフィールを消す"
)


def labelled() -> dict[str, list[str]]:
    """Read the sentences, by what each must be taken for."""
    found: dict[str, list[str]] = defaultdict(list)
    label = ""
    for line in filter(None, map(str.strip, SENTENCES.read_text(encoding="utf-8").splitlines())):
        if head := re.fullmatch(r"\[(.+)\]", line):
            label = head.group(1)
        elif not line.startswith("#"):
            found[label].append(line)
    return found


LABELLED = labelled()


def name(handler: Handler | None) -> str:
    """Who answers; a stop at hand round it does not count."""
    return getattr(handler, "__name__", "")


@pytest.mark.parametrize("label", sorted(set(LABELLED) - {NO_STOP}))
def test_no_sentence_is_missed_or_taken_for_something_else(label: str) -> None:
    heard = {sentence: words.hear(sentence).name for sentence in LABELLED[label]}
    answered = {name(routes.recognise(sentence)) for sentence in LABELLED[label]}

    assert {sentence: one for sentence, one in heard.items() if one != label} == {}
    assert answered == {name(routes.WORDS[label])}


def test_no_sentence_that_asks_for_no_stop_stops_anything_or_begins_anything() -> None:
    heard = {sentence: words.hear(sentence).name for sentence in LABELLED[NO_STOP]}

    assert {sentence: name for sentence, name in heard.items() if name in ENDINGS | {stopping.RESUME}} == {}


def test_no_sentence_of_another_thing_or_of_keeping_erases_a_profile() -> None:
    labels = set(LABELLED) - set(profiles.NAMES)
    kept = [sentence for label in labels for sentence in LABELLED[label]]

    assert [sentence for sentence in kept if words.hear(sentence).name in profiles.NAMES] == []


def test_the_sentences_are_many_of_each_kind_and_all_different() -> None:
    everything = [sentence for sentences in LABELLED.values() for sentence in sentences]

    assert len(everything) == len(set(everything)) >= 800
    assert len(LABELLED[stopping.STOP]) >= 300
    assert len(LABELLED[NO_STOP]) >= 190
    assert set(LABELLED) - {NO_STOP} <= set(routes.WORDS)


@pytest.mark.parametrize("word", ALWAYS.split("/"))
def test_a_word_that_always_works_works_in_any_width_kana_or_politeness_and_while_staff_talk(
    word: str,
) -> None:
    meant = words.hear(word)
    forms = [
        f" {word}。",
        f"「{word}」",
        f"{word}お願いします",
        f"{word}🙏",
        word.translate(WIDE),
        word.lower(),
    ]

    assert meant.name in routes.WORDS
    assert meant.is_exact
    assert {form: words.hear(form).name for form in forms} == dict.fromkeys(forms, meant.name)


@pytest.mark.parametrize(
    "word",
    ["お願い", "迷惑です", "停止お願いします", "停止しまお願い", "迷惑です。", "なぜ", "stop ", "登録して"],
)
def test_a_message_of_any_length_is_heard_at_once(word: str) -> None:
    """Regular expressions that go back and forth would take seconds, or for ever."""
    assert words.hear((word * 5000)[:5000] + "x").name is None


WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
