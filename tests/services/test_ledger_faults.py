"""The ledger's own check: a sound one has no faults, and whatever is changed under the rules is named."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from models.consents import Consent, ConsentEntry, Purpose
from models.ledger import Checkpoint, LedgerStub, LedgerTile
from services import checkpoints, consent, ledger_faults
from services.checkpoints import Key
from services.ledger_faults import Fault, What
from tests.clock import NOW
from tests.makers import Make
from tests.services.test_ledger import stub

EVERY_CASE = True


def faults(make: Make) -> list[Fault]:
    return list(ledger_faults.find(make.session, Key(make.vault.ledger_key())))


def anchor(make: Make, minutes: int = 0) -> None:
    assert checkpoints.anchor(make.session, make.vault, now=NOW + timedelta(minutes=minutes))


@pytest.fixture
def lived_in(make: Make) -> Make:
    """A ledger with lines, what stays of lines, tiles, roots, and answers taken back."""
    stub(make.session, 300)
    member = make.member(reachable=True)
    anchor(make)
    purposes = [Purpose.ANNOUNCEMENTS]
    evidence = make.evidence(NOW)
    consent.withdraw(make.session, member, purposes=purposes, reason="stop", evidence=evidence, now=NOW)
    make.member(reachable=True)
    anchor(make, 1)
    return make


def unguard(session: Session, *tables: str) -> None:
    """Take the triggers away, as somebody with the database in hand could."""
    if session.get_bind().dialect.name == "postgresql":
        for table in tables:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    named = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    for table in tables:
        for name in session.scalars(named, {"table": table}).all():
            session.execute(text(f"DROP TRIGGER {name}"))


def test_a_sound_ledger_has_no_faults(lived_in: Make) -> None:
    assert faults(lived_in) == []


def test_an_empty_ledger_has_no_faults(make: Make) -> None:
    assert faults(make) == []


def test_a_changed_line_is_named(lived_in: Make) -> None:
    unguard(lived_in.session, "consent_entries")
    lived_in.session.execute(update(ConsentEntry).where(ConsentEntry.id == 302).values(reason="staff"))

    assert Fault(What.LEAF, 302) in faults(lived_in)


def test_a_line_changed_together_with_its_leaf_does_not_fit_the_signed_roots(lived_in: Make) -> None:
    unguard(lived_in.session, "consent_entries")
    entry = lived_in.session.get_one(ConsentEntry, 302)
    values = {name: getattr(entry, name) for name in consent.PROVEN} | {"reason": "staff"}
    changed = {"reason": "staff", "leaf_sha256": consent.leaf(values)}
    lived_in.session.execute(update(ConsentEntry).where(ConsentEntry.id == 302).values(changed))

    assert [fault.what for fault in faults(lived_in)] == [What.ROOT, What.ROOT]


def test_a_line_cut_out_is_named(lived_in: Make) -> None:
    lived_in.session.execute(delete(LedgerStub).where(LedgerStub.entry_id == 5))

    assert faults(lived_in) == [Fault(What.GAP, 5)]


def test_a_ledger_cut_short_is_named(lived_in: Make) -> None:
    unguard(lived_in.session, "consent_entries")
    newest = lived_in.session.scalars(select(ConsentEntry.id).order_by(ConsentEntry.id.desc())).first()
    lived_in.session.execute(delete(Consent).where(Consent.entry_id == newest))
    lived_in.session.execute(delete(ConsentEntry).where(ConsentEntry.id == newest))

    assert Fault(What.CUT, newest or 0) in faults(lived_in)


def test_a_wrong_tile_is_named(lived_in: Make) -> None:
    lived_in.session.execute(update(LedgerTile).values(sha256="0" * 64))

    assert faults(lived_in) == [Fault(What.TILE, 0)]


@pytest.mark.parametrize(
    ("change", "what"), [({"root_sha256": "0" * 64}, What.ROOT), ({"note": "x"}, What.SIGNATURE)]
)
def test_a_wrong_root_is_named(lived_in: Make, change: dict[str, str], what: What) -> None:
    unguard(lived_in.session, "checkpoints")
    lived_in.session.execute(update(Checkpoint).where(Checkpoint.size == 303).values(change))

    assert faults(lived_in) == [Fault(what, 303)]


def test_a_present_answer_that_the_ledger_does_not_know_is_named(lived_in: Make) -> None:
    stopped = update(Consent).where(Consent.is_given.is_(False)).values(is_given=True)
    lived_in.session.execute(stopped)

    assert [fault.what for fault in faults(lived_in)] == [What.PRESENT]


def test_a_present_answer_that_was_overtaken_is_named(lived_in: Make) -> None:
    consents = select(Consent).where(Consent.is_given.is_(False))
    [stopped] = lived_in.session.scalars(consents)
    yes = select(ConsentEntry.id).where(ConsentEntry.purpose == Purpose.ANNOUNCEMENTS)
    older = lived_in.session.scalars(yes.order_by(ConsentEntry.id)).first()
    lived_in.session.execute(
        update(Consent)
        .where(Consent.member_id == stopped.member_id, Consent.purpose == Purpose.ANNOUNCEMENTS)
        .values(is_given=True, entry_id=older)
    )

    assert [fault.what for fault in faults(lived_in)] == [What.PRESENT]


def test_what_stays_of_a_line_must_be_its_leaf(lived_in: Make) -> None:
    lived_in.session.execute(update(LedgerStub).where(LedgerStub.entry_id == 9).values(leaf_sha256="0" * 64))

    assert {fault.what for fault in faults(lived_in)} == {What.ROOT, What.TILE}


def test_a_stub_beside_its_line_changes_nothing(lived_in: Make) -> None:
    entry = lived_in.session.get_one(ConsentEntry, 301)
    stub_row = {"entry_id": 301, "leaf_sha256": entry.leaf_sha256, "removed_at": NOW}
    lived_in.session.execute(insert(LedgerStub), [stub_row])

    assert faults(lived_in) == []


def test_a_ledger_cut_below_a_whole_tile_is_named_and_so_is_the_tile(lived_in: Make) -> None:
    unguard(lived_in.session, "consent_entries")
    for table, place in (("consents", "entry_id"), ("consent_entries", "id"), ("ledger_stubs", "entry_id")):
        lived_in.session.execute(text(f"DELETE FROM {table} WHERE {place} > 200"))

    found = faults(lived_in)

    assert [fault.what for fault in found] == [What.CUT, What.CUT, What.TILE]


def test_a_tile_left_out_between_two_is_named(make: Make) -> None:
    stub(make.session, 3 * 256)
    anchor(make)
    make.session.execute(delete(LedgerTile).where(LedgerTile.number == 1))

    assert faults(make) == [Fault(What.TILE, 2)]


def test_a_present_answer_that_rests_on_somebody_elses_is_named(lived_in: Make) -> None:
    mine, theirs = lived_in.session.scalars(select(Consent).where(Consent.purpose == Purpose.SERVICE))
    mine.entry_id = theirs.entry_id
    lived_in.session.flush()

    assert faults(lived_in) == [Fault(What.PRESENT, mine.member_id)]


@pytest.mark.parametrize("change", [{"notice_id": None}, {"answered_at": NOW - timedelta(days=900)}])
def test_a_present_answer_under_other_words_or_of_another_time_is_named(
    lived_in: Make, change: dict[str, object]
) -> None:
    yes = Consent.is_given & (Consent.purpose == Purpose.SERVICE)
    lived_in.session.execute(update(Consent).where(yes).values(change))

    assert {fault.what for fault in faults(lived_in)} == {What.PRESENT}
