"""The facts of notices: what ISO/IEC TS 27560 asks, in every language, for every purpose."""

import itertools

import pytest

from services import notice_facts, notices
from services.notice_words import Own
from services.settings import Choices

SHOP = Choices(
    company="株式会社ごえん商店",
    representative="縁 結子",
    address="東京都千代田区1-2-3",
    contact="03-1234-5678",
    data_location="日本（東京）",
    age_question=True,
)
EVERY = list(itertools.product(notices.KINDS, ("ja", "en")))


@pytest.mark.parametrize(("purpose", "language"), EVERY)
def test_every_mandatory_field_of_a_consent_record_is_there(purpose: object, language: str) -> None:
    facts = notice_facts.gather(purpose, SHOP, language)  # type: ignore[arg-type]

    assert set(facts) == {
        "controller",
        "purposes",
        "items",
        "recipients",
        "storage",
        "retention",
        "withdrawal",
        "jurisdiction",
    }
    assert all(facts["controller"].values())
    assert all(one["code"] and one["text"] for one in [*facts["purposes"], *facts["items"]])
    assert facts["retention"]["text"]
    assert (facts["recipients"], facts["jurisdiction"]) == ([], "JP")
    assert facts["storage"] == "日本（東京）"


@pytest.mark.parametrize("purpose", notices.KINDS)
def test_codes_are_the_same_in_every_language(purpose: object) -> None:
    ja, en = (notice_facts.gather(purpose, SHOP, language) for language in ("ja", "en"))  # type: ignore[arg-type]

    for name in ("purposes", "items"):
        assert [one["code"] for one in ja[name]] == [one["code"] for one in en[name]]
    assert ja["retention"]["code"] == en["retention"]["code"]


def test_an_address_that_is_given_on_request_is_not_printed() -> None:
    shop = Choices(address="東京都千代田区1-2-3", address_on_request=True)
    [purpose, *_] = notices.KINDS

    assert notice_facts.gather(purpose, shop, "ja")["controller"]["address"] == (
        "ご請求があれば遅滞なくお答えします"
    )


def test_a_recipient_would_reach_further() -> None:
    [purpose, *_] = notices.KINDS
    old = notice_facts.gather(purpose, SHOP, "ja")
    new = {**old, "recipients": [{"code": "partner", "text": "提携先"}]}

    assert notice_facts.reaches_further(old, new)
    assert not notice_facts.reaches_further(new, old)


def test_words_of_the_shops_own_reach_further_when_they_change() -> None:
    [purpose, *_] = notices.KINDS
    old = notice_facts.gather(purpose, SHOP, "ja", Own(items=("ご来店の人数",)))
    new = notice_facts.gather(purpose, SHOP, "ja", Own(items=("ご来店の曜日",)))

    assert notice_facts.reaches_further(old, new)
