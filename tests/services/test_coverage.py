"""Coverage: for each message the answer it rests on; what nothing covers is named."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from models.consents import Answer, ConsentEntry, Purpose
from models.ledger import LedgerStub
from models.members import Member
from models.sendings import Delivery, Sending
from services import checkpoints, consent, coverage, notices, proofs
from tests.clock import NOW
from tests.desk import Desk
from tests.services import exports
from tools import verify_ledger


def send(desk: Desk, count: int = 1) -> list[Member]:
    """Send one announcement to so many people."""
    people = desk.members(count)
    desk.announce()
    desk.note(desk.claim())
    return people


def stop(desk: Desk, member: Member) -> ConsentEntry:
    return consent.withdraw(
        desk.session,
        member,
        purposes=[Purpose.ANNOUNCEMENTS],
        reason="stop",
        evidence=desk.make.evidence(desk.now),
        now=desk.now,
    )[0]


def number_of(desk: Desk, member: Member | int) -> str:
    delivery = desk.delivery(member)
    return coverage.number(delivery.sending_id, delivery.member_id)


def test_every_message_that_was_sent_is_covered(desk: Desk) -> None:
    send(desk, 3)

    assert coverage.count(desk.session) == 3
    assert list(coverage.uncovered(desk.session)) == []


def test_a_message_names_the_answer_it_rests_on(desk: Desk) -> None:
    (member,) = send(desk)

    message = coverage.find(desk.session, number_of(desk, member))

    assert (message.given.member_pid, message.given.answer) == (member.pid, Answer.GIVEN)
    assert (message.is_covered, message.ended) == (True, None)
    assert message.told()["ledger_size"] == message.sending.ledger_size


def test_a_stop_after_the_call_leaves_the_message_covered_and_ends_the_interval(desk: Desk) -> None:
    (member,) = send(desk)
    stopped = stop(desk, member)

    message = coverage.find(desk.session, number_of(desk, member))

    assert message.is_covered
    assert message.ended is not None
    assert message.ended.id == stopped.id
    assert list(coverage.uncovered(desk.session)) == []


def test_a_stop_before_the_call_would_be_named(desk: Desk) -> None:
    member, other = send(desk, 2)
    stopped = stop(desk, member)
    desk.session.execute(update(Sending).values(ledger_size=stopped.id))

    assert list(coverage.uncovered(desk.session)) == [number_of(desk, member)]
    assert not coverage.find(desk.session, number_of(desk, member)).is_covered
    assert coverage.find(desk.session, number_of(desk, other)).is_covered


def test_a_stop_that_is_older_than_the_yes_ends_nothing(desk: Desk) -> None:
    (member,) = send(desk)
    evidence = desk.make.evidence(NOW - timedelta(days=40))
    late = consent.withdraw(
        desk.session, member, purposes=[Purpose.ANNOUNCEMENTS], reason="stop", evidence=evidence, now=NOW
    )
    desk.session.execute(update(Sending).values(ledger_size=late[0].id))

    assert list(coverage.uncovered(desk.session)) == []


@pytest.mark.parametrize("column", ["answer of another", "another purpose", "no answer", "written later"])
def test_what_is_no_consent_of_theirs_covers_nothing(desk: Desk, column: str) -> None:
    member, other = send(desk, 2)
    wrong = {
        "answer of another": desk.delivery(other).consent_entry_id,
        "another purpose": consent.standing(desk.session, member)[Purpose.MEMBERSHIP].entry_id,
        "no answer": 999,
        "written later": desk.delivery(member).consent_entry_id,
    }[column]
    row = update(Delivery).where(Delivery.member_id == member.id).values(consent_entry_id=wrong)
    desk.session.execute(row)
    if column == "written later":
        desk.session.execute(update(Sending).values(ledger_size=wrong - 1))

    assert number_of(desk, member) in list(coverage.uncovered(desk.session))
    if column != "no answer":
        assert not coverage.find(desk.session, number_of(desk, member)).is_covered


def test_who_was_left_out_got_no_message(desk: Desk) -> None:
    member, _ = desk.members(2)
    desk.announce()
    stop(desk, member)
    desk.note(desk.claim())

    assert coverage.count(desk.session) == 1
    with pytest.raises(coverage.MessageUnknown):
        coverage.find(desk.session, number_of(desk, member))


def test_a_message_stays_proven_when_its_person_is_erased(desk: Desk) -> None:
    (member,) = send(desk)
    message_id = number_of(desk, member)
    desk.make.erase(member)

    assert coverage.find(desk.session, message_id).is_covered
    assert list(coverage.uncovered(desk.session)) == []


def test_a_proof_whose_time_is_over_says_so(desk: Desk) -> None:
    (member,) = send(desk)
    stub = {"entry_id": 99, "leaf_sha256": "0" * 64, "removed_at": NOW}
    desk.session.execute(insert(LedgerStub), [stub])
    desk.session.execute(update(Delivery).values(consent_entry_id=99))

    with pytest.raises(coverage.ProofOver):
        coverage.find(desk.session, number_of(desk, member))
    assert list(coverage.uncovered(desk.session)) == []


@pytest.mark.parametrize("text", ["", "12", "12-", "a-b", "1-2-3", "９９-1", "1-99999999999999999999"])
def test_what_is_no_number_of_a_message_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(coverage.MessageUnknown):
        coverage.find(desk.session, text)


def test_slices_miss_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "SLICE", 2)
    send(desk, 5)
    desk.session.execute(update(Sending).values(ledger_size=0))

    assert len(list(coverage.uncovered(desk.session))) == 5


def judged(desk: Desk, directory: Path, member: Member, *, with_export: bool = False) -> int:
    """What the verifier says of the proof of somebody's message."""
    file = directory / "message.json"
    proof = proofs.of_message(desk.session, desk.make.vault, number_of(desk, member), now=desk.now)
    file.write_bytes(proofs.as_json(proof))
    export = [str(exports.write(desk.session, desk.make.vault, directory / "export"))] if with_export else []
    return verify_ledger.main([str(file), *export])


