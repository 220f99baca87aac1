"""What the pages promise is so, and the sample shop says that it is one."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from models.announcements import Announcement
from services import masters, settings
from tests.admin.life import Life, fill
from tests.admin.serving import Site
from tests.admin.shop import Parts, Visitor
from tests.clock import Clock

SAMPLE = "お試し用のお店です"


@pytest.fixture
def life(parts: Parts) -> Life:
    with parts.sessions.begin() as session:
        return fill(session, parts.vault(), parts.clock())


def choose(parts: Parts, **choices: str) -> None:
    with parts.sessions.begin() as session:
        for name, value in choices.items():
            settings.change(session, name, value, now=parts.clock())


def test_what_line_took_is_not_called_delivered(
    signed_in: Callable[[str], Visitor], parts: Parts, life: Life
) -> None:
    page = signed_in("sender").get(f"/admin/announcements/{life.sending}").text

    assert "LINEが受け付けました" in page
    assert "届けました" not in page


def test_the_form_says_as_the_rule_has_it_when_sending_ends_by_itself(
    signed_in: Callable[[str], Visitor], parts: Parts, life: Life, clock: Clock
) -> None:
    clock.advance(hours=8, minutes=30)
    sender, address = signed_in("sender"), f"/admin/announcements/{life.draft}"

    said = sender.get(address).text
    sender.post(f"{address}/schedule")

    assert "送り始める日の20:59までです（そこまで1時間ないときは、24時間後まで）" in said
    with parts.readings.begin() as session:
        assert session.get_one(Announcement, life.draft).valid_until == clock() + timedelta(days=1)


def test_the_page_of_trust_says_what_remains_after_leaving(visitor: Visitor, parts: Parts) -> None:
    page = visitor.get("/trust").text

    assert "確かめてから" in page
    assert "同意の記録は、だれのものか分からない形で残ります" in page


def test_the_page_of_trust_has_one_title_for_whoever_reads_it(visitor: Visitor, owner: Visitor) -> None:
    assert [somebody.get("/trust/").text.count("<h1>") for somebody in (visitor, owner)] == [1, 1]


def test_every_page_of_the_sample_shop_says_that_it_is_one(
    app: Flask, signed_in: Callable[[str], Visitor], parts: Parts, life: Life
) -> None:
    choose(parts, is_sample="yes")
    owner, stranger = signed_in("owner"), Visitor(app.test_client())

    own = [address.removeprefix("at") for address in Site("at", life, parts).pages()]
    pages = [owner.get(address).text for address in [*own, "/admin/nowhere"]]
    open_ones = [stranger.get(address).text for address in ("/admin/sign-in", "/trust/")]

    assert [page.count(SAMPLE) for page in pages + open_ones] == [1] * len(pages + open_ones)


def test_an_ordinary_shop_says_nothing_of_samples(owner: Visitor) -> None:
    assert SAMPLE not in owner.get("/admin/").text


def test_a_broken_transaction_is_not_asked_whether_this_is_a_sample(
    owner: Visitor, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    asked: list[str] = []

    def fail(*_anything: object) -> settings.Choices:
        asked.append("settings")
        raise OSError("the database is gone")

    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(settings, "read", fail)

    response = owner.get("/admin/shop")

    assert response.status_code == 500
    assert "うまくいきませんでした" in response.text
    assert asked == ["settings"]


def test_a_shop_that_may_write_at_night_is_told(owner: Visitor, parts: Parts) -> None:
    choose(parts, quiet_from="00:00", quiet_until="00:00")

    assert "おやすみの時間帯が設定されていません" in owner.get("/admin/").text
    choose(parts, is_sample="yes")
    home = re.sub(r"\s", "", owner.get("/admin/").text)
    assert "おやすみの時間帯が設定されていません" not in home
    assert "その時間帯はあとから変えられます" in home


def test_the_owner_alone_is_reminded_of_the_key_until_its_sheet_is_confirmed(
    signed_in: Callable[[str], Visitor], parts: Parts
) -> None:
    words = "鍵の控えがまだ紙にありません"
    clerk, owner = signed_in("clerk"), signed_in("owner")

    assert words in owner.get("/admin/").text
    assert words not in clerk.get("/admin/").text
    with parts.readings.begin() as session:
        mark = masters.witness(session)
    choose(parts, key_sheet=(mark or b"").hex())
    assert words not in owner.get("/admin/").text
    choose(parts, key_sheet="00000000")
    assert words in owner.get("/admin/").text
    choose(parts, is_sample="yes")
    assert words not in owner.get("/admin/").text
