"""What every answer carries and every form needs: headers, tokens, origins, sizes, hosts."""

import functools
import html
import io
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from admin import door
from models.topics import Topic
from services import settings
from tests.admin.shop import Parts, Surroundings, Visitor, make_app


@pytest.mark.parametrize(
    "address", ["/admin/sign-in", "/admin/", "/trust/", "/admin/assets/goen.css", "/admin/nowhere"]
)
def test_every_answer_carries_the_headers(visitor: Visitor, address: str) -> None:
    headers = visitor.client.get(address).headers

    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_are_not_kept_by_browsers(visitor: Visitor) -> None:
    visitor.sign_in("owner")

    assert visitor.client.get("/admin/").headers["Cache-Control"] == "no-store"


def test_other_doors_are_left_alone(parts: Parts) -> None:
    app = make_app(parts)
    app.add_url_rule("/callback", "callback", lambda: "", methods=["POST"])

    response = app.test_client().post("/callback", data=b"{}")

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "Content-Security-Policy" not in response.headers


def test_a_form_without_its_token_changes_nothing(signed_in: Callable[[str], Visitor], parts: Parts) -> None:
    visitor = signed_in("owner")

    response = visitor.post(
        "/admin/topics", csrf_token=None, code="seasonal", name_ja="季節", name_en="Season"
    )

    assert response.status_code == 400
    assert "開き直してからお試しください" in response.text
    with parts.readings.begin() as session:
        assert "seasonal" not in set(session.scalars(select(Topic.code)))


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_form_from_another_site_is_refused(
    signed_in: Callable[[str], Visitor], headers: dict[str, str]
) -> None:
    visitor = signed_in("owner")

    response = visitor.client.post(
        "/admin/topics",
        data={"csrf_token": visitor.token, "code": "seasonal", "name_ja": "季節", "name_en": "Season"},
        headers=headers,
    )

    assert response.status_code == 403


