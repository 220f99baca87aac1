"""Every sentence of the pages is there in English, with the same values in it."""

import re

from flask import Flask
from flask_babel import force_locale

from admin import refusals
from services.errors import RuleError
from tests.admin.refused import REFUSALS
from tools import catalogues

VALUE = re.compile(r"%\((\w+)\)s")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
EXAMPLES = {"例：季節のメニュー"}
"""Japanese words as examples of Japanese words."""

NOT_FOR_STAFF = {
    "MemberUnreachable",
    "NoticeMissing",
    "TopicUnknown",
    "SettingUnknown",
    "AnnouncementUnknown",
    "LineMistyped",
    "NameRefused",
    "ProfileNotAllowed",
    "MessageUnknown",
    "ProofOver",
    "ProofLater",
    "ApiKeyTooFast",
    "RequestInProgress",
    "NameReused",
    "CustomerRefused",
}
"""Refusals that no page of ours can bring about."""


def test_every_sentence_is_in_the_english_catalogue() -> None:
    known = {message.id for message in catalogues.read("en") if message.string}

    assert {message.id for message in catalogues.gathered() if message.id} - known == set()


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    said = {message.id for message in catalogues.gathered()}

    assert {message.id for message in catalogues.read("en") if message.id} - said == set()


def test_english_carries_the_same_values() -> None:
    for message in catalogues.read("en"):
        assert set(VALUE.findall(str(message.id))) == set(VALUE.findall(str(message.string))), message.id


def test_english_is_english() -> None:
    left = {message.id for message in catalogues.read("en") if JAPANESE.search(str(message.string))}

    assert left == EXAMPLES


def subclasses(kind: type[RuleError]) -> set[type[RuleError]]:
    return set(kind.__subclasses__()).union(*(subclasses(child) for child in kind.__subclasses__()))


def whole(refusal: RuleError) -> str:
    return f"{type(refusal).__name__} {refusal}"


def is_well_said(refusal: RuleError) -> bool:
    """In both languages, as whole sentences, with every value filled in."""
    with force_locale("ja"):
        japanese = refusals.sentence(refusal)
    with force_locale("en"):
        english = refusals.sentence(refusal)
    is_whole = japanese.endswith("。") and english.endswith(".")
    return is_whole and not JAPANESE.search(english) and "%(" not in japanese + english


def test_every_refusal_says_what_to_do_in_both_languages(app: Flask) -> None:
    with app.test_request_context():
        badly_said = [whole(refusal) for refusal in REFUSALS if not is_well_said(refusal)]

    assert badly_said == []
    assert len(REFUSALS) > 100


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    fallback = refusals.sentence.dispatch(RuleError)
    ours = {kind for kind in subclasses(RuleError) if kind.__module__.startswith("services.")}
    wordless = {kind.__name__ for kind in ours if refusals.sentence.dispatch(kind) is fallback}

    assert wordless - NOT_FOR_STAFF == set()
