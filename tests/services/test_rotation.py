"""Rotation under load: what reads and writes meanwhile never fails, and afterwards the old key is useless."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.keys import KeyringKey, MemberKey
from models.members import Member
from services import masters, people, rotation, vault
from services.masters import Masters, WrongMasterKey, mark_of
from tests.databases import Store
from tests.makers import MASTER_KEY, Make, unlocked

NEW = bytes(range(100, 132))
BOTH = Masters([NEW, MASTER_KEY])
Known = tuple[Member, str]


def rotate(session: Session, *, limit: int = 2) -> None:
    rotation.begin(session, BOTH)
    after: str | None = ""
    while after is not None:
        after = rotation.rewrap_slice(session, BOTH, after=after, limit=limit)


def test_members_and_the_house_open_under_the_new_key_and_no_value_has_changed(make: Make) -> None:
    members = [make.member(line_user_id=f"U{number}") for number in range(5)]
    sealed = [member.line_user_id for member in members]

    rotate(make.session)

    assert rotation.is_done(make.session, BOTH)
    opened = vault.unlock(make.session, Masters([NEW]))
    assert [people.user_id_of(make.session, opened, member) for member in members] == [
        f"U{number}" for number in range(5)
    ]
    assert [member.line_user_id for member in members] == sealed


def test_the_old_key_opens_nothing_afterwards(make: Make) -> None:
    member = make.member()
    rotate(make.session)

    with pytest.raises(WrongMasterKey):
        vault.unlock(make.session, Masters([MASTER_KEY]))
    with pytest.raises(WrongMasterKey):
        people.user_id_of(make.session, make.vault, member)


def test_half_done_everything_opens_and_nothing_calls_itself_done(make: Make) -> None:
    members = [make.member(line_user_id=f"U{number}") for number in range(3)]
    rotation.begin(make.session, BOTH)
    rotation.rewrap_slice(make.session, BOTH, limit=1)

    assert not rotation.is_done(make.session, BOTH)
    opened = vault.unlock(make.session, BOTH)
    assert {people.user_id_of(make.session, opened, member) for member in members} == {"U0", "U1", "U2"}


def test_who_joins_meanwhile_gets_a_key_under_the_new_one(make: Make) -> None:
    keys = [MASTER_KEY]
    running = vault.unlock(make.session, Masters(keys, read_again=lambda: keys))
    keys.insert(0, NEW)
    rotation.begin(make.session, BOTH)

    member = Make(make.session, running).member(line_user_id="Umeanwhile")

    wrapped = make.session.get_one(MemberKey, member.pid).wrapped
    assert wrapped[:4] == mark_of(NEW)
    assert people.user_id_of(make.session, running, member) == "Umeanwhile"


def test_who_is_erased_meanwhile_is_not_brought_back(make: Make) -> None:
    member = make.member()
    gone = member.pid
    make.session.execute(delete(MemberKey).where(MemberKey.member_pid == gone))

    rotate(make.session)

    assert make.session.get(MemberKey, gone) is None


def test_a_second_run_changes_nothing(make: Make) -> None:
    make.member()
    rotate(make.session)
    before = make.session.scalars(select(MemberKey.wrapped)).all()

    rotate(make.session)

    assert make.session.scalars(select(MemberKey.wrapped)).all() == before


def test_wrapped_keys_swapped_between_members_do_not_open(make: Make) -> None:
    one, two = make.member(), make.member()
    first, second = (make.session.get_one(MemberKey, member.pid) for member in (one, two))
    first.wrapped, second.wrapped = second.wrapped, first.wrapped
    make.session.flush()

    with pytest.raises(vault.Spoiled):
        people.user_id_of(make.session, make.vault, one)
    with pytest.raises(vault.Spoiled):
        rotate(make.session)


@pytest.mark.parametrize("cut", [4, 10, 16, 63])
def test_a_wrapped_key_cut_short_does_not_open(make: Make, cut: int) -> None:
    member = make.member()
    row = make.session.get_one(MemberKey, member.pid)
    row.wrapped = row.wrapped[:cut]
    make.session.flush()

    with pytest.raises(vault.Spoiled):
        people.user_id_of(make.session, make.vault, member)


def test_keys_of_the_house_swapped_open_nothing(make: Make) -> None:
    rows = {row.name: row for row in make.session.scalars(select(KeyringKey))}
    rows["index"].wrapped, rows["seal"].wrapped = rows["seal"].wrapped, rows["index"].wrapped
    make.session.flush()

    with pytest.raises(WrongMasterKey):
        vault.unlock(make.session, Masters([MASTER_KEY]))


class Load:
    """Threads that read and write through a vault that was opened before the rotation began."""

    def __init__(self, store: Store, running: vault.Vault, members: list[Known]) -> None:
        self.store, self.running, self.members = store, running, members
        self.faults: list[Exception] = []
        self.reads = 0
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep_on, args=[work])
            for work in (self._read, self._read, self._write)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _keep_on(self, work: Callable[[], None]) -> None:
        while not self._over.is_set():
            try:
                work()
            except Exception as fault:  # noqa: BLE001  # whatever it is, it should not have been
                self.faults.append(fault)

    def _read(self) -> None:
        with self.store.readings.begin() as session:
            for member, user_id in list(self.members):
                assert people.user_id_of(session, self.running, member) == user_id
                self.reads += 1

    def _write(self) -> None:
        user_id = f"Ulate{len(self.members)}"
        with self.store.sessions.begin() as session:
            joined = Make(session, self.running).member(line_user_id=user_id)
        self.members.append((joined, user_id))


def test_under_load_nobody_fails_to_read_and_nobody_is_left_behind(store: Store) -> None:
    keys = [MASTER_KEY]
    with store.sessions.begin() as session:
        make = Make(session, unlocked(session))
        members = [(make.member(line_user_id=f"U{number}"), f"U{number}") for number in range(12)]
        running = vault.unlock(session, Masters(keys, read_again=lambda: tuple(keys)))

    with Load(store, running, members) as load:
        keys.insert(0, NEW)
        rotate_in_slices(store)

    assert (load.faults, load.reads > 0) == ([], True)
    with store.readings.begin() as session:
        assert rotation.is_done(session, BOTH)
        opened = vault.unlock(session, Masters([NEW]))
        assert all(people.user_id_of(session, opened, member) == user_id for member, user_id in members)
    assert open_keys(store) == []


def rotate_in_slices(store: Store) -> None:
    with store.sessions.begin() as session:
        rotation.begin(session, BOTH)
    after: str | None = ""
    while after is not None:
        with store.sessions.begin() as session:
            after = rotation.rewrap_slice(session, BOTH, after=after, limit=3)


def open_keys(store: Store) -> list[bytes]:
    """Find keys that lie open in SQLite's files; those of PostgreSQL are not at hand."""
    if not store.url.startswith("sqlite"):
        return []
    new = Masters([NEW])
    with store.readings.begin() as session:
        rows = session.scalars(select(MemberKey)).all()
    keys = [new.unwrap(row.wrapped, masters.place_of(row.member_pid)) for row in rows]
    file = Path(store.url.removeprefix("sqlite:///"))
    content = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    return [key for key in [*keys, NEW, MASTER_KEY] if key in content]
