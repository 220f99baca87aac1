"""Tills look members up: what they need to know, and nothing else."""

from dataclasses import replace

from models.members import Member
from services import links, people, points
from tests.api.conftest import Parts, Till, slug
from tests.services import ranks


def test_a_card_is_a_number_and_a_balance(till: Till, card: str) -> None:
    answer = till.asks("/members", card=f"{card[:4]}-{card[4:]}")

    assert answer.get_json() == {"card": card, "balance": 100, "rank": None}


def test_a_rank_is_told_by_its_code_and_in_the_language_of_the_asker(
    till: Till, card: str, shop: Parts
) -> None:
    with shop.sessions.begin() as session:
        ranks.found(session)
        ranks.buy(session, people.by_card(session, card), 10_000)

    told = [replace(till, language=language).asks("/members", card=card) for language in ("ja", "en")]

    assert [one.get_json()["rank"] for one in told] == [
        {"code": "silver", "name": "シルバー"},
        {"code": "silver", "name": "Silver"},
    ]


def test_a_till_never_learns_who_somebody_is(till: Till, card: str, shop: Parts) -> None:
    with shop.readings.begin() as session:
        member = people.by_card(session, card)
        secrets = (member.pid, member.person_key, people.user_id_of(session, shop.vault(), member))

    said = "".join(till.asks(path, card=card).text for path in ("/members", "/balance", "/entries"))

    assert not [secret for secret in secrets if secret in said]


def test_a_balance_says_what_it_is_worth_and_what_expires(till: Till, card: str) -> None:
    answer = till.asks("/balance", card=card)

    assert answer.get_json() == {
        "balance": 100,
        "worth_yen": 100,
        "expiring": [{"points": 100, "last_day": "2027-11-30"}],
    }


def test_lines_come_a_page_at_a_time_and_none_is_missed(till: Till, card: str) -> None:
    for number in range(4):
        till.sends("/purchases", {"member": {"card": card}, "receipt": f"{number}", "yen": 100 + number})
    seen: list[tuple[str, int | None]] = []
    cursor: dict[str, str] = {}
    while True:
        page = till.asks("/entries", card=card, limit="2", **cursor).get_json()
        seen += [(line["kind"], line["yen"]) for line in page["lines"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert seen == [*(("purchase", yen) for yen in (103, 102, 101, 100)), ("welcome", None)]


def test_a_page_that_was_never_given_is_refused(till: Till, card: str) -> None:
    for cursor in ("x", "AA", "LTE", "😀"):
        answer = till.asks("/entries", card=card, cursor=cursor)
        assert answer.get_json()["errors"][0]["field"] == "cursor"
    assert slug(till.asks("/entries", card=card, limit="0")) == "fields-invalid"
    assert slug(till.asks("/entries")) == "fields-invalid"


def test_a_linked_customer_is_found_by_number_and_by_link(till: Till, card: str, shop: Parts) -> None:
    with shop.make() as make:
        member = people.by_card(make.session, card)
        begun = links.begin(make.session, make.vault, "C-1001", now=shop.clock())
        links.confirm(make.session, make.vault, member, begun.nonce, now=shop.clock())

    assert till.asks("/members", customer="C-1001").get_json()["card"] == card
    assert till.asks("/members", link=begun.token).get_json()["card"] == card
    assert slug(till.asks("/members", customer="C-1002")) == "link-unknown"


def test_asking_changes_nothing(till: Till, card: str, shop: Parts) -> None:
    till.asks("/balance", card=card)

    with shop.readings.begin() as session:
        member: Member = people.by_card(session, card)
        assert member.last_seen_at is None
        assert len(points.history(session, member)) == 1
