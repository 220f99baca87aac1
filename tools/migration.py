"""`make migration name="add birthdays"`: the next number, and what models/ has that the database has not."""

import os
import subprocess
import sys
import tempfile

from tools.packages import PYTHON
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say


def main() -> None:
    name = " ".join(sys.argv[1:]).strip()
    if not name:
        raise Failure(
            '名前を付けてください: make migration name="add birthdays"',
            'give it a name: make migration name="add birthdays"',
        )
    with tempfile.TemporaryDirectory() as directory:
        url = f"sqlite:///{directory}/migrated.db"
        alembic(url, "upgrade", "head")
        alembic(url, "revision", "--autogenerate", "--rev-id", next_number(), "-m", name)
    say(
        "書き出しました。make test の前に目を通してください。",
        "written; read it before make test, and mind that it names no model.",
    )


def next_number() -> str:
    """Four digits, one more than the highest; two branches with the same number collide in git."""
    taken = [int(file.name[:4]) for file in (ROOT / "migrations").glob("[0-9][0-9][0-9][0-9]_*.py")]
    return f"{max(taken, default=0) + 1:04d}"


def alembic(url: str, *arguments: str) -> None:
    command = [PYTHON, "-m", "alembic", *arguments]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=False).returncode:  # noqa: S603
        raise Failure("移行を書き出せませんでした。", "the migration could not be written.")


if __name__ == "__main__":
    run_as_command(main)
