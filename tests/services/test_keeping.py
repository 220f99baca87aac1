"""What is kept of customers, by what it is for."""

import pytest

from services import datamap, keeping


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_column_of_customers_is_told(language: str) -> None:
    told = {item for kind in keeping.kinds(language) for item in kind.items}
    known = {one.what.of(language) for table in datamap.of_customers() for one in table.spelt_out().values()}

    assert told == known


def test_each_purpose_is_told_once() -> None:
    told = [(kind.purpose, kind.basis) for kind in keeping.kinds("ja")]

    assert len(told) == len(set(told))


def test_what_is_given_to_line_is_told_with_what_it_belongs_to() -> None:
    [serving] = [kind for kind in keeping.kinds("ja") if kind.purpose == "会員サービスのご提供"]

    assert serving.recipients == ["LINEヤフー株式会社（トークを運ぶため）"]
    assert "お一人ごとの鍵で暗号化（AES-256-GCM）" in serving.locks
    assert serving.kept == ["退会まで"]
