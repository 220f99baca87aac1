"""Data goes to a third party only of those who said yes to that recipient and those items, on record."""

import csv
import hashlib
import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Answer, Consent, Purpose
from models.members import Member
from models.notices import Notice
from models.provisions import ProvidedPerson
from models.staff import Staff
from services import consent, notices, provisions
from services.provisions import Wish
from tests.clock import NOW
from tests.makers import EARLIER, Make

RECIPIENT = "見本配送株式会社"
HEADINGS = {"card_number": "会員番号", "joined_on": "入会日", "points": "ポイント"}
WISH = Wish(RECIPIENT, "東京都台東区見本町1-2-3", "記念品の発送", ("card_number", "points"), "会員特典のため")


def words(
    session: Session,
    *,
    version: int = 1,
    items: tuple[str, ...] = ("card_number", "points"),
    **wishes: object,
) -> Notice:
    """The words for a third party, which name it and what it would get."""
    pattern = notices.live(session, Purpose.ANNOUNCEMENTS, "ja", now=NOW)
    values = {column.key: getattr(pattern, column.key) for column in Notice.__table__.columns}
    facts = {
        "recipients": [{"code": RECIPIENT, "text": RECIPIENT}],
        "items": [{"code": item, "text": item} for item in items],
    }
    values |= {"id": None, "purpose": Purpose.THIRD_PARTY, "version": version, "asks_again": False}
    notice = Notice(**values | {"facts": pattern.facts | facts, "published_at": EARLIER} | wishes)
    session.add(notice)
    session.flush()
    return notice


def agree(make: Make, notice: Notice, answer: Answer = Answer.GIVEN, member: Member | None = None) -> Member:
    somebody = member or make.member()
    evidence = make.evidence(EARLIER + timedelta(minutes=1) if member is None else NOW)
    consent.record(
        make.session, somebody, Purpose.THIRD_PARTY, answer, evidence=evidence, now=NOW, notice=notice
    )
    return somebody


@pytest.fixture
def owner(make: Make) -> Staff:
    return make.staff()


def provide(session: Session, owner: Staff, wish: Wish = WISH) -> provisions.Handed:
    return provisions.provide(session, wish, headings=HEADINGS, staff_id=owner.id, now=NOW)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_only_who_said_yes_is_in_the_file_and_in_the_record(
    make: Make, session: Session, owner: Staff
) -> None:
    notice = words(session)
    yes, withdrawn, _never = agree(make, notice), agree(make, notice), make.member()
    agree(make, notice, Answer.WITHDRAWN, withdrawn)

    handed = provide(session, owner)

    assert rows(handed.content) == [["会員番号", "ポイント"], [yes.card_number, "100"]]
    [person] = session.scalars(select(ProvidedPerson))
    given = session.get_one(Consent, (yes.id, Purpose.THIRD_PARTY))
    assert (person.member_pid, person.consent_entry_id) == (yes.pid, given.entry_id)
    assert handed.provision.people == 1


def test_the_record_names_the_file_by_its_hash_and_the_person_finds_it(
    make: Make, session: Session, owner: Staff
) -> None:
    member = agree(make, words(session))

    handed = provide(session, owner)

    assert handed.provision.file_sha256 == hashlib.sha256(handed.content).hexdigest()
    assert (handed.provision.recipient, handed.provision.items) == (RECIPIENT, ["card_number", "points"])
    assert provisions.of(session, member.pid) == [handed.provision]


@pytest.mark.parametrize(
    "wish",
    [
        Wish("別の株式会社", WISH.address, WISH.purpose, WISH.items, WISH.reason),
        Wish(RECIPIENT, WISH.address, WISH.purpose, ("card_number", "joined_on"), WISH.reason),
    ],
    ids=["another recipient", "more than they said yes to"],
)
def test_a_yes_covers_only_the_recipient_and_the_items_that_its_words_named(
    make: Make, session: Session, owner: Staff, wish: Wish
) -> None:
    agree(make, words(session))

    with pytest.raises(provisions.NobodyCovered):
        provide(session, owner, wish)


def test_width_and_spaces_of_the_recipients_name_make_no_difference(
    make: Make, session: Session, owner: Staff
) -> None:
    agree(make, words(session, facts=facts_of("ABC 商事")))

    assert len(provisions.covered(session, "ＡＢＣ商事", ["points"], now=NOW)) == 1


def facts_of(recipient: str) -> dict[str, object]:
    items = [{"code": "points", "text": "ポイント"}]
    return {"recipients": [{"code": recipient, "text": recipient}], "items": items}


def test_a_yes_ends_when_new_words_reach_further(make: Make, session: Session, owner: Staff) -> None:
    agree(make, words(session))
    words(session, version=2, items=("card_number", "points", "joined_on"), asks_again=True)

    with pytest.raises(provisions.NobodyCovered):
        provide(session, owner)


def test_nothing_is_given_before_all_is_said(make: Make, session: Session, owner: Staff) -> None:
    agree(make, words(session))
    said = {name: getattr(WISH, name) for name in ("recipient", "address", "purpose", "items", "reason")}

    for why in said:
        with pytest.raises(provisions.ProvisionRefused) as refused:
            provide(session, owner, Wish(**said | {why: () if why == "items" else " "}))
        assert refused.value.why == why

    assert provisions.recent(session) == []


def test_one_file_takes_so_many_people(
    make: Make, session: Session, owner: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = words(session)
    [agree(make, notice) for _ in range(2)]
    monkeypatch.setattr(provisions, "MOST", 1)

    with pytest.raises(provisions.TooManyCovered):
        provide(session, owner)
