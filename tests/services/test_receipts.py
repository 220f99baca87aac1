"""Receipts: every yes is a record of ISO/IEC TS 27560 that a schema checks, and DPV can say it too."""

import hashlib
import json
from typing import Any

import jsonschema_rs
import pytest
import rfc8785
from sqlalchemy import select

from models.consents import ConsentEntry, Purpose
from models.notices import Notice
from services import answers, consent, receipts
from tests.clock import NOW
from tests.databases import ROOT
from tests.makers import Make
from tests.services import dpv

SCHEMA = json.loads((ROOT / "docs" / "schemas" / "consent-record.schema.json").read_text())
MANDATORY = {
    "header": {"schema_version", "record_id", "pii_principal_id"},
    "processing": {
        *("privacy_notice", "language", "purpose", "pii_information", "pii_controllers", "storage_locations"),
        *("retention_period", "jurisdiction", "recipient_third_parties", "withdrawal_method"),
    },
    "event": {"event_time", "validity_duration", "entity_id", "event_type", "event_state"},
}
"""As the DPV guide to ISO/IEC TS 27560:2023 lists them; `pii` needs its type, a party five more."""
TRUST = "https://shop.example/trust"


def records(make: Make) -> list[dict[str, Any]]:
    """The records of everything that was ever answered."""
    made = []
    for entry in make.session.scalars(select(ConsentEntry).order_by(ConsentEntry.id)):
        notice = receipts.words_of(make.session, entry)
        assert notice is not None
        made.append(receipts.record(entry, notice, trust_url=TRUST))
    return made


def everything_answered(make: Make) -> None:
    """Each purpose in each language, yes and no, taken back and given again."""
    for language in ("ja", "en"):
        member = make.member(reachable=True, language=language)
        for purpose in (Purpose.PROFILE, Purpose.ANALYSIS):
            answers.answer(
                make.session,
                make.vault,
                make.tap(make.speaker(member), purpose, language=language),
                choices=make.choices,
            )
        taken_back = [Purpose.ANNOUNCEMENTS, Purpose.SERVICE]
        evidence = make.evidence(NOW)
        consent.withdraw(make.session, member, purposes=taken_back, reason="stop", evidence=evidence, now=NOW)


def test_every_record_is_valid_under_the_schema(make: Make) -> None:
    everything_answered(make)
    judge = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)

    made = records(make)

    assert {record["event"]["event_state"] for record in made} >= {"given", "withdrawn"}
    assert {record["processing"]["language"] for record in made} == {"ja", "en"}
    for record in made:
        assert [error.message for error in judge.iter_errors(record)] == []


def test_the_schema_demands_all_that_the_standard_makes_mandatory() -> None:
    for section, names in MANDATORY.items():
        assert names <= set(SCHEMA["properties"][section]["required"])
    assert "pii_type" in SCHEMA["properties"]["pii"]["items"]["required"]
    assert {"id", "address", "name", "contact", "type"} <= set(
        SCHEMA["properties"]["party"]["items"]["required"]
    )


@pytest.mark.parametrize("section", sorted(MANDATORY))
def test_a_record_that_lacks_a_field_is_refused(make: Make, section: str) -> None:
    make.member()
    [record] = records(make)
    judge = jsonschema_rs.validator_for(SCHEMA)

    for name in MANDATORY[section]:
        without = {field: value for field, value in record[section].items() if field != name}
        assert not judge.is_valid(record | {section: without})


def test_a_record_goes_through_dpv_and_comes_back_whole(make: Make) -> None:
    everything_answered(make)

    for record in records(make):
        said = json.loads(json.dumps(dpv.to_json_ld(record)))

        assert dpv.from_json_ld(said) == record


def test_what_is_shown_of_a_notice_is_what_its_hash_covers(make: Make) -> None:
    for notice in make.session.scalars(select(Notice)):
        shown = receipts.shown(notice)

        assert hashlib.sha256(rfc8785.dumps(shown)).hexdigest() == notice.sha256


def test_a_record_names_nobody(make: Make) -> None:
    make.member(line_user_id="U" + "7" * 32)

    assert "U777" not in json.dumps(records(make))
