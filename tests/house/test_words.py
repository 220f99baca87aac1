"""Words that must not stand in the code: put-off work, silenced tests, sends that ask nobody."""

import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, Source, files, nothing, sources

# Each is written in two halves, so that this file does not trip over itself.
PUT_OFF = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
SILENCED = re.compile(r"pytest\.mark\.(sk" r"ip|xf" r"ail)|pytest\.(sk" r"ip|xf" r"ail|importor" r"skip)")
TO_EVERYBODY = re.compile(r"broad" r"cast|narrow" r"cast", re.IGNORECASE)
CODE = ("*.py", "*.js", "*.css", "*.html", "Makefile", "*.yml")


def lines_with(pattern: re.Pattern[str], path: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            yield f"{path}:{number}: {line.strip()}"


def reaches_everybody(source: Source) -> list[str]:
    """Where code names the calls that cannot honour the consent list; the stand-in has to refuse them."""
    if source.room in ("simulator", "tests"):
        return []
    return list(lines_with(TO_EVERYBODY, source.path, source.text))


def test_no_work_is_put_off() -> None:
    texts = {str(file.relative_to(ROOT)): file.read_text() for pattern in CODE for file in files(pattern)}

    nothing([found for path, text in texts.items() for found in lines_with(PUT_OFF, path, text)])


def test_no_test_is_silenced() -> None:
    nothing([found for source in sources() for found in lines_with(SILENCED, source.path, source.text)])


def test_no_code_can_write_to_everybody() -> None:
    nothing([found for source in sources() for found in reaches_everybody(source)])


@pytest.mark.parametrize("halves", [("TO", "DO"), ("FIX", "ME")])
def test_put_off_work_is_noticed(halves: tuple[str, str]) -> None:
    assert list(lines_with(PUT_OFF, "a.py", "# " + "".join(halves) + " later"))


@pytest.mark.parametrize("halves", [("@pytest.mark.sk", "ipif(True)"), ("pytest.xf", "ail('later')")])
def test_a_silenced_test_is_noticed(halves: tuple[str, str]) -> None:
    assert list(lines_with(SILENCED, "a.py", "".join(halves)))


@pytest.mark.parametrize("halves", [("api.broad", "cast(x)"), ("'/message/narrow", "cast'")])
def test_a_send_to_everybody_is_noticed(halves: tuple[str, str]) -> None:
    assert reaches_everybody(Source("bot/line.py", "".join(halves)))
    assert reaches_everybody(Source("simulator/wire.py", "".join(halves))) == []
