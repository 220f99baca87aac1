"""The incident workbook: whom it is about, what the law asks for, and until when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from models.audit import AuditEntry
from models.incidents import Incident, Scope
from models.members import Member
from models.staff import Staff
from services import audit, erasing, footprints, incidents
from services.incidents import EXEMPTING, Case, Facts, Tick
from tests.clock import NOW, in_japan
from tests.makers import Make

HOUR = timedelta(hours=1)
FACTS = Facts(
    "店頭の端末の置き忘れ", NOW - 5 * HOUR, NOW - 2 * HOUR, NOW - HOUR, Scope.SEEN, None, is_wrongful=False
)
WORDS = {"summary": "端末を置き忘れた"}


@pytest.fixture
def owner(make: Make) -> Staff:
    return make.staff()


def begin(session: Session, owner: Staff, **wishes: object) -> Incident:
    facts = replace(FACTS, **wishes)  # type: ignore[arg-type]
    return incidents.open(session, facts, WORDS, staff_id=owner.id, now=NOW)


def note(session: Session, subject: str, staff: Staff, *, hours: int = 3) -> None:
    audit.write(session, "member_seen", subject, staff_id=staff.id, now=NOW - hours * HOUR)


def pids(session: Session, incident: Incident) -> list[str]:
    return [one.pid for one in footprints.people(session, incident)]


def test_who_was_seen_in_the_window_is_counted_once(make: Make, session: Session, owner: Staff) -> None:
    twice, before, after, never = (make.member() for _ in range(4))
    for _ in range(2):
        note(session, f"member:{twice.id}", owner)
    note(session, f"member:{before.id}", owner, hours=6)
    note(session, f"member:{after.id}", owner, hours=1)

    incident = begin(session, owner)

    found = footprints.of(session, incident)
    assert (found.people, found.gone, found.deeds["member_seen"]) == (1, 0, 2)
    assert pids(session, incident) == [twice.pid]
    assert never.pid not in pids(session, incident)


def test_a_coupon_and_a_request_lead_to_their_member(make: Make, session: Session, owner: Staff) -> None:
    buyer, asker = make.member(), make.member()
    note(session, f"grant:{make.held(buyer).id}", owner)
    note(session, f"request:{make.request(asker).id}", owner)

    assert pids(session, begin(session, owner)) == [buyer.pid, asker.pid]


def test_one_account_is_looked_at_alone(make: Make, session: Session, owner: Staff) -> None:
    mine, theirs, other = make.member(), make.member(), make.staff()
    note(session, f"member:{mine.id}", owner)
    note(session, f"member:{theirs.id}", other)

    assert pids(session, begin(session, owner, account_id=other.id)) == [theirs.pid]


def test_who_was_erased_since_is_counted_but_not_named(make: Make, session: Session, owner: Staff) -> None:
    member = make.member()
    note(session, f"member:{member.id}", owner)
    erase(make, member)

    found = footprints.of(session, begin(session, owner))

    assert (found.people, found.gone) == (0, 1)


def erase(make: Make, member: Member) -> None:
    evidence = make.evidence(NOW)
    erasing.erase(make.session, member, cause=erasing.Cause.LEFT, evidence=evidence, backup_days=30, now=NOW)


def test_a_lost_database_is_about_everybody_who_was_a_member_by_then(
    make: Make, session: Session, owner: Staff
) -> None:
    early, _late = make.member(), make.member(at=NOW - HOUR)

    incident = begin(session, owner, scope=Scope.EVERYBODY)

    assert pids(session, incident) == [early.pid]
    assert footprints.of(session, incident).people == 1


def test_the_list_goes_on_where_it_ended(make: Make, session: Session, owner: Staff) -> None:
    members = [make.member() for _ in range(3)]
    incident = begin(session, owner, scope=Scope.EVERYBODY)

    first = footprints.people(session, incident, limit=2)
    rest = footprints.people(session, incident, after=first[-1].member_id, limit=2)

    assert [one.pid for one in first + rest] == [member.pid for member in members]


def plain(*, ticks: Iterable[Tick] = (), scope: Scope = Scope.SEEN, **facts: object) -> Incident:
    """An incident on paper: what follows from it needs no database."""
    return Incident(ticks=list(ticks), scope=scope, **({"known_at": NOW, "is_wrongful": False} | facts))


def test_the_days_for_reports_count_the_day_of_knowing_as_the_first() -> None:
    incident = plain(known_at=in_japan(2026, 11, 30, 23, 30))

    days = incidents.deadlines(incident)

    assert (days.quick_from, days.quick) == (date(2026, 12, 2), date(2026, 12, 4))
    assert days.full == date(2026, 12, 29)
    incident.is_wrongful = True
    assert incidents.deadlines(incident).full == date(2027, 1, 28)


@pytest.mark.parametrize(
    ("incident", "people", "cases"),
    [
        (plain(), 1000, ()),
        (plain(), 1001, (Case.MANY,)),
        (plain(is_wrongful=True), 1, (Case.WRONGFUL,)),
        (plain(ticks=[Tick.SENSITIVE, Tick.PROPERTY]), 1, (Case.SENSITIVE, Case.PROPERTY)),
    ],
    ids=["a thousand", "one more", "wrongful", "sensitive and costly"],
)
def test_four_cases_are_a_matter_for_the_commission(
    incident: Incident, people: int, cases: tuple[Case, ...]
) -> None:
    verdict = incidents.verdict(incident, people, is_encrypted=True)

    assert (verdict.cases, verdict.must_report) == (cases, bool(cases))


def test_encryption_exempts_only_where_all_of_it_holds() -> None:
    incident = plain(ticks=EXEMPTING, scope=Scope.EVERYBODY, is_wrongful=True)

    assert not incidents.verdict(incident, 5000, is_encrypted=True).must_report
    assert incidents.verdict(incident, 5000, is_encrypted=False).must_report
    for tick in EXEMPTING:
        incident.ticks = [other for other in EXEMPTING if other != tick]
        assert incidents.verdict(incident, 5000, is_encrypted=True).must_report


def test_what_was_seen_on_a_screen_was_not_encrypted() -> None:
    incident = plain(ticks=EXEMPTING, is_wrongful=True)

    assert not incidents.verdict(incident, 1, is_encrypted=True).is_exempt


def test_the_software_sees_for_itself_that_values_are_sealed(make: Make, session: Session) -> None:
    members = [make.member() for _ in range(2)]
    assert footprints.is_sealed(session, make.vault)

    members[0].line_user_id = b"U" + b"0" * 60
    session.flush()

    assert not footprints.is_sealed(session, make.vault)


IMPOSSIBLE: tuple[tuple[dict[str, object], str], ...] = (
    ({"title": " "}, "title"),
    ({"ended_at": NOW - 6 * HOUR}, "window"),
    ({"known_at": NOW + HOUR}, "known"),
    ({"known_at": NOW - 6 * HOUR}, "known"),
)


def test_a_workbook_that_cannot_be_so_is_refused(session: Session, owner: Staff) -> None:
    for wishes, why in IMPOSSIBLE:
        with pytest.raises(incidents.IncidentRefused) as refused:
            begin(session, owner, **wishes)
        assert refused.value.why == why

    assert incidents.waiting(session) == []


def test_a_closed_workbook_is_kept_as_it_is(session: Session, owner: Staff) -> None:
    incident = begin(session, owner)
    incidents.report(session, incident, now=NOW)
    incidents.close(session, incident, now=NOW)

    with pytest.raises(incidents.IncidentClosed):
        incidents.change(session, incident, FACTS, {"summary": "別のこと"}, [], now=NOW)

    assert (incident.report["summary"], incidents.waiting(session)) == (WORDS["summary"], [])


def test_a_drill_with_two_thousand_people_is_done_in_one_go(
    make: Make, session: Session, owner: Staff
) -> None:
    """From the alarm to a whole report, the way the page does it."""
    member = make.member()
    lines = [
        {
            "staff_id": owner.id,
            "action": "member_seen",
            "subject": f"member:{member.id + number}",
            "detail": {},
            "created_at": NOW - 3 * HOUR,
        }
        for number in range(2000)
    ]
    session.execute(insert(AuditEntry), lines)

    incident = begin(session, owner, is_wrongful=True)
    found = footprints.of(session, incident)
    report = dict.fromkeys(incidents.ITEMS, "記入ずみ") | {"people": f"{found.people + found.gone}人"}
    incidents.change(session, incident, FACTS, report, [Tick.SENSITIVE], now=NOW)
    incidents.report(session, incident, now=NOW)
    incidents.close(session, incident, now=NOW)

    assert found.people + found.gone == 2000
    assert (incidents.missing(incident), incident.report["people"]) == ([], "2000人")
    assert incidents.verdict(incident, 2000, is_encrypted=True).cases == (Case.SENSITIVE, Case.MANY)