def test_a_form_of_ours_is_taken(signed_in: Callable[[str], Visitor], parts: Parts) -> None:
    visitor = signed_in("owner")

    visitor.client.post(
        "/admin/topics",
        data={"csrf_token": visitor.token, "code": "seasonal", "name_ja": "季節", "name_en": "Season"},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    with parts.readings.begin() as session:
        assert "seasonal" in set(session.scalars(select(Topic.code)))


def test_what_is_too_large_is_refused(signed_in: Callable[[str], Visitor]) -> None:
    response = signed_in("owner").post("/admin/topics", name_ja="あ" * 300_000)

    assert response.status_code == 413


def test_a_broken_page_leaves_nothing_and_frees_the_database(parts: Parts) -> None:
    app = make_app(parts)

    def break_down() -> str:
        settings.change(door.session(), "shop_name", "half done", now=door.now())
        raise ValueError("broken")

    app.add_url_rule("/admin/broken", "broken", break_down, methods=["POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False
    visitor = Visitor(app.test_client())
    visitor.get("/admin/sign-in")

    response = visitor.post("/admin/broken")

    assert response.status_code == 500
    assert "うまくいきませんでした" in response.text
    with parts.sessions.begin() as session:
        assert settings.read(session).shop_name == "駅前コーヒー"


@pytest.fixture
def production(parts: Parts) -> Visitor:
    parts.settings = replace(Surroundings(), public_url="https://shop.example", is_production=True)
    return Visitor(make_app(parts).test_client())


def test_in_production_cookies_are_bound_to_the_host_and_to_https(production: Visitor) -> None:
    response = production.client.get("/admin/sign-in", base_url="https://shop.example")

    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-goen=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_in_production_only_the_shops_own_name_is_answered(production: Visitor) -> None:
    assert production.client.get("/admin/sign-in", base_url="https://other.example").status_code == 400
    assert production.client.get("/trust/", base_url="https://other.example").status_code == 400


def test_only_listed_files_are_served(visitor: Visitor) -> None:
    assert visitor.client.get("/admin/assets/htmx.js").status_code == 200
    assert visitor.client.get("/admin/assets/package.json").status_code == 404
    assert visitor.client.get("/admin/assets/..%2Frouters.py").status_code == 404
    assert visitor.client.get("/admin/lineview/preview.js").status_code == 200
    assert visitor.client.get("/admin/lineview/nothing.js").status_code == 404


def test_files_are_compressed_and_known_again(visitor: Visitor) -> None:
    first = visitor.client.get("/admin/assets/tabler.css", headers={"Accept-Encoding": "gzip"})
    again = visitor.client.get(
        "/admin/assets/tabler.css",
        headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]},
    )

    assert first.headers["Content-Encoding"] == "gzip"
    assert len(first.data) < 120_000
    assert again.status_code == 304


def test_a_file_of_one_version_may_be_kept_for_good(visitor: Visitor) -> None:
    page = visitor.client.get("/admin/sign-in").text
    address = re.search(r'href="(/admin/assets/goen.css[^"]+)"', page)

    assert address is not None
    kept = visitor.client.get(html.unescape(address.group(1)))
    assert "immutable" in kept.headers["Cache-Control"]
    assert "no-cache" in visitor.client.get("/admin/assets/goen.css").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("headers", "is_held_back"),
    [({"X-Forwarded-For": "203.0.113.9"}, True), ({"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}, False)],
)
def test_behind_a_proxy_the_proxys_word_counts_and_not_the_askers(
    production: Visitor, headers: dict[str, str], is_held_back: bool
) -> None:
    guess = functools.partial(sign_in_through_proxy, production)
    for number in range(20):
        guess(f"name{number}@example.jp", {"X-Forwarded-For": "203.0.113.9"})

    answer = guess("other@example.jp", headers)

    assert ("受け付けを止めています" in answer) == is_held_back


@pytest.mark.parametrize(("peer", "is_held_back"), [("100.64.0.7", False), ("8.8.8.8", True)])
def test_only_a_proxy_of_our_own_network_is_believed(
    production: Visitor, peer: str, is_held_back: bool
) -> None:
    for number in range(20):
        asker = {"X-Forwarded-For": f"203.0.113.{number}"}
        sign_in_through_proxy(production, f"name{number}@example.jp", asker, peer=peer)

    answer = sign_in_through_proxy(
        production, "other@example.jp", {"X-Forwarded-For": "203.0.113.99"}, peer=peer
    )

    assert ("受け付けを止めています" in answer) == is_held_back


def sign_in_through_proxy(
    visitor: Visitor, email: str, headers: dict[str, str], *, peer: str = "127.0.0.1"
) -> str:
    site = {
        "base_url": "https://shop.example",
        "headers": {"Referer": "https://shop.example/", **headers},
        "environ_base": {"REMOTE_ADDR": peer},
    }
    page = visitor.client.get("/admin/sign-in", **site).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    fields = {"csrf_token": token.group(1), "email": email, "password": "a guess and another"}
    return visitor.client.post("/admin/sign-in", data=fields, **site).text


def test_a_form_that_comes_slowly_keeps_nobody_waiting(parts: Parts, visitor: Visitor) -> None:
    waited: list[bool] = []

    def write() -> None:
        with parts.sessions.begin() as session:
            settings.change(session, "contact", "in the meantime", now=parts.clock())

    class Slow(io.BytesIO):
        """A body during which somebody else writes."""

        def readinto(self, buffer: Any) -> int:
            other = threading.Thread(target=write)
            other.start()
            other.join(timeout=5)
            waited.append(other.is_alive())
            return super().readinto(buffer)

    visitor.get("/admin/sign-in")
    body = f"csrf_token={visitor.token}&language=en".encode()
    form = "application/x-www-form-urlencoded"

    response = visitor.client.post(
        "/admin/language", input_stream=Slow(body), content_length=len(body), content_type=form
    )

    assert response.status_code == 303
    assert waited
    assert not any(waited)
