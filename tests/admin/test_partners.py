"""Owners set tills and web shops up: keys, the web shop, and purchases from a file."""

import io
import re
from collections.abc import Callable

from sqlalchemy import select

from admin import partners
from models.audit import AuditEntry
from services import api_keys, people, points, settings
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

SignedIn = Callable[[str], Visitor]


def deeds(parts: Parts) -> list[str]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(AuditEntry.action)))


def make_key(visitor: Visitor) -> str:
    visitor.get("/admin/settings/partners")
    page = visitor.post(
        "/admin/settings/partners/keys", name="駅前店のレジ", scopes="purchases:write", per_minute="60"
    )
    found = re.search(r"goen_[\w-]{43}", page.text)
    assert found is not None
    return found.group()


def test_every_scope_has_its_name() -> None:
    assert set(partners.SCOPES) == set(api_keys.SCOPES)


def test_a_new_key_is_shown_once_and_opens(signed_in: SignedIn, parts: Parts) -> None:
    visitor = signed_in("owner")

    word = make_key(visitor)

    page = visitor.get("/admin/settings/partners").text
    assert word not in page
    assert word[:9] in page
    with parts.sessions.begin() as session:
        admitted = api_keys.admit(session, word, now=parts.clock())
    assert admitted.scopes == {"purchases:write"}
    assert "api_key_created" in deeds(parts)


def test_a_key_is_revoked_by_one_tap(signed_in: SignedIn, parts: Parts) -> None:
    visitor = signed_in("owner")
    make_key(visitor)
    with parts.readings.begin() as session:
        [key] = api_keys.everyone(session)

    first = visitor.post("/admin/settings/partners/keys/revoke", key=str(key.id))
    second = visitor.post("/admin/settings/partners/keys/revoke", key=str(key.id))

    assert (first.status_code, second.status_code) == (303, 422)
    assert "もう止められています" in second.text
    assert "api_key_revoked" in deeds(parts)


def test_a_key_without_a_scope_says_why(signed_in: SignedIn) -> None:
    visitor = signed_in("owner")
    visitor.get("/admin/settings/partners")

    page = visitor.post("/admin/settings/partners/keys", name="レジ", per_minute="60")

    assert page.status_code == 422
    assert "できることを一つ以上選んでください。" in page.text


def test_the_web_shop_is_kept_and_its_secret_never_shown(signed_in: SignedIn, parts: Parts) -> None:
    visitor = signed_in("owner")
    visitor.get("/admin/settings/partners")
    given = {"link_url": "https://shop.example/line", "shopify_secret": "a-secret-of-shopify"}

    answer = visitor.post("/admin/settings/partners/shop", **given)

    assert answer.status_code == 303
    page = visitor.get("/admin/settings/partners").text
    assert given["link_url"] in page
    assert given["shopify_secret"] not in page
    with parts.readings.begin() as session:
        assert settings.read_secret(session, parts.vault(), "shopify_secret") == given["shopify_secret"]


def test_an_address_that_others_could_read_along_is_refused(signed_in: SignedIn, parts: Parts) -> None:
    visitor = signed_in("owner")
    visitor.get("/admin/settings/partners")

    page = visitor.post("/admin/settings/partners/shop", link_url="http://shop.example", shopify_secret="x")

    assert page.status_code == 422
    assert "https:// で始まるアドレス" in page.text
    with parts.readings.begin() as session:
        assert settings.read_secret(session, parts.vault(), "shopify_secret") is None


def test_a_file_is_tried_first_and_then_taken_in(signed_in: SignedIn, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        card = Make(session, parts.vault()).member().card_number
    visitor = signed_in("owner")
    visitor.get("/admin/settings/purchases")
    raw = f"会員番号,金額,レシート番号\n{card},3280,r1\n00000000,100,r2\n".encode("cp932")

    tried = visitor.post("/admin/settings/purchases", file=(io.BytesIO(raw), "receipts.csv"))
    kept = re.search(r'<textarea name="tried" hidden>([^<]*)</textarea>', tried.text)

    assert tried.status_code == 200
    assert "まだ何も変わっていません" in tried.text
    assert "この会員番号の会員はいません" in tried.text
    assert balance(parts, card) == 100
    assert kept is not None
    done = visitor.post("/admin/settings/purchases", tried=kept.group(1))
    again = visitor.post("/admin/settings/purchases", tried=kept.group(1))
    assert "取り込みました" in done.text
    assert "取り込みました" in again.text
    assert balance(parts, card) == 132
    assert deeds(parts).count("purchases_imported") == 2


def balance(parts: Parts, card: str) -> int:
    with parts.readings.begin() as session:
        return points.balance(session, people.by_card(session, card), now=parts.clock())


def test_what_is_no_csv_is_refused_in_words(signed_in: SignedIn) -> None:
    visitor = signed_in("owner")
    visitor.get("/admin/settings/purchases")

    page = visitor.post("/admin/settings/purchases", file=(io.BytesIO(b"\x89PNG\xff"), "photo.png"))

    assert page.status_code == 422
    assert "見出しを入れてください" in page.text
