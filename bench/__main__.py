"""Measures and prints the table for docs/benchmarks.md; ends with 1 when something is slower than wanted."""

import sys

from bench import announcements, api, inbound, ledger, members, points

MEASURED = {
    "inbound": inbound.measure,
    "ledger": ledger.measure,
    "members": members.measure,
    "announcements": announcements.measure,
    "api": api.measure,
    "points": points.measure,
}


def main(names: list[str]) -> int:
    """Measure what is named, else everything."""
    figures = [figure for name in names or MEASURED for figure in MEASURED[name]()]
    sys.stdout.write(inbound.table(iter(figures)) + "\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
