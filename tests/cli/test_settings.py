"""Settings at the command line: whatever does not fit is answered with what would."""

from cli import speech
from services.setting_rules import RULES


def test_every_kind_of_setting_says_what_it_takes() -> None:
    assert {rule.kind for rule in RULES.values()} - set(speech.KINDS) == set()
