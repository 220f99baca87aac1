"""The way in: only what LINE signed is kept, and it is kept before LINE is told so."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot import webhook
from bot.credentials import Credentials
from simulator import RunningLine
from tests.bot import letters
from tests.bot.edge import Edge
from tests.databases import Store

NOTHING = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'


@pytest.fixture
def edge(store: Store, line: RunningLine) -> Edge:
    return Edge(store, line)


@pytest.fixture
def web(edge: Edge) -> FlaskClient:
    return edge.app().test_client()


def body_of(*events: Any) -> bytes:
    return json.dumps({"destination": "Ubot", "events": events}).encode()


def post(web: FlaskClient, edge: Edge, body: bytes, signature: str | None = None) -> TestResponse:
    proof = edge.line.sign(body) if signature is None else signature
    return web.post("/callback", data=body, headers={"x-line-signature": proof})


def test_the_official_example_of_a_signature_holds() -> None:
    # https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
    secret, signature = "8c570fa6dd201bb328f1c1eac23a96d8", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="

    assert webhook.is_signed(NOTHING, signature, secret)
    assert not webhook.is_signed(NOTHING + b" ", signature, secret)
    assert not webhook.is_signed(NOTHING, signature, secret[:-1])


def test_signed_events_are_kept_and_acknowledged(web: FlaskClient, edge: Edge) -> None:
    event = letters.message("ポイント")

    assert post(web, edge, body_of(event)).status_code == 200

    assert edge.row(event["webhookEventId"]).state.value == "waiting"


def test_the_same_events_again_are_acknowledged_and_kept_once(web: FlaskClient, edge: Edge) -> None:
    body = body_of(letters.message("ポイント"))

    assert [post(web, edge, body).status_code for _ in range(3)] == [200, 200, 200]

    assert edge.states() == ["waiting"]


def test_the_verify_button_of_the_console_is_answered(web: FlaskClient, edge: Edge) -> None:
    assert post(web, edge, NOTHING).status_code == 200
    assert edge.rows() == []


@pytest.mark.parametrize("name", ["x-line-signature", "X-Line-Signature", "X-LINE-SIGNATURE"])
def test_the_header_is_read_in_any_case(web: FlaskClient, edge: Edge, name: str) -> None:
    answer = web.post("/callback", data=NOTHING, headers={name: edge.line.sign(NOTHING)})

    assert answer.status_code == 200


@pytest.mark.parametrize("signature", ["wrong", "", "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=", "日本"])
def test_what_line_did_not_sign_is_refused_and_not_kept(web: FlaskClient, edge: Edge, signature: str) -> None:
    body = body_of(letters.message("偽物"))
    encoded = signature.encode().decode("latin-1")

    answer = web.post("/callback", data=body, headers={"x-line-signature": encoded})

    assert answer.status_code in {400, 401}
    assert edge.rows() == []


def test_a_missing_signature_is_refused(web: FlaskClient, edge: Edge) -> None:
    assert web.post("/callback", data=body_of(letters.message("偽物"))).status_code == 401
    assert edge.rows() == []


def test_before_the_secret_is_known_nothing_is_taken(web: FlaskClient, edge: Edge) -> None:
    edge.credentials = Credentials(None, None)

    assert post(web, edge, body_of(letters.message("早い"))).status_code == 503
    assert edge.rows() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"{}", b'{"events": {}}', b'{"events": null}', b"\xff\xfe", b"[" * 100_000],
    ids=range(8),
)
def test_what_is_no_webhook_is_refused(web: FlaskClient, edge: Edge, body: bytes) -> None:
    assert post(web, edge, body).status_code == 400
    assert edge.rows() == []


def test_a_body_over_one_megabyte_is_refused_before_it_is_read(web: FlaskClient, edge: Edge) -> None:
    body = body_of(letters.message("長" * 200_000))

    assert len(body) > webhook.LARGEST
    assert post(web, edge, body).status_code == 413
    assert edge.rows() == []


def test_another_destination_and_unknown_fields_are_accepted(web: FlaskClient, edge: Edge) -> None:
    event = letters.message("新しい", aFieldOfTomorrow={"deep": [1]})
    body = json.dumps({"destination": "Usomebodyelse", "events": [event], "more": 1}).encode()

    assert post(web, edge, body).status_code == 200
    assert edge.states() == ["waiting"]


def test_of_a_mixed_batch_each_event_stands_on_its_own(web: FlaskClient, edge: Edge) -> None:
    batch = body_of(
        letters.message("一", user="Ufirst"),
        "no event at all",
        letters.event("brandNew"),
        {"webhookEventId": "01ODD"},
        letters.message("二", user="Usecond"),
    )

    assert post(web, edge, batch).status_code == 200

    assert sorted(edge.states()) == ["ignored", "ignored", "waiting", "waiting"]


def test_when_the_database_is_down_line_is_asked_to_come_again(
    web: FlaskClient, edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = body_of(letters.message("ポイント"))
    with monkeypatch.context() as broken:
        broken.setattr(edge.store.sessions.engine, "connect", _no_connection)
        broken.setattr(edge.store.sessions.engine.pool, "connect", _no_connection)
        assert post(web, edge, body).status_code == 500

    assert post(web, edge, body).status_code == 200
    assert edge.states() == ["waiting"]


def _no_connection(*_arguments: object, **_more: object) -> None:
    raise OSError("the database is down")


def test_a_get_is_no_webhook(web: FlaskClient) -> None:
    assert web.get("/callback").status_code == 405
