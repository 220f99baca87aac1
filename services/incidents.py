"""Incidents: the workbook for what may have leaked (APPI article 26; its rules, articles 7 and 8)."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.incidents import Incident, Scope
from services import japan
from services.errors import RuleError

ITEMS = (
    *("summary", "kinds", "people", "cause", "secondary"),
    *("persons", "publication", "prevention", "other"),
)
"""The nine items of the report, in the order of article 8."""
LONGEST = 4000
"""Characters an item."""
MANY = 1000
"""More people than this are a case of their own."""


class Case(enum.StrEnum):
    """What makes it a matter for the Commission (article 7); of the first three, one person is enough."""

    SENSITIVE = "sensitive"
    PROPERTY = "property"
    WRONGFUL = "wrongful"
    MANY = "many"


class Tick(enum.StrEnum):
    """What only a person can know."""

    SENSITIVE = "sensitive"
    """Sensitive data is among it."""
    PROPERTY = "property"
    """Money may be lost by it."""
    KEY_SAFE = "key_safe"
    """The master key is not lost: neither its file nor the printed sheet."""
    KEY_APART = "key_apart"
    """The key was not among what is lost, and no backup holds it."""
    AT_REST = "at_rest"
    """It was lost as files, not through the running system or somebody's screen."""
    PLAIN_HARMLESS = "plain_harmless"
    """What is not encrypted tells nobody who it is."""


EXEMPTING = (Tick.KEY_SAFE, Tick.KEY_APART, Tick.AT_REST, Tick.PLAIN_HARMLESS)


class IncidentRefused(RuleError):
    """It cannot be kept like this; `why` is `title`, `window`, `known` or `item` (too long)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class IncidentClosed(RuleError):
    """It was closed, and is kept as it is."""


@dataclass(frozen=True)
class Facts:
    """What is known of it so far."""

    title: str
    began_at: datetime
    ended_at: datetime
    known_at: datetime
    scope: Scope
    account_id: int | None
    is_wrongful: bool


@dataclass(frozen=True)
class Deadlines:
    """The last days for reports, Japan time; the day of knowing counts as the first."""

    quick_from: date
    quick: date
    full: date


@dataclass(frozen=True)
class Verdict:
    """What follows for the shop."""

    cases: tuple[Case, ...]
    is_encrypted: bool
    """What the software could open with its own keys was sealed as it should be."""
    is_key_safe: bool
    """Somebody has made sure of all that only a person can know of the key."""
    is_exempt: bool

    @property
    def must_report(self) -> bool:
        return bool(self.cases) and not self.is_exempt


def open(  # noqa: A001  # read after the module: incidents.open
    session: Session, facts: Facts, report: Mapping[str, str], *, staff_id: int, now: datetime
) -> Incident:
    """Begin a workbook; raise IncidentRefused."""
    _check(facts, report, now=now)
    incident = Incident(
        **vars(facts) | {"title": facts.title.strip()},
        report=_items(report),
        ticks=[],
        created_by=staff_id,
        created_at=now,
        changed_at=now,
    )
    session.add(incident)
    session.flush()
    return incident


def change(
    session: Session,
    incident: Incident,
    facts: Facts,
    report: Mapping[str, str],
    ticks: Collection[str],
    *,
    now: datetime,
) -> None:
    """Keep what is known by now; raise IncidentRefused or IncidentClosed."""
    _check(facts, report, now=now)
    values = vars(facts) | {"title": facts.title.strip(), "report": _items(report), "changed_at": now}
    _write(session, incident, **values, ticks=[tick.value for tick in Tick if tick in ticks])


def report(session: Session, incident: Incident, *, now: datetime) -> None:
    """Note that the first report was handed in; raise IncidentClosed."""
    _write(session, incident, reported_at=now)


def close(session: Session, incident: Incident, *, now: datetime) -> None:
    """Close the workbook; raise IncidentClosed."""
    _write(session, incident, closed_at=now)


def _write(session: Session, incident: Incident, **values: object) -> None:
    """Change it while it is open: of two who come at once, one finds it closed."""
    open_one = update(Incident).where(Incident.id == incident.id, Incident.closed_at.is_(None))
    if session.scalar(open_one.values(values).returning(Incident.id)) is None:
        raise IncidentClosed
    session.refresh(incident)


def _check(facts: Facts, report: Mapping[str, str], *, now: datetime) -> None:
    if not 1 <= len(facts.title.strip()) <= 120:
        raise IncidentRefused("title")
    if not facts.began_at <= facts.ended_at:
        raise IncidentRefused("window")
    if not facts.began_at <= facts.known_at <= now:
        raise IncidentRefused("known")
    if any(len(words) > LONGEST for words in report.values()):
        raise IncidentRefused("item")


def _items(report: Mapping[str, str]) -> dict[str, str]:
    return {name: report.get(name, "").strip() for name in ITEMS}


def missing(incident: Incident) -> list[str]:
    """Give the items that are still blank."""
    return [name for name in ITEMS if not incident.report.get(name)]


def deadlines(incident: Incident) -> Deadlines:
    """Give the days: the first report within three to five days, the whole one within 30, or 60 if wrongful.

    The guideline (3-5-3-3 and 3-5-3-4) counts the day of knowing as the first and Sundays too. Where the
    last day is a holiday it would allow the next working day; we do not count on it.
    """
    first = japan.day(incident.known_at)
    whole = 60 if incident.is_wrongful else 30
    return Deadlines(*(first + timedelta(days=days - 1) for days in (3, 5, whole)))


def verdict(incident: Incident, people: int, *, is_encrypted: bool) -> Verdict:
    """Tell which cases it is, and whether encryption exempts it (article 7(1)): all of it must be so."""
    holds = {
        Case.SENSITIVE: Tick.SENSITIVE in incident.ticks,
        Case.PROPERTY: Tick.PROPERTY in incident.ticks,
        Case.WRONGFUL: incident.is_wrongful,
        Case.MANY: people > MANY,
    }
    is_key_safe = all(tick in incident.ticks for tick in EXEMPTING)
    is_exempt = is_encrypted and is_key_safe and incident.scope == Scope.EVERYBODY
    cases = tuple(case for case, is_so in holds.items() if is_so)
    return Verdict(cases, is_encrypted, is_key_safe, is_exempt)


def waiting(session: Session) -> list[Incident]:
    """Give what is open, the oldest first."""
    return list(
        session.scalars(select(Incident).where(Incident.closed_at.is_(None)).order_by(Incident.known_at))
    )


def recent(session: Session, *, limit: int = 50) -> list[Incident]:
    """Give all, the newest first."""
    return list(session.scalars(select(Incident).order_by(Incident.id.desc()).limit(limit)))
