"""How the tools talk: each sentence in Japanese, then in English; a failure is one such sentence."""

import sys
from collections.abc import Callable


class Failure(Exception):
    """Something the person at the keyboard has to see to; says what to do."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(f"{ja} / {en}")


def say(ja: str, en: str) -> None:
    sys.stdout.write(f"{ja} / {en}\n")
    sys.stdout.flush()


def run_as_command(main: Callable[[], int | None]) -> None:
    """Run a tool; a failure is told in its own words."""
    try:
        sys.exit(main() or 0)
    except Failure as failure:
        sys.stderr.write(f"{failure}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
