"""The desk for personal data: what is asked is taken, opened, answered and written down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.codes import CodeKind
from models.consents import Purpose
from models.members import Member
from models.requests import RequestKind, RequestState, RightsRequest
from services import codes, consent, staff
from tests.admin.asking import SECRET, SURE, ask, customer, deeds, member, row
from tests.admin.shop import Parts, Visitor
from tests.makers import Make


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """On SQLite alone: what the pages ask for is tested on both databases."""
    return site_parts


@pytest.fixture
def card(parts: Parts) -> str:
    return customer(parts)


def test_a_request_by_telephone_is_taken_with_the_number_that_the_member_reads_out(
    owner: Visitor, parts: Parts, card: str
) -> None:
    with parts.sessions.begin() as session:
        somebody = session.scalars(select(Member).filter_by(card_number=card)).one()
        spoken = codes.issue(session, parts.vault(), somebody, CodeKind.SUPPORT, now=parts.clock())

    taken = owner.post("/admin/desk/requests/new", kind="erasure", way="phone", member=spoken, details=SECRET)

    request = row(parts, taken.location)
    assert (request.member_pid, request.kind) == (somebody.pid, RequestKind.ERASURE)
    assert deeds(parts, taken.location) == ["request_opened"]
    assert SECRET not in owner.get(taken.location).text


def test_a_wrong_number_is_counted_and_after_ten_the_desk_rests(
    owner: Visitor, parts: Parts, card: str
) -> None:
    wanted = {"kind": "complaint", "way": "phone", "member": "000000"}
    pages = [owner.post("/admin/desk/requests/new", **wanted) for _ in range(codes.TRIES + 1)]

    assert [page.status_code for page in pages[-2:]] == [200, 422]
    with parts.readings.begin() as session:
        asked = select(RightsRequest).filter_by(kind=RequestKind.COMPLAINT)
        assert session.scalar(asked) is None


def test_what_was_asked_shows_only_after_a_press_that_is_written_down(
    owner: Visitor, parts: Parts, card: str
) -> None:
    address = ask(parts, card)

    assert SECRET not in owner.get("/admin/desk").text + owner.get(address).text
    seen = owner.post(address).text

    assert SECRET in seen
    assert deeds(parts, address) == ["request_seen"]


def test_a_form_that_is_refused_shows_nothing_that_was_not_opened(
    owner: Visitor, parts: Parts, card: str
) -> None:
    address = ask(parts, card)
    owner.get(address)

    refused = owner.post(f"{address}/close", state="refused", reason="", how="")

    assert refused.status_code == 422
    assert "理由を入れてください" in refused.text
    assert SECRET not in refused.text
    assert row(parts, address).state == RequestState.OPEN


def test_a_refusal_names_its_reason_and_the_answer_can_be_printed(
    owner: Visitor, parts: Parts, card: str
) -> None:
    address = ask(parts, card)
    owner.post(address)

    owner.post(f"{address}/close", state="refused", reason="ご本人と確かめられなかった", how="")

    letter = owner.get(f"{address}/letter").text
    assert "ご本人と確かめられなかった" in letter
    assert "お応えできませんでした" in letter
    assert SECRET not in letter
    assert deeds(parts, address)[-1] == "request_closed"


def test_the_number_of_a_document_is_not_taken_down(owner: Visitor, parts: Parts, card: str) -> None:
    address = ask(parts, card)
    owner.get(address)

    refused = owner.post(
        f"{address}/close", state="done", reason="対応した", how="document", note="免許証 123456789012"
    )

    assert "書類の番号は書き残さないでください" in refused.text
    assert row(parts, address).identity is None


def test_a_copy_is_given_only_after_making_sure_and_is_the_members_own(
    owner: Visitor, parts: Parts, card: str
) -> None:
    address = ask(parts, card)
    owner.post(address)

    unsure = owner.post(f"{address}/disclose", **(SURE | {"how": ""}))
    page = owner.post(f"{address}/disclose", **SURE)
    file = owner.post(f"{address}/disclose", **SURE, file="json")

    assert unsure.status_code == 422
    assert card in page.text
    assert file.get_json()["お客様の情報の写し"]
    assert deeds(parts, address) == ["request_seen", "request_copy_given", "request_copy_given"]


def test_uses_are_stopped_on_request_and_nothing_is_given(owner: Visitor, parts: Parts, card: str) -> None:
    address = ask(parts, card, RequestKind.STOP_USE)
    owner.post(address)

    owner.post(f"{address}/stop", **SURE, purposes="announcements")

    with parts.readings.begin() as session:
        somebody = session.scalars(select(Member).filter_by(card_number=card)).one()
        given = {purpose for purpose, row in consent.standing(session, somebody).items() if row.is_given}
        [newest, *_older] = consent.receipts(session, somebody)
    assert given == {Purpose.MEMBERSHIP, Purpose.SERVICE}
    assert (newest.answer, newest.reason, newest.channel) == ("withdrawn", "staff", "staff")
    assert row(parts, address).state == RequestState.DONE


def test_an_erasure_says_first_what_is_lost(owner: Visitor, parts: Parts, card: str) -> None:
    address = ask(parts, card, RequestKind.ERASURE)

    assert "62ポイント" in owner.post(address).text
    untold = owner.post(f"{address}/erase", **SURE)
    assert untold.status_code == 422
    assert member(parts, card) is not None

    owner.post(f"{address}/erase", **SURE, told="y")

    assert member(parts, card) is None
    assert row(parts, address).state == RequestState.DONE
    assert "控え（バックアップ）からも2026年12月31日までに消えます" in owner.get(f"{address}/letter").text


def test_only_what_was_asked_for_is_done(owner: Visitor, parts: Parts, card: str) -> None:
    address = ask(parts, card, RequestKind.COMPLAINT)
    owner.get(address)

    deeds_of_others = ("disclose", "stop", "erase", "hear")
    found = [owner.post(f"{address}/{deed}", **SURE, told="y").status_code for deed in deeds_of_others]

    assert found == [404] * 4
    assert member(parts, card) is not None


def test_every_page_of_owners_tells_of_a_day_that_comes_near(
    owner: Visitor, parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    with parts.sessions.begin() as session:
        Make(session, parts.vault()).request(now=parts.clock() - timedelta(days=11))

    assert "あと3日" in owner.get("/admin/coupons").text
    assert "あと3日" not in signed_in("sender").get("/admin/coupons").text


def test_who_approves_is_named_in_the_history(owner: Visitor, parts: Parts, card: str) -> None:
    address = ask(parts, card)
    owner.post(address)

    page = owner.get(address).text

    assert "内容を見た" in page
    with parts.readings.begin() as session:
        assert staff.everybody(session)[0].name in page


def test_who_asks_is_named_once_and_later(owner: Visitor, parts: Parts, card: str) -> None:
    with parts.sessions.begin() as session:
        request = Make(session, parts.vault()).request(now=parts.clock())
    address = f"/admin/desk/requests/{request.id}"
    owner.post(address)

    assert owner.post(f"{address}/member", member=card).status_code == 303
    again = owner.post(f"{address}/member", member=card)

    somebody = member(parts, card)
    assert somebody is not None
    assert row(parts, address).member_pid == somebody.pid
    assert again.status_code == 422
