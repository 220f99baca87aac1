"""The shelf: the folder of the backups, and beside them the journal of who must not come back."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = re.compile(r"goen-(\d{8}T\d{6}Z)\.(db|sql\.gz)")
JOURNAL = "goen-journal.jsonl"
STAMP = "%Y%m%dT%H%M%SZ"
WORK = ".goen-"
"""How the folders begin in which a copy is worked on until it is whole."""
CUT = timedelta(days=1)
"""Nobody works on one copy for so long: whoever began was cut short."""
TAIL = 65_536
"""Bytes from the end in which the journal's last mark is looked for first."""


@contextmanager
def work(place: Path) -> Iterator[Path]:
    """Give a folder of its own for work on a copy; it goes with all that is in it."""
    with tempfile.TemporaryDirectory(prefix=WORK, dir=place) as folder:
        yield Path(folder)


def clear_work(place: Path, *, before: datetime | None = None) -> None:
    """Delete what work that was cut short has left: a whole copy, whose days would never be over."""
    for folder in place.glob(f"{WORK}*"):
        if before is None or datetime.fromtimestamp(folder.stat().st_mtime, UTC) <= before:
            shutil.rmtree(folder, ignore_errors=True)


class Shelf:
    """One folder. What lies in it is readable for nobody else."""

    def __init__(self, folder: Path, journal: Path | None = None) -> None:
        self.folder, self.journal = folder, journal or folder / JOURNAL

    def make(self) -> None:
        """Make the folder where it is missing."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def place(self, now: datetime, ending: str) -> Path:
        """Name a new backup (`db` or `sql.gz`) by its time."""
        return self.folder / f"goen-{now.astimezone(UTC):{STAMP}}.{ending}"

    def backups(self) -> dict[Path, datetime]:
        """Give the backups and when they were taken, the oldest first."""
        found = {path: NAME.fullmatch(path.name) for path in sorted(self.folder.glob("goen-*"))}
        return {
            path: datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)
            for path, name in found.items()
            if name
        }

    def clear(self, *, days: int, now: datetime) -> list[Path]:
        """Delete the backups whose days are over, and give them."""
        old = [path for path, taken_at in self.backups().items() if taken_at <= now - timedelta(days=days)]
        for path in old:
            path.unlink(missing_ok=True)
        clear_work(self.folder, before=now - CUT)
        return old

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep every other writer of the journal out."""
        self.make()
        handle = os.open(self.folder / f"{JOURNAL}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def append(self, lines: Iterable[str]) -> None:
        """Add lines, on the disk when this returns; half a line that a crash left is cut off first."""
        handle = os.open(self.journal, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            tail = file.read()
            file.truncate(size - len(tail) + tail.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(handle)

    def learn(self, other: "Shelf") -> None:
        """Add what only another journal tells, and then how far that one has come, which is its last line."""
        if self.journal.resolve() == other.journal.resolve():
            return
        told = list(other.lines())
        with self.writing():
            known = set(self.lines())
            self.append([*(line for line in told if line not in known), *told[-1:]])

    def lines(self) -> Iterator[str]:
        """Give the journal's whole lines, the oldest first; none where there is no journal."""
        if self.journal.exists():
            with self.journal.open(encoding="utf-8") as file:
                yield from (line.rstrip("\n") for line in file if line.endswith("\n"))

    def last_lines(self) -> list[str]:
        """Give whole lines from the journal's end, the newest first."""
        if not self.journal.exists():
            return []
        with self.journal.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            first, *others = file.read().split(b"\n")[:-1] or [b""]
        whole = [first, *others] if size <= TAIL else others
        return [line.decode() for line in reversed(whole)]

    def rewrite(self, lines: Iterable[str]) -> None:
        """Put these lines in the place of the journal, in one step."""
        fresh = self.journal.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(handle)
        fresh.replace(self.journal)
