"""A shop in earnest does not start while the law's fields are blank, and hears which."""

from dataclasses import replace

import pytest

import parts
from services import settings
from tests.clock import NOW


def test_production_refuses_to_start_while_a_legal_field_is_blank(shop: parts.Parts) -> None:
    earnest = replace(shop.settings, public_url="https://shop.example")
    said = {"company": "株式会社ごえん商店", "representative": "縁 結子", "contact": "03-0000-0000"}
    with shop.sessions.begin() as session:
        for name, value in said.items():
            settings.change(session, name, value, now=NOW)

    with pytest.raises(parts.LegalFieldsBlank) as refused:
        parts.check(earnest)
    told = str(refused.value)
    assert "settings set address …" in told
    assert "settings set address_on_request yes" in told
    assert "settings set safety_measures …" in told
    assert "company" not in told

    with shop.sessions.begin() as session:
        settings.change(session, "address_on_request", "yes", now=NOW)
        settings.change(session, "safety_measures", "入れる者を決めています。", now=NOW)
    parts.check(earnest)


def test_trying_out_starts_with_blank_fields(shop: parts.Parts) -> None:
    parts.check(shop.settings)
