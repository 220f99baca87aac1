"""The incident workbook as a page: from the alarm to the closed report."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditEntry
from models.incidents import Incident
from services import audit
from tests.admin.shop import Parts, Visitor
from tests.makers import Make

LOST = {
    "title": "端末の置き忘れ",
    "known_at": "2026-12-01T11:30",
    "began_at": "2026-12-01T09:00",
    "ended_at": "2026-12-01T11:00",
    "scope": "seen",
    "account": "0",
}


@pytest.fixture
def parts(site_parts: Parts) -> Parts:
    """On SQLite alone: the rules are tested on both databases."""
    return site_parts


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    visitor = signed_in("owner")
    visitor.get("/admin/desk/incidents/new")
    return visitor


def see(parts: Parts, *, hours: int) -> str:
    """Let the owner look at somebody so many hours ago; give the name in the records."""
    with parts.sessions.begin() as session:
        member = Make(session, parts.vault()).member()
        at = parts.clock() - timedelta(hours=hours)
        audit.write(session, "member_seen", f"member:{member.id}", staff_id=1, now=at)
        return member.pid


def kept(parts: Parts) -> Incident:
    with parts.readings.begin() as session:
        return session.scalars(select(Incident)).one()


def actions(parts: Parts) -> list[str]:
    with parts.readings.begin() as session:
        lines = select(AuditEntry).where(AuditEntry.subject.startswith("incident:")).order_by(AuditEntry.id)
        return [line.action for line in session.scalars(lines)]


def test_a_drill_goes_from_the_alarm_to_the_closed_report(owner: Visitor, parts: Parts) -> None:
    pid = see(parts, hours=2)
    address = owner.post("/admin/desk/incidents/new", **LOST).location

    begun = kept(parts)
    assert begun.report["people"] == "1人（記録から数えました）。"
    assert "の速報は2026年12月5日までです" in owner.get("/admin/coupons").text
    assert pid in owner.post(f"{address}/people").text

    words = dict.fromkeys(("cause", "persons", "publication", "prevention", "other"), "書きました")
    wrongful = LOST | begun.report | words | {"is_wrongful": "y"}
    owner.post(address, **wrongful)
    page = owner.get(address).text
    assert "2026年12月3日から2026年12月5日まで" in page
    assert "2027年1月29日まで" in page
    owner.post(f"{address}/report")
    owner.post(f"{address}/close")

    assert owner.post(address, **wrongful).status_code == 422
    assert "速報は" not in owner.get("/admin/coupons").text
    done = ["incident_opened", "incident_people_listed", "incident_changed"]
    assert actions(parts) == [*done, "incident_reported", "incident_closed"]


def test_times_are_japans_and_a_wrong_window_keeps_what_was_typed(owner: Visitor, parts: Parts) -> None:
    refused = owner.post("/admin/desk/incidents/new", **(LOST | {"ended_at": "2026-12-01T08:00"}))

    assert refused.status_code == 422
    assert "終わりの時刻は、始まりより後にしてください" in refused.text
    assert "端末の置き忘れ" in refused.text
    owner.post("/admin/desk/incidents/new", **LOST)
    assert kept(parts).began_at == parts.clock() - timedelta(hours=3)