def test_the_proof_of_a_message_is_checked_without_us(desk: Desk, tmp_path: Path) -> None:
    member, other = send(desk, 2)
    stop(desk, member)

    for somebody in (member, other):
        assert judged(desk, tmp_path, somebody) == 0
        assert judged(desk, tmp_path, somebody, with_export=True) == 0


def test_the_proof_of_an_uncovered_message_fails_without_us_too(desk: Desk, tmp_path: Path) -> None:
    (member,) = send(desk)
    stopped = stop(desk, member)
    desk.session.execute(update(Sending).values(ledger_size=stopped.id))

    assert judged(desk, tmp_path, member) == 1


def test_an_end_that_a_proof_keeps_back_is_found_in_the_ledger(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (member,) = send(desk)
    stopped = stop(desk, member)
    desk.session.execute(update(Sending).values(ledger_size=stopped.id))
    checkpoints.anchor(desk.session, desk.make.vault, now=desk.now)
    monkeypatch.setattr(coverage, "_end_of", lambda _session, _given: None)

    assert judged(desk, tmp_path, member) == 0
    assert judged(desk, tmp_path, member, with_export=True) == 1


def test_a_newer_stop_ends_a_yes_that_came_in_after_it(desk: Desk) -> None:
    """LINE's time decides: what is older and comes in late was never a yes that stood."""
    (member,) = send(desk)
    stop(desk, member)
    late = consent.record(
        desk.session,
        member,
        Purpose.ANNOUNCEMENTS,
        Answer.GIVEN,
        evidence=desk.make.evidence(desk.now - timedelta(minutes=1)),
        now=desk.now,
    )
    desk.session.execute(update(Delivery).values(consent_entry_id=late.id))
    desk.session.execute(update(Sending).values(ledger_size=late.id))

    assert not consent.is_given(desk.session, member, Purpose.ANNOUNCEMENTS)
    assert list(coverage.uncovered(desk.session)) == [number_of(desk, member)]
    assert not coverage.find(desk.session, number_of(desk, member)).is_covered


def test_a_message_that_names_no_purpose_is_covered_by_nothing(desk: Desk) -> None:
    (member,) = send(desk)
    desk.session.execute(update(Sending).values(purpose=None))

    assert list(coverage.uncovered(desk.session)) == [number_of(desk, member)]


def test_a_leaf_beside_a_line_does_not_spare_the_line_its_judgement(desk: Desk) -> None:
    (member,) = send(desk)
    beside = {
        "entry_id": desk.delivery(member).consent_entry_id,
        "leaf_sha256": "0" * 64,
        "removed_at": NOW,
    }
    desk.session.execute(insert(LedgerStub), [beside])
    desk.session.execute(update(Sending).values(ledger_size=0))

    assert list(coverage.uncovered(desk.session)) == [number_of(desk, member)]


def test_a_no_to_other_words_after_the_call_leaves_its_proof_whole(desk: Desk, tmp_path: Path) -> None:
    """The line of the no names its words, so they are in the file too."""
    (member,) = send(desk)
    words = notices.live(desk.session, Purpose.ANNOUNCEMENTS, "en", now=desk.now)
    no, evidence = Answer.REFUSED, desk.make.evidence(desk.now)
    purpose = Purpose.ANNOUNCEMENTS
    consent.record(desk.session, member, purpose, no, evidence=evidence, now=desk.now, notice=words)

    assert judged(desk, tmp_path, member) == 0
