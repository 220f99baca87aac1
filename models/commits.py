"""Group commit for SQLite: those who wait to write share one transaction, and one sync of the disk."""

import fcntl
import os
import threading
from collections.abc import Iterator
from concurrent import futures
from concurrent.futures import Future
from contextlib import contextmanager

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.session import JoinTransactionMode

MOST = 32
"""Writers of one transaction, so that nobody's commit is put off for long."""
PATIENCE = 10.0
"""Seconds that a writer waits for their turn; as long as SQLite would have waited for a lock."""


def side_by_side(engine: Engine) -> int:
    """Tell how many transactions of one process gain by running at once: SQLite lets one write at a time."""
    return 1 if engine.dialect.name == "sqlite" else 2


class GroupLost(RuntimeError):
    """The shared transaction was undone by the database (a full disk, say); nothing in it was kept."""


class TurnNeverCame(RuntimeError):
    """Others, of this process or another, kept the database to themselves for too long."""


class Group:
    """One transaction in which several sessions write, all but the first in a savepoint of their own."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.size = connection, 0
        self._is_over, self._is_lost = threading.Event(), False
        connection.begin()

    @property
    def mode(self) -> JoinTransactionMode:
        """How the next session joins: only who is not the first needs a savepoint to be undone alone."""
        return "create_savepoint" if self.size > 1 else "rollback_only"

    @property
    def is_whole(self) -> bool:
        """SQLite undoes a whole transaction on some errors; then savepoints are gone with it."""
        raw = None if self.connection.invalidated else self.connection.connection.dbapi_connection
        return bool(raw and raw.in_transaction)

    def end(self) -> None:
        """Commit for all, and let them know. Nothing is lost that its only writer undid on purpose."""
        self._is_lost = self.connection.in_transaction()
        try:
            if self.is_whole:
                self.connection.commit()
                self._is_lost = False
        finally:
            try:
                self.connection.close()
            finally:
                self._is_over.set()

    def wait(self) -> None:
        """Return when what was written is on the disk; raise GroupLost if it is not."""
        self._is_over.wait()
        if self._is_lost:
            raise GroupLost


class Wait(threading.Thread):
    """Waits for the lock of a file. The kernel knows no limit of time, so it is a thread that waits."""

    def __init__(self, file: int) -> None:
        super().__init__(name="gate", daemon=True)
        self._file, self._had = file, Future[None]()
        self.start()

    def run(self) -> None:
        """Take the lock, and give it back if nobody waits for it any more."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        if not self._had.set_running_or_notify_cancel():
            fcntl.flock(self._file, fcntl.LOCK_UN)
        else:
            self._had.set_result(None)

    def is_over_in_time(self) -> bool:
        """Tell whether the lock came; False: it will be given back whenever it comes."""
        futures.wait([self._had], PATIENCE)
        return not self._had.cancel()


class Gate:
    """Lets one process at a time write: the kernel wakes the next, where SQLite would sleep and poll."""

    def __init__(self, path: str | None) -> None:
        self._path, self._file, self._process = path, -1, 0
        self._late: Wait | None = None

    def enter(self) -> None:
        """Return when no other process writes; raise TurnNeverCame."""
        if self._path is None:
            return
        file = self._opened(self._path)
        self._see_off_the_late()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait = Wait(file)
            if not wait.is_over_in_time():
                self._late = wait
                raise TurnNeverCame from None

    def _see_off_the_late(self) -> None:
        """Let a wait that was given up end first, for its lock would be ours."""
        if self._late is not None:
            self._late.join(PATIENCE)
            if self._late.is_alive():
                raise TurnNeverCame
            self._late = None

    def leave(self) -> None:
        if self._path is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _opened(self, path: str) -> int:
        """A lock belongs to an open file, so a forked process opens its own."""
        if self._process != os.getpid():
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._process = os.getpid()
        return self._file


class Turns:
    """Writers take turns; each goes on in the transaction that the one before left, and the last commits."""

    def __init__(self, engine: Engine, make: sessionmaker[Session]) -> None:
        self._engine, self._make = engine, make
        self._turn, self._counting, self._waiting = threading.Lock(), threading.Lock(), 0
        self._gate = Gate(f"{engine.url.database}-turn" if engine.url.database else None)
        self._group: Group | None = None
        self._owner = 0

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Give a session whose work is committed, with that of others, before this returns."""
        group = self._enter()
        try:
            session = self._make(bind=group.connection, join_transaction_mode=group.mode)
            with session, session.begin():
                yield session
        finally:
            self._leave(group)
        group.wait()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every writer out; what they left open is committed first."""
        self._take_turn()
        try:
            if self._group is not None:
                group, self._group = self._group, None
                self._ended(group)
            self._gate.enter()
            try:
                yield
            finally:
                self._gate.leave()
        finally:
            self._give_turn()

    def _enter(self) -> Group:
        self._take_turn()
        try:
            self._group = self._group or self._opened()
        except BaseException:
            self._give_turn()
            raise
        self._group.size += 1
        return self._group

    def _leave(self, group: Group) -> None:
        """Leave the transaction to whoever waits, or commit it."""
        if self._is_left_to_another(group):
            return
        try:
            self._group = None
            self._ended(group)
        finally:
            self._give_turn()

    def _is_left_to_another(self, group: Group) -> bool:
        """Give the turn up while counting, so that nobody stops waiting between being counted and called."""
        with self._counting:
            is_left = self._waiting > 0 and group.size < MOST and group.is_whole
            if is_left:
                self._give_turn()
        return is_left

    def _take_turn(self) -> None:
        """Only the first in a process waits for other processes; the others wait for it."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction inside another of the same thread would wait for ever")
        with self._counting:
            self._waiting += 1
        is_mine = self._turn.acquire(timeout=PATIENCE)
        with self._counting:
            self._waiting -= 1
            is_mine = is_mine or self._turn.acquire(blocking=False)
        if not is_mine:
            raise TurnNeverCame
        self._owner = threading.get_ident()

    def _give_turn(self) -> None:
        self._owner = 0
        self._turn.release()

    def _opened(self) -> Group:
        self._gate.enter()
        try:
            return Group(self._engine.connect())
        except BaseException:
            self._gate.leave()
            raise

    def _ended(self, group: Group) -> None:
        try:
            group.end()
        finally:
            self._gate.leave()
