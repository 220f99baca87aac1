"""One-time pages: a look opens nothing, one press opens once, and a wrong link is told kindly."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from models.codes import CodeKind
from models.members import Member
from services import codes
from tests.admin.shop import Parts, Surroundings, Visitor, make_app
from tests.clock import Clock
from tests.makers import Make


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; the rules of codes and copies are tested on both."""
    return site_parts


@pytest.fixture
def link(parts: Parts) -> str:
    """A fresh link to a member's copy."""
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member(reachable=True)
        token = codes.issue(session, parts.vault(), member, CodeKind.COPY, now=parts.clock())
    return f"/papers/{token}"


def forms(answer: TestResponse) -> list[str]:
    """The addresses of a page's forms."""
    return re.findall(r'<form method="post" action="([^"]+)"', answer.text)


def test_looking_opens_nothing_however_often_previews_do(visitor: Visitor, link: str) -> None:
    for _ in range(3):
        page = visitor.client.get(link)
        assert page.status_code == 200
        assert "駅前コーヒー" in page.text
        assert "会員番号" not in page.text
        assert "Set-Cookie" not in page.headers
    assert visitor.client.head(link).status_code == 200

    [form] = forms(page)
    assert "会員番号" in visitor.client.post(form).text


def test_a_link_opens_once(visitor: Visitor, link: str) -> None:
    visitor.client.post(link)

    for answer in (visitor.client.get(link), visitor.client.post(link)):
        assert answer.status_code == 410
        assert "一度開かれています" in answer.text
        assert "新しいリンクをお送りします" in answer.text
        assert "会員番号" not in answer.text
        assert forms(answer) == []


def test_a_link_is_good_for_fifteen_minutes(visitor: Visitor, clock: Clock, link: str) -> None:
    clock.advance(minutes=14, seconds=59)
    assert visitor.client.get(link).status_code == 200
    clock.advance(seconds=1)

    for answer in (visitor.client.get(link), visitor.client.post(link)):
        assert answer.status_code == 410
        assert "15分が過ぎました" in answer.text


def test_the_opened_page_gives_the_file_once(visitor: Visitor, link: str) -> None:
    [form] = forms(visitor.client.post(link))
    file = visitor.client.post(form)

    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert file.content_type == "application/json; charset=utf-8"
    assert "会員としての情報" in json.loads(file.data)
    assert visitor.client.post(form).status_code == 410


def test_the_files_code_opens_no_page_and_the_pages_no_file(visitor: Visitor, link: str) -> None:
    assert visitor.client.post(f"{link}/file").status_code == 404
    [form] = forms(visitor.client.post(link))

    assert visitor.client.post(form.removesuffix("/file")).status_code == 404
    assert visitor.client.post(form).status_code == 200


def test_nobody_keeps_passes_on_or_finds_what_a_link_opens(visitor: Visitor, link: str) -> None:
    look, opened = visitor.client.get(link), visitor.client.post(link)
    wrong = visitor.client.get("/papers/nothing")
    file = visitor.client.post(forms(opened)[0])

    for answer in (look, opened, wrong, file):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"].startswith("noindex")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Set-Cookie" not in answer.headers


def test_no_cookie_and_no_referrer_are_needed(visitor: Visitor, link: str) -> None:
    """A page without a referrer sends `Origin: null`; the address alone is the key."""
    answer = visitor.client.post(link, headers={"Origin": "null"})

    assert "会員番号" in answer.text


def test_whoever_guesses_has_to_rest_and_a_right_link_never_does(visitor: Visitor, link: str) -> None:
    answers = [visitor.client.post(f"/papers/guess{number}") for number in range(codes.TRIES + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert answers[-1].status_code == 429
    assert "新しいリンク" not in answers[-1].text
    assert visitor.client.post(link).status_code == 200


def test_a_guess_waits_for_nobody_who_writes(parts: Parts, visitor: Visitor, link: str) -> None:
    for number in range(codes.TRIES):
        visitor.client.post(f"/papers/guess{number}")

    with parts.sessions.begin():
        assert visitor.client.post("/papers/another").status_code == 429
    assert visitor.client.post(link).status_code == 200


def test_a_member_who_was_erased_leaves_no_link(parts: Parts, visitor: Visitor, link: str) -> None:
    with parts.sessions.begin() as session:
        session.delete(session.query(Member).one())

    assert visitor.client.post(link).status_code == 404


def test_a_page_that_breaks_leaves_the_link_good(
    app: Flask, visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with monkeypatch.context() as broken:
        broken.setattr("services.copies.make", lambda *_, **__: 1 / 0)
        assert visitor.client.post(link).status_code == 500

    assert visitor.client.post(link).status_code == 200


def test_the_page_speaks_the_language_of_its_link(visitor: Visitor, link: str) -> None:
    look = visitor.client.get(f"{link}?language=en")
    opened = visitor.client.post(forms(look)[0])

    assert "Card number" in opened.text
    assert "会員番号" in visitor.client.post(forms(opened)[0]).text


def test_staff_who_are_signed_in_see_the_page_as_anybody_does(parts: Parts, link: str) -> None:
    visitor = Visitor(make_app(parts).test_client())
    visitor.sign_in("clerk")

    assert "サインアウト" not in visitor.client.post(link).text


def test_in_production_the_link_works_under_the_shops_own_name_only(parts: Parts, link: str) -> None:
    parts.settings = Surroundings(public_url="https://shop.example", is_production=True)
    client = make_app(parts).test_client()

    assert client.get(link, base_url="https://other.example").status_code == 400
    assert client.post(link, base_url="https://shop.example").status_code == 200


def test_a_link_that_is_waiting_for_its_file_dies_with_its_time(
    visitor: Visitor, clock: Clock, link: str
) -> None:
    [form] = forms(visitor.client.post(link))
    clock.advance(seconds=codes.WAYS[CodeKind.COPY].lives / timedelta(seconds=1))

    assert visitor.client.post(form).status_code == 410
