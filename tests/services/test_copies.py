"""A member's own copy is complete, readable, and holds nobody else's."""

import importlib
import itertools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import models
from models.base import Base
from models.members import AgeAnswer, Member
from services import audit, copies, copy_behind, copy_parts, copy_words, erasing, people, points
from tests.clock import NOW
from tests.makers import Make
from tests.services import dossiers

ROOT = Path(__file__).resolve().parent.parent.parent
ADMIN = tuple((ROOT / "admin").glob("*.py"))
OWNERS = {"member_id", "member_pid", "person_key"}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
HELD = (
    *(
        "対象の年齢以上",
        "はなちゃん",
        "駅前店",
        "ドリンク1杯 50円引き",
        "夏の豆が届きました。",
        "期限が近づきました。",
    ),
    *("甲社", "会員番号", "店の名前が違います", "会員の画面を見た", "お知らせ 第1版（日本語）", "使用済み"),
    *("C-1001", "月に1回まで", "お電話用の番号", "購買の分析", "第三者への提供"),
)
"""What of it a reader would look for."""
PARTS = {part.table.__tablename__: part for part in copies.PARTS}


def of_members() -> Iterator[sa.Table]:
    """Every table whose rows belong to a member, by a column of its own or by a row of such a table."""
    assert models.__all__
    tables = Base.metadata.sorted_tables
    found = {table.name for table in tables if OWNERS & set(table.columns.keys()) or table.name == "members"}
    for table in tables:
        reached = {key.column.table.name for key in table.foreign_keys}
        if table.name in found or reached & found:
            found.add(table.name)
            yield table


def test_every_table_with_something_of_a_member_is_in_the_copy_or_stays_out_for_a_reason() -> None:
    missing = {table.name for table in of_members()} - PARTS.keys() - copy_parts.TABLES_OUT.keys()

    assert missing == set()
    assert "points_uses" in {table.name for table in of_members()}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_column_is_named_or_stays_out_for_a_reason(name: str) -> None:
    part, columns = PARTS[name], set(Base.metadata.tables[name].columns.keys())

    assert part.columns.keys() | part.out.keys() == columns
    assert not part.columns.keys() & part.out.keys()
    assert part.sealed <= part.columns.keys()
    assert all(len(reason) > 20 for reason in part.out.values())


def test_every_sign_has_a_word_in_both_languages() -> None:
    for name, part in PARTS.items():
        for column in part.columns:
            kind = getattr(Base.metadata.tables[name].columns[column].type, "enum_class", None)
            if kind is not None:
                assert set(copy_words.WORDS[kind]) == {one.value for one in kind}
    for kind, words in copy_words.WORDS.items():
        assert issubclass(kind, StrEnum)
        assert all(JAPANESE.search(word.ja) and not JAPANESE.search(word.en) for word in words.values())


def test_every_reason_in_the_ledger_has_its_word() -> None:
    reasons = {*erasing.Cause, *AgeAnswer, "stop", "blocked", "staff"}

    assert reasons <= copy_words.SIGNS["reason"].keys()


def test_labels_are_japanese_in_japanese_and_english_in_english() -> None:
    for part in copies.PARTS:
        labels = list(part.columns.values())
        assert len({label.ja for label in labels}) == len({label.en for label in labels}) == len(labels)
        assert all(JAPANESE.search(label.ja) for label in (part.title, *labels))
        assert not any(JAPANESE.search(label.en) for label in (part.title, *labels))


def test_every_deed_of_staff_to_a_member_has_its_word() -> None:
    """The copy finds deeds by their names; one that it does not know would be missing."""
    deeds = {
        word or getattr(importlib.import_module(f"{folder}.{file.stem}"), name)
        for folder in ("admin", "cli", "services", "scheduler")
        for file in (ROOT / folder).glob("*.py")
        for word, name in re.findall(r'(?:"(\w+)"|\b([A-Z_]+)),\s*f"member:\{', file.read_text())
    }

    on_request = [re.findall(r'_note\(visit, request, "(\w+)"', file.read_text()) for file in ADMIN]
    deeds.update(itertools.chain(*on_request))

    assert {"member_seen", "handover_answers_wrong"} <= deeds
    assert deeds <= copy_words.DEEDS.keys()


@pytest.fixture
def hanako(make: Make) -> Member:
    """A member of whom every table holds something."""
    member = make.member(reachable=True)
    dossiers.fill(make, member)
    return member


def copied(make: Make, member: Member, language: str = "ja") -> copies.Copy:
    return copies.make(
        make.session,
        make.vault,
        member,
        choices=make.choices,
        language=language,
        now=NOW + timedelta(hours=1),
    )


def whole(make: Make, member: Member) -> dict[str, Any]:
    return dict(json.loads(copies.as_json(copied(make, member))))


def test_every_table_has_its_rows_with_their_values(make: Make, hanako: Member) -> None:
    copy = whole(make, hanako)

    assert [name for name, rows in copy.items() if not rows] == []
    text = json.dumps(copy, ensure_ascii=False)
    own = people.user_id_of(make.session, make.vault, hanako)
    for value in (own, hanako.card_number, hanako.pid, *HELD):
        assert value in text, value


def test_all_that_is_in_a_row_is_in_the_copy(make: Make, hanako: Member) -> None:
    copy = whole(make, hanako)

    for part in copies.PARTS:
        rows = list(make.session.scalars(sa.select(part.table)))
        labels = {
            part.columns[name].ja for row in rows for name in part.columns if getattr(row, name) is not None
        }
        shown = {
            label for record in copy[part.title.ja] for label, value in record.items() if value is not None
        }
        assert labels <= shown, part.title.ja


def test_nothing_of_anybody_else_is_in_it(make: Make, hanako: Member) -> None:
    other = make.member(reachable=True)
    points.earn(make.session, other, yen=7_654_321, cause="o", choices=make.choices, now=NOW)
    make.held(other, make.coupon("ほかの方のクーポン", for_everyone=False))
    audit.write(make.session, "points_given", f"member:{other.id}", staff_id=None, now=NOW)

    text = json.dumps(whole(make, hanako), ensure_ascii=False)

    for value in (other.card_number, other.pid, "7654321", "ほかの方のクーポン", "ポイントを付けた"):
        assert value not in text, value


def test_instants_are_japans_and_days_are_days(make: Make, hanako: Member) -> None:
    copy = whole(make, hanako)

    assert copy["会員としての情報"][0]["友だち追加の日時"] == "2026-11-01T12:00:00+09:00"
    assert date.fromisoformat(copy["クーポン"][0]["最終日"])
    assert copy["ポイントの期限"][0]["最終日"] == "2027-11-30"
    assert copy["ポイントの動き"][-1]["ポイント"] == -50


def test_the_page_speaks_english_to_those_who_do(make: Make, hanako: Member) -> None:
    copy = copied(make, hanako, "en")

    assert not any(JAPANESE.search(section.title) for section in copy.sections)
    labels = {label for section in copy.sections for record in section.records for label in record}
    assert not any(JAPANESE.search(label) for label in labels)


def test_a_stranger_to_most_tables_has_empty_sections_and_not_none(make: Make) -> None:
    copy = copied(make, make.member())

    titles = [section.title for section in copy.sections]
    assert len(titles) == len(copies.PARTS) + 1
    assert next(section for section in copy.sections if section.title == "第三者への提供の記録").records == []


def test_words_behind_keys_are_there_for_rows_that_have_them() -> None:
    assert set(copy_behind.BEHIND) <= {part.table for part in copies.PARTS}
