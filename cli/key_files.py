"""Key files: the master key on its own, readable for nobody else, changed in one step."""

import base64
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Refuse where somebody else is changing the file: of two new keys one would be written over and lost."""
    handle = os.open(file.resolve().parent, os.O_RDONLY)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(
            "いま、ほかのところで鍵を替えています。終わってから、もう一度お試しください。 / "
            "The key is being changed elsewhere just now; please try again when that is done."
        ) from None


def make(file: Path, key: bytes) -> None:
    """Write a new file; raise FileExistsError where there is one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, [key])


def replace(file: Path, keys: Sequence[bytes]) -> None:
    """Put these keys, the newest first, in the place of what the file held.

    Whoever reads it sees the one or the other and never half, whenever the machine stops; what was there
    is written over, as far as the disk lets it.
    """
    target = file.resolve()
    before = target.stat()
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)  # of a run that was cut short; it took nobody's place
    with target.open("r+b") as old:
        _write(fresh, keys)
        os.chown(fresh, before.st_uid, before.st_gid)
        fresh.replace(target)
        _sync(target.parent)
        if before.st_nlink == 1:
            old.write(bytes(before.st_size))
            old.flush()
            os.fsync(old.fileno())


def _write(file: Path, keys: Sequence[bytes]) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as target:
        target.writelines(f"{written(key)}\n" for key in keys)
        target.flush()
        os.fsync(handle)
    _sync(file.parent)


def written(key: bytes) -> str:
    """Write a key as Base64."""
    return base64.b64encode(key).decode()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
