"""Whatever is sent, the answer is one that the description names, and never a failure."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.calls import Route
from api.contents import ROUTES
from tests.api.conftest import NUMBERS, Parts, Till, new_key

DATABASES = ("sqlite",)
"""The rules are tried on both; here the question is what is read, and what is answered."""
TEXT = st.lists(st.sampled_from("aZ019-_. \x00\n\"'<&%=+あ字😀"), max_size=20).map("".join)
"""Signs by name: to draw from all there are, hypothesis would leave its tables in the tree."""
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)

OFTEN = settings(
    max_examples=60, database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def till(client: FlaskClient, shop: Parts) -> Till:
    """A till that may ask as often as it likes."""
    return Till(client, new_key(shop, per_minute=1_000_000))


@pytest.fixture
def described(till: Till) -> dict[str, Any]:
    return dict(till.client.get("/api/v1/openapi.json").get_json()["paths"])


def nearly(schema: dict[str, Any], data: st.DataObject) -> Any:
    """Draw something that has the right fields, and anything in them."""
    return {name: data.draw(JUNK) for name in schema["properties"] if data.draw(st.booleans())}


@OFTEN
@given(data=st.data(), route=st.sampled_from([one for one in ROUTES if one.writes]))
def test_a_body_that_is_nonsense_is_refused_as_described(
    till: Till, described: dict[str, Any], route: Route, data: st.DataObject
) -> None:
    body = data.draw(JUNK) if data.draw(st.booleans()) else nearly(route.takes.model_json_schema(), data)
    headers = {"Authorization": f"Bearer {till.key}", "Idempotency-Key": f"n{next(NUMBERS)}"}

    answer = till.client.post(f"/api/v1{route.address}", data=json.dumps(body), headers=headers)

    assert str(answer.status_code) in described[route.address]["post"]["responses"]
    assert answer.status_code < 500


@OFTEN
@given(data=st.data(), route=st.sampled_from([one for one in ROUTES if not one.writes]))
def test_a_question_that_is_nonsense_is_refused_as_described(
    till: Till, described: dict[str, Any], route: Route, data: st.DataObject
) -> None:
    names = [*route.takes.model_json_schema().get("properties", {}), "other"]
    query = data.draw(st.dictionaries(st.sampled_from(names), TEXT, max_size=3))

    answer = till.asks(route.address, **query)

    assert str(answer.status_code) in described[route.address]["get"]["responses"]
    assert answer.status_code < 500
