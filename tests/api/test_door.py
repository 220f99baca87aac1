"""The partner door: who comes in, how often, and what they may do."""

import pytest
from flask.testing import FlaskClient

from api.calls import Route
from api.contents import ROUTES
from services import api_keys, people
from tests.api.conftest import Parts, Till, new_key, slug
from tests.clock import NOW
from tests.makers import Make


@pytest.mark.parametrize(
    "said", [None, "", "Bearer", "Bearer ", "Bearer goen_nobody", "Basic eDp5", "Bearer ｋ"]
)
def test_nobody_comes_in_without_a_good_key(client: FlaskClient, shop: Parts, said: str | None) -> None:
    headers = {} if said is None else {"Authorization": said}

    answer = client.get("/api/v1/shops", headers=headers)

    assert (answer.status_code, slug(answer)) == (401, "key-unknown")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_key_opens_nothing_from_that_moment(till: Till, shop: Parts) -> None:
    assert till.asks("/shops").status_code == 200
    with shop.sessions.begin() as session:
        [key] = api_keys.everyone(session)
        api_keys.revoke(session, key.id, now=shop.clock())

    assert till.asks("/shops").status_code == 401


@pytest.mark.parametrize("route", [one for one in ROUTES if one.scope], ids=lambda one: one.name)
def test_a_key_does_only_what_its_scopes_say(client: FlaskClient, shop: Parts, route: Route) -> None:
    others = [scope for scope in api_keys.SCOPES if scope != route.scope]
    till = Till(client, new_key(shop, *others))

    answer = till.sends(route.address, {}) if route.writes else till.asks(route.address)

    assert (answer.status_code, slug(answer)) == (403, "scope-missing")
    assert answer.get_json()["scope"] == route.scope


def test_whoever_asks_too_often_is_told_when_to_come_again(client: FlaskClient, shop: Parts) -> None:
    till = Till(client, new_key(shop, per_minute=12))
    for _ in range(3):
        assert till.asks("/shops").status_code == 200

    answer = till.asks("/shops")

    assert (answer.status_code, slug(answer)) == (429, "too-many-requests")
    shop.clock.advance(seconds=int(answer.headers["Retry-After"]))
    assert till.asks("/shops").status_code == 200
    assert till.asks("/shops").status_code == 429


def test_a_busy_till_takes_its_turns_some_at_a_time_and_gets_no_more(
    client: FlaskClient, shop: Parts
) -> None:
    till = Till(client, new_key(shop, per_minute=1200))

    answers = [till.asks("/shops").status_code for _ in range(250)]

    assert answers[:200] == [200] * 200
    assert 200 <= answers.count(200) <= 211
    assert answers[-1] == 429


def test_one_key_does_not_slow_another_down(client: FlaskClient, shop: Parts) -> None:
    slow, other = (Till(client, new_key(shop, per_minute=1)) for _ in range(2))
    answers = [slow.asks("/shops").status_code for _ in range(3)]

    assert answers[-1] == 429
    assert other.asks("/shops").status_code == 200


def test_a_clock_that_was_wrong_holds_nobody_back(client: FlaskClient, shop: Parts) -> None:
    till = Till(client, new_key(shop, per_minute=1))
    shop.clock.advance(days=30)
    till.asks("/shops")
    shop.clock.advance(days=-30)

    assert till.asks("/shops").status_code == 200


def test_the_last_use_is_noted_once_a_minute(till: Till, shop: Parts) -> None:
    seen = []
    for _ in range(3):
        till.asks("/shops")
        with shop.readings.begin() as session:
            seen.append(api_keys.everyone(session)[0].last_used_at)
        shop.clock.advance(seconds=40)

    assert seen[0] == seen[1] != seen[2]


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/nothing", "not-found"),
        ("POST", "/purchases/", "not-found"),
        ("DELETE", "/purchases", "method-not-allowed"),
        ("GET", "/purchases", "method-not-allowed"),
    ],
)
def test_wrong_addresses_and_methods_are_problems_too(
    client: FlaskClient, method: str, path: str, kind: str
) -> None:
    answer = client.open(f"/api/v1{path}", method=method)

    assert slug(answer) == kind


def test_a_failure_says_that_nothing_changed(till: Till, card: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ValueError(card)

    monkeypatch.setattr("services.points.earn", break_down)
    answer = till.sends("/purchases", {"member": {"card": card}, "receipt": "1", "yen": 100}, name="a")
    monkeypatch.undo()
    again = till.sends("/purchases", {"member": {"card": card}, "receipt": "1", "yen": 100}, name="a")

    assert (answer.status_code, slug(answer)) == (500, "failure")
    assert again.status_code == 201


def test_what_a_till_was_answered_goes_with_the_member(till: Till, card: str, shop: Parts) -> None:
    till.sends("/purchases", {"member": {"card": card}, "receipt": "1", "yen": 100}, name="a")
    with shop.make() as make:
        make.erase(people.by_card(make.session, card))

    again = till.sends("/purchases", {"member": {"card": card}, "receipt": "1", "yen": 100}, name="a")

    assert slug(again) == "member-unknown"


def test_a_key_is_kept_only_as_its_hash(make: Make) -> None:
    key, word = api_keys.create(make.session, name=" レジ ", scopes=["points:read"], now=NOW)

    assert key.name == "レジ"
    assert word not in repr(vars(key))
    assert key.digest == api_keys.digest(word)
    assert word.startswith(key.hint)
    assert len(key.hint) < len(word) / 4


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"name": " "}, "name"),
        ({"name": "あ" * 61}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"per_minute": 0}, "pace"),
        ({"per_minute": 10**9}, "pace"),
    ],
)
def test_a_key_that_cannot_be_says_why(make: Make, wishes: dict[str, object], why: str) -> None:
    values: dict[str, object] = {"name": "レジ", "scopes": ["points:read"], **wishes}

    with pytest.raises(api_keys.ApiKeyRefused) as refusal:
        api_keys.create(make.session, **values, now=NOW)  # type: ignore[arg-type]

    assert refusal.value.why == why
