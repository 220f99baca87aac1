"""One spelling for what people type in many: width, kana, case, punctuation, emoji, politeness."""

import re
import unicodedata

LONGEST_SENTENCE = 300
"""Characters of a sentence that are listened to; nobody says stop in a longer breath."""

_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_POLITE = re.compile(
    r"(?:を|に|で)?(?:お願い(?:し|いたし|致し)?ます?|おねがい(?:し|いたし)?ます?|お願い|おねがい|"
    r"頼みます|たのみます|です|でした|please|pls)$"
)
_SENTENCE_END = re.compile(r"[。．.!！?？\n]+")
_LEADING = re.compile(r"^(?:すみません|すいません|あの|えっと|ええと|please|hello|hi|hey)(?=.)")


def plain(message: str) -> str:
    """Fold a message: NFKC, small letters, hiragana for katakana, no marks, emoji or outer spaces.

    Words of Latin letters stay apart by one space; between Japanese characters spaces go.
    """
    folded = unicodedata.normalize("NFKC", message).lower().translate(_KATAKANA)
    kept = "".join(character if _is_letter(character) else " " for character in folded)
    spaced = re.sub(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", kept))
    return spaced.strip()


def split(message: str) -> list[str]:
    """Cut a message into its sentences, each folded as `plain` does."""
    sentences = (plain(sentence)[:LONGEST_SENTENCE] for sentence in _SENTENCE_END.split(message))
    return [sentence for sentence in sentences if sentence]


def bare(said: str) -> str:
    """Drop the politeness round a word: `停止をお願いします` is `停止`. What is long is no word."""
    if len(said) > LONGEST_SENTENCE:
        return said
    said = _LEADING.sub("", said).strip()
    while (shorter := _POLITE.sub("", said).strip()) != said and shorter:
        said = shorter
    return said


def _is_letter(character: str) -> bool:
    """Letters and digits, and ー, which is part of many words."""
    return character == "ー" or unicodedata.category(character)[0] in "LN"
