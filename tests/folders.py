"""Folders for databases that nobody will miss: in memory where there is room, as disks sync slowly."""

import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that have to be free there: a run needs a tenth, and containers often give very little."""


def quick(name: str) -> Path:
    """Make a new folder whose name begins so."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix=f"goen-{name}-", dir=MEMORY if has_room else None))
