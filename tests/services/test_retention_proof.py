"""The proof outlives the last message by three years, then goes; nothing that is needed goes with it."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Answer, Consent, ConsentEntry, Purpose
from models.ledger import LedgerStub
from models.provisions import ProvidedPerson, Provision
from models.sendings import Delivery, Sending
from services import checkpoints, consent, ledger, ledger_faults
from tests.clock import NOW, in_japan
from tests.desk import Desk
from tests.makers import Make
from tests.services.nights import DAY, JOINED, LEFT, TOLD, clean, count, words_of_then


def lines(session: Session, member_pid: str) -> list[tuple[str, str]]:
    mine = select(ConsentEntry.purpose, ConsentEntry.answer).where(ConsentEntry.member_pid == member_pid)
    return [
        (str(purpose), str(answer)) for purpose, answer in session.execute(mine.order_by(ConsentEntry.id))
    ]


@pytest.fixture
def story(desk: Desk) -> str:
    """Somebody joined in April 2019, was written to in March 2020, and left in June; give their mark."""
    words_of_then(desk.session)
    desk.clock.set(JOINED)
    member = desk.make.member(reachable=True, at=JOINED)
    desk.clock.set(TOLD)
    desk.announce()
    desk.note(desk.claim())
    pid = member.pid
    desk.make.erase(member, at=LEFT)
    return pid


def test_the_proof_stays_for_three_years_after_the_last_message(desk: Desk, story: str) -> None:
    before = lines(desk.session, story)

    clean(desk.session, TOLD.replace(year=2023))

    assert lines(desk.session, story) == before
    assert desk.session.scalar(select(Delivery.consent_entry_id)) is not None


def test_then_the_message_goes_first_and_at_last_the_proof(desk: Desk, story: str) -> None:
    assert clean(desk.session, TOLD.replace(year=2023) + 2 * DAY) == {"erasures": 1, "sendings": 1}
    assert len(lines(desk.session, story)) == 6

    assert clean(desk.session, LEFT.replace(year=2023) + 2 * DAY) == {"proof": 6}
    assert lines(desk.session, story) == []
    assert (count(desk.session, Sending), count(desk.session, Delivery)) == (0, 0)


def test_the_ledger_verifies_after_lines_went(desk: Desk, story: str) -> None:
    checkpoints.anchor(desk.session, desk.make.vault, now=LEFT)
    root = ledger.Tree(desk.session, 6).get_root()
    clean(desk.session, LEFT.replace(year=2023) + 2 * DAY)
    desk.make.member(reachable=True)
    checkpoints.anchor(desk.session, desk.make.vault, now=NOW)

    key = checkpoints.Key(desk.make.vault.ledger_key())
    assert list(ledger_faults.find(desk.session, key)) == []
    assert ledger.Tree(desk.session, 6).get_root() == root
    assert count(desk.session, LedgerStub) == 6


def test_a_living_members_present_answer_stays_however_old(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(reachable=True, at=JOINED)

    assert clean(session, NOW) == {}
    assert len(lines(session, member.pid)) == 3


def test_a_yes_stays_as_long_as_what_followed_it_is_young(session: Session, make: Make) -> None:
    """It may have covered something up to the day on which it was taken back."""
    words_of_then(session)
    member = make.member(reachable=True, at=JOINED)
    consent.withdraw(
        session,
        member,
        purposes=[Purpose.ANNOUNCEMENTS],
        reason="stop",
        evidence=make.evidence(in_japan(2025, 1, 1)),
        now=in_japan(2025, 1, 1),
    )

    assert clean(session, NOW) == {}


def test_an_answer_that_was_replaced_long_ago_goes(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(at=JOINED)
    for answer, at in ((Answer.REFUSED, JOINED), (Answer.GIVEN, TOLD), (Answer.WITHDRAWN, LEFT)):
        consent.record(session, member, Purpose.ANALYSIS, answer, evidence=make.evidence(at), now=at)

    assert clean(session, NOW) == {"proof": 2}
    assert lines(session, member.pid) == [("membership", "given"), ("analysis", "withdrawn")]
    assert count(session, Consent) == 2


def test_what_a_handing_over_rests_on_stays_with_it(session: Session, make: Make) -> None:
    words_of_then(session)
    member = make.member(at=JOINED)
    for answer, at in ((Answer.GIVEN, JOINED), (Answer.WITHDRAWN, TOLD), (Answer.REFUSED, LEFT)):
        given = consent.record(
            session, member, Purpose.THIRD_PARTY, answer, evidence=make.evidence(at), now=at
        )
        if answer == Answer.GIVEN:
            provide(make, given, at=NOW - DAY)

    assert clean(session, NOW) == {"proof": 1}


def provide(make: Make, covering: ConsentEntry, *, at: datetime, people: int = 1) -> None:
    """Let data have been handed over, of this person and some more."""
    handed = Provision(
        recipient="見本配送株式会社",
        recipient_address="東京都台東区見本町1-2-3",
        purpose="記念品の発送",
        items=["card_number"],
        people=people,
        file_sha256="0" * 64,
        staff_id=make.staff().id,
        provided_at=at,
    )
    make.session.add(handed)
    make.session.flush()
    pids = [covering.member_pid, *(f"{number:032x}" for number in range(1, people))]
    make.session.add_all(
        ProvidedPerson(provision_id=handed.id, member_pid=pid, consent_entry_id=covering.id) for pid in pids
    )
    make.session.flush()


def test_a_handing_over_goes_after_three_years_with_its_people_in_slices(
    session: Session, make: Make
) -> None:
    member = make.member()
    entry = session.scalars(select(ConsentEntry).where(ConsentEntry.member_pid == member.pid)).one()
    provide(make, entry, at=NOW, people=5)

    assert clean(session, in_japan(2029, 11, 30)) == {}
    assert clean(session, in_japan(2029, 12, 3), limit=2) == {"provisions": 6}
    assert (count(session, Provision), count(session, ProvidedPerson)) == (0, 0)


def test_sendings_go_in_slices_that_hold_so_many_people(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words_of_then(desk.session)
    desk.clock.set(JOINED)
    for _ in range(5):
        desk.make.member(reachable=True, at=JOINED)
    desk.clock.set(TOLD)
    desk.announce(people=1)
    while not desk.nothing_to_call():
        pass
    for sending in desk.sendings():
        sending.state = sending.state.ACCEPTED
    monkeypatch.setattr("services.retention_proof.PEOPLE", 2)

    removed = clean(desk.session, NOW)

    assert removed["sendings"] == 5
    assert count(desk.session, Delivery) == 0
