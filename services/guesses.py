"""Guesses: what somebody who guesses passwords would try first; known without asking anybody."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

ROWS = (
    *("12345678901234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"),
    *("qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()"),
)
"""Rows of keys, figures and letters."""
STEPS = 4
"""So many neighbours in a row, either way, are a walk along it."""
COMMON = (
    *("password", "passwort", "passphrase", "pasuwado", "welcome", "letmein", "iloveyou", "sunshine"),
    *("princess", "football", "baseball", "basketball", "superman", "pokemon", "doraemon", "starwars"),
    *("changeme", "changeit", "default", "administrator", "admin", "manager", "owner", "staff", "guest"),
    *("login", "master", "secret", "himitsu", "monkey", "dragon", "shadow", "computer", "internet"),
    *("trustno1", "whatever", "freedom", "arigatou", "arigato", "konnichiwa", "aishiteru", "daisuki"),
    *("sakura", "nippon", "japan", "tokyo", "osaka", "kyoto", "tenpo", "omise", "coffee", "goen", "line"),
    *("shop", "store", "test", "user", "root", "pass", "パスワード", "ごえん", "ひみつ"),
)
"""What is used most, here and elsewhere, and what this product would suggest."""
SIGNS = str.maketrans("013457@$!l", "oieastasii")
"""Letters as they are disguised."""
YEAR = re.compile(r"(?:19|20)\d\d")
REPEATED = re.compile(r"(.+?)\1+")


def rest(password: str, words: Iterable[str]) -> str:
    """Give what is left of it when all that is easily guessed is taken out."""
    left = YEAR.sub("", _without_walks(_plain(password))).translate(SIGNS)
    known = {word.translate(SIGNS) for word in (*COMMON, *_parts(words))}
    for word in sorted(known, key=len, reverse=True):
        left = left.replace(word, "")
    return REPEATED.sub(r"\1", left)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _parts(words: Iterable[str]) -> Iterator[str]:
    """Take names and addresses apart; short pieces say nothing."""
    for word in words:
        for part in re.split(r"[\W_]+", _plain(word)):
            if len(part) > (3 if part.isascii() else 1):
                yield part


def _without_walks(plain: str) -> str:
    """Take out what fingers do along a row of keys."""
    starts = range(len(plain) - STEPS + 1)
    walked = {place + step for place in starts if _is_walk(plain[place:][:STEPS]) for step in range(STEPS)}
    return "".join(sign for place, sign in enumerate(plain) if place not in walked)


def _is_walk(piece: str) -> bool:
    return any(piece in row or piece[::-1] in row for row in ROWS)
