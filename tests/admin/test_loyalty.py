"""The pages around points: ranks, old balances, statements, what is owed, limits, and yesterday."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.claims import Claim
from models.codes import CodeKind
from models.members import Member
from models.tiers import TierPlan
from services import codes, points, settings
from tests.admin.asking import customer
from tests.admin.shop import Parts, Visitor
from tests.clock import NOW, Clock
from tests.makers import Make
from tests.services import ranks

SILVER = {
    "ranks-0-code": "silver",
    "ranks-0-name_ja": "シルバー",
    "ranks-0-name_en": "Silver",
    "ranks-0-threshold": "1000",
}
PLAN = {"basis": "yen", "months": "12", "grace_days": "30", **SILVER}


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """Pages look the same on either database; their rules are tested on both."""
    return site_parts


def test_an_owner_writes_ranks_and_a_purchase_gives_one(
    parts: Parts, owner: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    assert "まだランクがありません" in owner.get("/admin/tiers").text

    assert owner.post("/admin/tiers", **PLAN).status_code == 303
    card = customer(parts)
    signed_in("clerk").post("/admin/counter/give", card=card, yen="1000", once="a")

    assert re.search(r"シルバー.*1</td>", owner.get("/admin/tiers").text, re.DOTALL)
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=card)).one()
        assert ranks.code(session, member) == "silver"


def test_what_is_to_somebodys_disadvantage_is_said_to_wait(parts: Parts, owner: Visitor) -> None:
    owner.get("/admin/tiers")
    owner.post("/admin/tiers", **PLAN)
    harder = {**PLAN, "ranks-0-threshold": "2000", "amount": "1500"}

    tried = owner.post("/admin/tiers/try", **harder).text
    owner.post("/admin/tiers", **harder)

    assert "2026年12月31日から使われます" in tried
    assert "届きにくくなるランクがある" in tried
    assert "1,500では、どのランクにも届きません" in tried
    assert "これからの決まり（2026年12月31日から）" in owner.get("/admin/tiers").text


def test_a_try_keeps_nothing_and_says_what_is_not_sound(parts: Parts, owner: Visitor) -> None:
    owner.get("/admin/tiers")

    assert "すぐに使われます" in owner.post("/admin/tiers/try", **PLAN).text
    assert "記号は、英小文字" in owner.post("/admin/tiers/try", **{**PLAN, "ranks-0-code": "銀"}).text
    with parts.readings.begin() as session:
        assert session.scalars(select(TierPlan)).all() == []


def test_old_balances_are_tried_brought_in_and_printed_once(parts: Parts, owner: Visitor) -> None:
    form = {"text": "番号,残高\nA-1,100\nA-2,zero\n", "last_day": "2027-05-31"}
    owner.get("/admin/claims")

    tried = owner.post("/admin/claims/try", **form).text
    slips = owner.post("/admin/claims/bring-in", **form).text
    again = owner.post("/admin/claims/bring-in", **form).text

    assert "2行のうち、新しく取り込めるのは1行、取り込めないのは1行です。" in tried
    assert len(re.findall(r'class="code">[2-9A-Z]{4}-[2-9A-Z]{4}<', slips)) == 1
    assert "2027年5月31日まで、一度だけ" in slips
    assert "ポイントは、1から1,000万まで" in slips
    assert "すでに取り込まれています" in again
    with parts.readings.begin() as session:
        assert len(session.scalars(select(Claim)).all()) == 1
        made = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "claims_made")).all()
    assert made == [{"number": 1, "points": 100}, {"number": 0, "points": 0}]


def test_one_slip_is_made_and_a_lost_one_replaced(owner: Visitor) -> None:
    day = {"last_day": "2027-05-31"}
    owner.get("/admin/claims")

    first = owner.post("/admin/claims/make", card="B-7", points="300", **day).text
    second = owner.post("/admin/claims/renew", card="B-7", **day).text
    refused = owner.post("/admin/claims/renew", card="B-8", **day)

    codes = [re.findall(r'class="code">([^<]+)<', page) for page in (first, second)]
    assert codes[0] != codes[1]
    assert "300ポイントの引換券" in second
    assert refused.status_code == 422


def test_a_statement_has_every_line_and_is_on_record(
    parts: Parts, owner: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    card = customer(parts)
    clerk = signed_in("clerk")

    page = clerk.post("/admin/members/statement", card=card).text
    owner.get("/admin/members")
    without = owner.post("/admin/members/statement/file", card=card)
    file = owner.post("/admin/members/statement/file", card=card, reason="ご本人のご依頼")

    assert "残っているポイントと期限" in page
    assert "CSVで書き出す" not in page
    assert "理由を入れてください" in without.text
    assert "すべての動き" in without.text
    lines = file.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"日時","こと","ポイント","残高"')
    assert len(lines) == 4
    with parts.readings.begin() as session:
        deeds = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [deed.action for deed in deeds] == ["statement_exported", "member_seen"]
    assert (deeds[0].detail["rows"], deeds[0].detail["reason"]) == (3, "ご本人のご依頼")


def test_who_is_on_the_phone_is_found_by_the_number_they_read_out(
    parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member()
        code = codes.issue(session, parts.vault(), member, CodeKind.SUPPORT, now=parts.clock())

    page = signed_in("clerk").post("/admin/members/statement", card=code).text

    assert member.card_number[4:] in page


def test_an_owner_sees_what_is_owed_and_takes_it_as_a_file(parts: Parts, owner: Visitor) -> None:
    customer(parts)

    page = owner.get("/admin/members/points").text
    file = owner.post("/admin/members/points/file").data.decode("utf-8-sig")

    assert "2027-11" in page
    assert file.splitlines()[0] == '"期限の月","ポイント","円"'
    assert file.splitlines()[1].startswith('"2027-11","')


def test_a_clerk_over_the_days_limit_is_told_and_nothing_is_given(
    parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    card = customer(parts)
    with parts.sessions.begin() as session:
        settings.change(session, "staff_daily_points", "50", now=NOW)
    clerk = signed_in("clerk")

    taken = clerk.post("/admin/counter/give", card=card, yen="5000", once="a")
    refused = clerk.post("/admin/counter/give", card=card, yen="100", once="b")

    assert taken.status_code == 200
    assert "お一人が1日につけられるのは50ポイントまで" in refused.text
    assert refused.status_code == 422
    with parts.readings.begin() as session:
        member = session.scalars(select(Member).filter_by(card_number=card)).one()
        assert points.balance(session, member, now=NOW) == 100 + 12 - 50 + 50


def test_the_welcome_gift_waits_for_a_purchase_where_the_shop_says_so(
    parts: Parts, signed_in: Callable[[str], Visitor]
) -> None:
    with parts.sessions.begin() as session:
        for name in ("welcome_from_purchase", "spend_by_card"):
            settings.change(session, name, "yes", now=NOW)
        card = Make(session, parts.vault()).member().card_number
    clerk = signed_in("clerk")

    refused = clerk.post("/admin/counter/spend", card=card, points="10", once="a")
    clerk.post("/admin/counter/give", card=card, yen="1000", once="b")
    taken = clerk.post("/admin/counter/spend", card=card, points="110", once="c")

    assert "初めてのお買い物のあとから" in refused.text
    assert "110ポイントを使いました" in taken.text


def test_an_owner_sees_yesterday_on_the_first_page_and_nobody_else_does(
    parts: Parts, clock: Clock, signed_in: Callable[[str], Visitor]
) -> None:
    card = customer(parts)
    signed_in("clerk").post("/admin/counter/give", card=card, yen="5000", once="a")
    clock.advance(days=1)

    seen, other = signed_in("owner").get("/admin/").text, signed_in("marketer").get("/admin/").text

    assert "きのうのポイント（2026年12月1日）" in seen
    assert "Clerk" in seen
    assert "きのうのポイント" not in other


def test_the_choices_around_points_are_kept(parts: Parts, owner: Visitor) -> None:
    owner.get("/admin/settings/loyalty")

    owner.post(
        "/admin/settings/loyalty",
        expiry_letter_from="200",
        staff_daily_points="1000",
        tier_notice_days="60",
        gift_mark="y",
    )

    with parts.readings.begin() as session:
        choices = settings.read(session)
    assert (choices.expiry_letter_from, choices.staff_daily_points, choices.tier_notice_days) == (
        200,
        1000,
        60,
    )
    assert (choices.gift_mark, choices.welcome_from_purchase) == (True, False)
