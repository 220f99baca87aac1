"""The operator is told what is found in the words, and the announcement goes its way."""

import json

from sqlalchemy import select

from cli.politeness import NAMES
from models.audit import AuditEntry
from services.politeness import LEVELS
from tests.cli.keyring import Run
from tests.cli.test_announcements import run
from tests.databases import Store

__all__ = ["run"]

WRONG = ("--topic", "news", "--text", "おはようございます。", "--text", "12月10日（水）です。今すぐどうぞ。")


def test_what_is_found_is_printed_apart_from_the_answer_and_recorded(run: Run, store: Store) -> None:
    done = run("create", *WRONG, "--json")

    assert json.loads(done.stdout)["state"] == "scheduled"
    assert "2:1-9 error weekday「12月10日（水）」 → 12月10日（木）" in done.stderr
    assert "2:13-15 error urgency「今すぐ」" in done.stderr
    with store.readings.begin() as session:
        detail = session.scalars(select(AuditEntry.detail)).one()
    assert detail == {"findings": ["urgency", "weekday"]}


def test_the_day_of_sending_decides_what_is_over(run: Run) -> None:
    said = ("--topic", "news", "--text", "12月6日（日）までお使いいただけます。")

    assert "expired" not in run("create", *said).stderr
    assert "expired" in run("create", *said, "--at", "2026-12-07T10:00").stderr


def test_polite_words_print_nothing(run: Run) -> None:
    assert run("create", "--topic", "news", "--text", "新しい豆が入りました。").stderr == ""


def test_every_kind_of_finding_has_its_words() -> None:
    assert set(NAMES) == set(LEVELS)
