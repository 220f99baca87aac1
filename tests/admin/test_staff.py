"""Staff and one's own page: accounts made and closed, passwords, links, languages."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.staff import Staff, StaffSession
from tests.admin.shop import PASSWORD, Parts, Visitor

NEWCOMER = {"name": "花子", "email": "hanako@example.jp", "password": "umbrella under rain", "role": "clerk"}


def test_a_new_clerk_can_sign_in(owner: Visitor, visitor: Visitor) -> None:
    owner.post("/admin/staff", **NEWCOMER)

    visitor.sign_in("hanako", "umbrella under rain")

    assert visitor.get("/admin/counter").status_code == 200
    assert visitor.get("/admin/staff").status_code == 403


@pytest.mark.parametrize(
    "password", ["short", "hanako@example.jp", "aaaaaaaaaaaaaaaa", "花子花子", "駅前コーヒー20261123"]
)
def test_a_weak_password_is_refused(owner: Visitor, password: str) -> None:
    response = owner.post("/admin/staff", **{**NEWCOMER, "password": password})

    assert response.status_code == 422
    assert "12文字以上" in response.text
    assert password not in re.sub(r"<input[^>]*name=\"email\"[^>]*>", "", response.text)


def test_a_closed_account_is_signed_out_everywhere(
    owner: Visitor, signed_in: Callable[[str], Visitor], parts: Parts
) -> None:
    clerk = signed_in("clerk")
    with parts.readings.begin() as session:
        number = session.scalars(select(Staff.id).filter_by(email="clerk@example.jp")).one()

    owner.post("/admin/staff/disable", staff=number)

    assert clerk.get("/admin/").status_code == 303
    with parts.readings.begin() as session:
        assert session.scalars(select(StaffSession).filter_by(staff_id=number)).all() == []


def test_the_last_owner_stays(owner: Visitor, parts: Parts) -> None:
    with parts.readings.begin() as session:
        number = session.scalars(select(Staff.id).filter_by(email="owner@example.jp")).one()

    response = owner.post("/admin/staff/disable", staff=number)

    assert "最後のオーナー" in response.text
    assert owner.get("/admin/").status_code == 200


def test_a_code_for_linking_is_shown_once(owner: Visitor) -> None:
    page = owner.post("/admin/me/code").text

    code = re.search(r'class="code"[^>]*>(\d{6})<', page)
    assert code is not None
    assert code.group(1) not in owner.get("/admin/me").text


def test_a_new_password_needs_the_old_one_and_ends_all_sessions(
    owner: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    elsewhere = signed_in("owner")
    wrong = owner.post("/admin/me/password", old="not this", new="umbrella under rain")
    owner.post("/admin/me/password", old=PASSWORD, new="umbrella under rain")

    assert "いまのパスワードと合いません" in wrong.text
    assert elsewhere.get("/admin/").status_code == 303
    owner.sign_in("owner", "umbrella under rain")
    assert owner.get("/admin/").status_code == 200


def test_a_new_password_of_ones_own_must_not_be_a_guess(owner: Visitor) -> None:
    response = owner.post("/admin/me/password", old=PASSWORD, new="qwertyuiop12")

    assert response.status_code == 422
    assert "12文字以上" in response.text
    assert owner.get("/admin/").status_code == 200


def test_signing_out_everywhere(owner: Visitor, signed_in: Callable[[str], Visitor]) -> None:
    elsewhere = signed_in("owner")

    assert owner.post("/admin/me/leave").location == "/admin/sign-in"

    assert elsewhere.get("/admin/").status_code == 303
    assert owner.get("/admin/").status_code == 303


def test_the_language_is_the_persons_own(owner: Visitor, visitor: Visitor) -> None:
    owner.post("/admin/language", language="en", back="/admin/shop")

    assert "<h1>Shop</h1>" in owner.get("/admin/shop").text
    visitor.sign_in("owner")
    assert "<h1>Home</h1>" in visitor.get("/admin/").text


def test_the_language_never_leads_to_another_site(owner: Visitor) -> None:
    assert owner.post("/admin/language", language="en", back="https://e.example/").location == "/admin/"
    assert owner.post("/admin/language", language="xx", back="/admin/shop").location == "/admin/shop"
