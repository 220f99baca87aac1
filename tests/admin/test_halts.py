"""The stop for all in the pages: one press, seen everywhere, and a word to go on."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from services import halts
from tests.admin.life import fill
from tests.admin.shop import Parts, Visitor

Signed = Callable[[str], Visitor]
HELD = "すべての配信を止めています"


def is_held(parts: Parts) -> bool:
    with parts.readings.begin() as session:
        return halts.present(session) is not None


def test_one_press_stops_everything_and_every_page_says_so(signed_in: Signed, parts: Parts) -> None:
    sender, clerk = signed_in("sender"), signed_in("clerk")
    page = sender.get("/admin/announcements").text

    sender.post("/admin/halt")

    assert 'action="/admin/halt"' in page
    assert is_held(parts)
    for address in ("/admin/", "/admin/topics", "/admin/announcements", "/admin/halt"):
        assert HELD in sender.get(address).text
    assert HELD in clerk.get("/admin/counter").text
    assert 'action="/admin/halt"' not in sender.get("/admin/announcements").text


def test_going_on_asks_for_the_word_and_both_are_on_record(signed_in: Signed, parts: Parts) -> None:
    owner = signed_in("owner")
    owner.post("/admin/halt")
    owner.get("/admin/halt")

    refused = owner.post("/admin/halt/lift", word="はい")
    held = is_held(parts)
    owner.post("/admin/halt/lift", word="再開")
    owner.post("/admin/halt/lift", word="再開")

    assert (refused.status_code, held, is_held(parts)) == (422, True, False)
    assert "「再開」（または resume）と入れてください" in refused.text
    with parts.readings.begin() as session:
        done = select(AuditEntry.action).where(AuditEntry.subject == "everything")
        assert list(session.scalars(done.order_by(AuditEntry.id))) == ["sending_halted", "sending_resumed"]


@pytest.mark.parametrize("name", ["marketer", "clerk"])
def test_who_may_not_send_can_neither_stop_nor_resume(signed_in: Signed, parts: Parts, name: str) -> None:
    visitor = signed_in(name)

    answers = [
        visitor.post(address, word="再開").status_code for address in ("/admin/halt", "/admin/halt/lift")
    ]

    assert (answers, is_held(parts)) == ([403, 403], False)
    assert 'action="/admin/halt"' not in visitor.get("/admin/halt").text


def test_the_page_of_one_that_goes_out_has_the_button(signed_in: Signed, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        life = fill(session, parts.vault(), parts.clock())

    assert 'action="/admin/halt"' in signed_in("sender").get(f"/admin/announcements/{life.sending}").text
