"""Signing in: who gets in, for how long, and how guessing is slowed down."""

import re
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from admin import browsers
from models.audit import AuditEntry
from models.staff import Staff, StaffSession
from services import staff
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock
from tests.databases import KINDS

DATABASES = KINDS


def is_in(visitor: Visitor) -> bool:
    return visitor.client.get("/admin/").status_code == 200


def timeless(text: str) -> str:
    """A page without the tokens of its forms, which tell the second in which they were made."""
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", text)


def test_the_right_password_opens_the_pages(visitor: Visitor) -> None:
    visitor.sign_in("owner")

    assert is_in(visitor)


def test_a_stranger_is_led_to_the_sign_in_and_back(visitor: Visitor) -> None:
    response = visitor.client.get("/admin/")

    assert response.status_code == 303
    assert response.location == "/admin/sign-in?next=/admin/"


def test_wrong_password_and_unknown_person_look_the_same(visitor: Visitor) -> None:
    wrong = visitor.sign_in("owner", "not this one at all")
    unknown = visitor.sign_in("nobody", "not this one at all")

    assert "メールアドレスかパスワードが合いません" in wrong.text
    assert timeless(wrong.text).replace("owner", "nobody") == timeless(unknown.text)
    assert not is_in(visitor)


def test_nobody_gets_in_with_the_password_of_nobody(visitor: Visitor) -> None:
    visitor.sign_in("stranger", "nobody has this password")

    assert not is_in(visitor)


def test_the_cookie_is_random_and_the_database_knows_only_its_hash(visitor: Visitor, parts: Parts) -> None:
    visitor.sign_in("owner")

    cookie = visitor.client.get_cookie("goen")
    assert cookie is not None
    assert len(cookie.value) >= 32
    with parts.readings.begin() as session:
        ids = list(session.scalars(select(StaffSession.id)))
    assert browsers.digest(cookie.value) in ids
    assert cookie.value not in ids


def test_signing_in_gives_the_browser_a_new_name(visitor: Visitor) -> None:
    visitor.get("/admin/sign-in")
    before = visitor.client.get_cookie("goen")

    visitor.sign_in("owner")

    after = visitor.client.get_cookie("goen")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_signing_out_ends_the_session_on_the_server(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in("owner")
    cookie = visitor.client.get_cookie("goen")
    assert cookie is not None

    visitor.post("/admin/sign-out")

    thief = app.test_client()
    thief.set_cookie("goen", cookie.value)
    assert thief.get("/admin/").status_code == 303


def test_an_idle_browser_is_forgotten(visitor: Visitor, clock: Clock) -> None:
    visitor.sign_in("owner")

    clock.advance(browsers.IDLE + timedelta(seconds=1))

    assert not is_in(visitor)


def test_even_a_busy_browser_is_forgotten_after_a_long_day(visitor: Visitor, clock: Clock) -> None:
    visitor.sign_in("owner")
    for _hour in range(13):
        clock.advance(hours=1)
        assert is_in(visitor)

    clock.advance(hours=1)

    assert not is_in(visitor)


def test_a_closed_account_is_out_at_once(visitor: Visitor, parts: Parts) -> None:
    visitor.sign_in("clerk")
    with parts.sessions.begin() as session:
        staff.disable(session, session.scalars(select(Staff).filter_by(email="clerk@example.jp")).one())

    assert not is_in(visitor)


def test_a_closed_account_cannot_sign_in(visitor: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        staff.disable(session, session.scalars(select(Staff).filter_by(email="clerk@example.jp")).one())

    answer = visitor.sign_in("clerk")

    assert "メールアドレスかパスワードが合いません" in answer.text
    assert not is_in(visitor)


def test_guessing_is_stopped_and_goes_on_after_a_while(visitor: Visitor, clock: Clock) -> None:
    for _guess in range(10):
        visitor.sign_in("owner", "a guess and another")

    assert "少しのあいだ受け付けを止めています" in visitor.sign_in("owner").text
    clock.advance(minutes=16)
    visitor.sign_in("owner")
    assert is_in(visitor)


def test_guessing_many_names_from_one_address_is_stopped(visitor: Visitor) -> None:
    for guess in range(20):
        visitor.sign_in(f"name{guess}", "a guess and another")

    assert "少しのあいだ受け付けを止めています" in visitor.sign_in("owner").text


def test_a_strangers_guesses_do_not_keep_the_owner_out(visitor: Visitor, app: Flask) -> None:
    visitor.sign_in("owner")
    visitor.post("/admin/sign-out")
    stranger = Visitor(app.test_client())
    for _guess in range(12):
        stranger.sign_in("owner", "a guess and another")

    visitor.sign_in("owner")

    assert is_in(visitor)


def test_signing_in_and_failing_are_in_the_audit_without_names(visitor: Visitor, parts: Parts) -> None:
    visitor.sign_in("owner", "a guess and another")
    visitor.sign_in("owner")

    with parts.readings.begin() as session:
        lines = [
            (entry.action, entry.subject)
            for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        ]
    assert [action for action, _subject in lines] == ["sign_in_failed", "sign_in_failed", "signed_in"]
    assert not any("owner" in subject or "127.0.0.1" in subject for _action, subject in lines)


def test_after_signing_in_nobody_is_sent_to_another_site(visitor: Visitor) -> None:
    visitor.get("/admin/sign-in?next=https://elsewhere.example/")

    response = visitor.post(
        "/admin/sign-in",
        email="owner@example.jp",
        password="correct horse battery",
        next="https://elsewhere.example/",
    )

    assert response.location == "/admin/"
