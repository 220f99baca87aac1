"""Day keys: what the inbox keeps is sealed with the key of its day, and cannot be read once that is gone."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import writes
from models.keys import KeyringKey
from services import ciphers, japan, masters
from services.masters import Masters

PREFIX = "inbox:"
LIFE = timedelta(days=2)
"""From the first moment of its day (Japan time) on; contents are wiped after one day at most."""
SETTLED = timedelta(minutes=1)
"""A key so old is surely committed; a younger one that this process made may yet be undone with its
transaction, which on SQLite others of the process share. What others made is seen once it is kept."""
KNOWN = 3
"""Days whose keys a process remembers."""


class DayKeyGone(Exception):
    """The day is long over, and its key destroyed: what it sealed can never be read again."""


class DayKeys:
    """The keys of the last days, each made by whoever first needs it; the primary key decides."""

    def __init__(self, held: Masters) -> None:
        self._masters = held
        self._known: dict[str, bytes] = {}
        self._made_here: set[str] = set()

    def of(self, session: Session, received_at: datetime) -> bytes:
        """Give the key of the day on which something came in; raise DayKeyGone."""
        name = _name(japan.day(received_at))
        return self._known.get(name) or self._read(session, name, received_at)

    def made(self, session: Session, received_at: datetime) -> bytes:
        """Give the key of the day, and make it if nobody has yet."""
        try:
            return self.of(session, received_at)
        except DayKeyGone:
            self._make(session, _name(japan.day(received_at)), received_at)
            return self.of(session, received_at)

    def _read(self, session: Session, name: str, received_at: datetime) -> bytes:
        row = session.execute(
            select(KeyringKey.wrapped, KeyringKey.created_at).where(KeyringKey.name == name)
        ).first()
        if row is None:
            raise DayKeyGone(name)
        key = self._masters.unwrap(row.wrapped, place(name))
        if name not in self._made_here or received_at - row.created_at >= SETTLED:
            self._known = dict(sorted((self._known | {name: key}).items())[-KNOWN:])
        return key

    def _make(self, session: Session, name: str, received_at: datetime) -> None:
        self._made_here.add(name)
        mark = masters.present(session) or self._masters.newest
        wrapped = self._masters.wrap(ciphers.new_key(), place(name), mark=mark)
        row = {"name": name, "wrapped": wrapped, "created_at": received_at}
        writes.insert_new(session, KeyringKey, [row], ["name"])


def destroy(session: Session, *, now: datetime) -> int:
    """Destroy the keys whose two days are over; give how many."""
    first = _name(japan.day(now) - LIFE + timedelta(days=1))
    old = delete(KeyringKey).where(KeyringKey.name.startswith(PREFIX), KeyringKey.name < first)
    return len(session.scalars(old.returning(KeyringKey.name)).all())


def place(name: str) -> str:
    """Name the place of a key of the house, to which its wrapping is bound."""
    return f"keyring|{name}"


def _name(day: date) -> str:
    return f"{PREFIX}{day.isoformat()}"
