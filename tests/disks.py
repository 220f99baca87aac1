"""What lies on the disk for everybody to find: the files of one database, and of folders."""

import os
from collections.abc import Iterator, Set
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.databases import postgres_directory


def database_files(address: str, config: pytest.Config) -> list[Path]:
    """All that a database keeps on the disk, its write-ahead log and the server's words too."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        return list(path.parent.glob(f"{path.name}*"))
    return list(_server_files(str(url.database), postgres_directory(config)))


def _server_files(database: str, directory: str) -> Iterator[Path]:
    """The server's log and data, without the databases of other tests; all in memory is written out first."""
    with psycopg.connect(f"host={directory} user=postgres dbname={database}", autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute("SELECT oid::text FROM pg_database WHERE datname = current_database()")
        (own,) = found.fetchone() or ("",)
    data = Path(directory) / "data"
    databases = {folder.name for folder in (data / "base").iterdir() if folder.name.isdecimal()}
    assert own in databases
    yield Path(directory) / "log"
    yield from walked(data, besides=databases - {own})


def walked(top: Path, besides: Set[str] = frozenset()) -> Iterator[Path]:
    """All files below a folder; a folder that goes away meanwhile holds nothing."""
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in besides]
        yield from (Path(folder) / name for name in files)


def content(file: Path) -> bytes:
    """What is in a file; one that goes away meanwhile holds nothing."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
