"""The description: true to what the door does, and readable in both languages."""

import html
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import openapi, problems, refusals, shapes
from api.contents import ROUTES
from services import api_keys
from tests.api.conftest import Till

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").get_json())


def test_it_is_openapi_3_1_and_holds_every_way_in(described: dict[str, Any]) -> None:
    ways = {(method.upper(), path) for path, one in described["paths"].items() for method in one}

    assert described["openapi"] == "3.1.0"
    assert ways == {(route.method, route.address) for route in ROUTES}


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))

    assert named == set(described["components"]["schemas"])


def test_every_write_wants_a_name_and_every_refusal_has_its_shape(described: dict[str, Any]) -> None:
    for path in described["paths"].values():
        for method, one in path.items():
            headers = [parameter for parameter in one["parameters"] if parameter["in"] == "header"]
            assert bool(headers) == (method == "post")
            refused = {status for status in one["responses"] if int(status) >= 400}
            assert {"401", "429", "500"} <= refused
            for status in refused:
                assert problems.MEDIA_TYPE in one["responses"][status]["content"]


def test_every_field_says_what_it_is_in_both_languages(described: dict[str, Any]) -> None:
    for name, schema in described["components"]["schemas"].items():
        for field, one in schema.get("properties", {}).items():
            plain = next((way for way in one.get("anyOf", ()) if "description" in way), one)
            words = plain.get("description") or one.get("description")
            if name != "Problem" and "$ref" not in one and "$ref" not in one.get("items", {}):
                assert words, (name, field)
                japanese, _, english = words.partition(" / ")
                assert JAPANESE.search(japanese) or japanese == "RFC 9457", (name, field)
                assert english, (name, field)
                assert english.isascii(), (name, field)


def test_what_a_till_is_answered_fits_the_description(till: Till, card: str) -> None:
    shapes.Cardholder.model_validate(till.asks("/members", card=card).get_json())
    sale = {"member": {"card": card}, "receipt": "1", "yen": 100}
    shapes.Given.model_validate(till.sends("/purchases", sale).get_json())
    shapes.Shops.model_validate(till.asks("/shops").get_json())


def test_every_kind_of_no_has_a_name_of_its_own_and_words_in_both_languages() -> None:
    slugs = [kind.slug for kind in refusals.ALL]

    assert len(slugs) == len(set(slugs))
    for kind in refusals.ALL:
        assert JAPANESE.search(kind.ja)
        assert kind.en.isascii()
        assert 400 <= kind.status < 600


def test_every_refusal_that_a_route_names_is_called_by_its_own_name() -> None:
    named = {refusal for route in ROUTES for refusal in route.refusals}

    assert {refusal for refusal in named if refusals.of_type(refusal) is problems.REFUSED} == set()
    assert named <= set(refusals.KINDS)


def test_every_scope_opens_something() -> None:
    used = {route.scope for route in ROUTES} - {None}

    assert used <= set(api_keys.SCOPES)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_tells_every_way_and_every_no_and_loads_nothing_from_elsewhere(
    client: FlaskClient, language: str
) -> None:
    answer = client.get("/api/v1/docs", query_string={"language": language})

    page = html.unescape(answer.text)
    for route in ROUTES:
        assert (route.ja if language == "ja" else route.en) in page
        assert f'href="#{route.name}"' in answer.text
    for kind in refusals.ALL:
        assert f'id="{kind.slug}"' in answer.text
    assert "https://" not in answer.text.replace("http://www.w3.org", "")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "Set-Cookie" not in answer.headers
    assert client.get("/api/v1/docs.css").content_type.startswith("text/css")


def test_english_pages_are_english(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs", headers={"Accept-Language": "en"}).text

    assert set(JAPANESE.findall(page.replace("日本語", ""))) == set()
    assert openapi.ABOUT.partition(" / ")[2] in page
