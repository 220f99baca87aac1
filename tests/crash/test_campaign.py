"""The crash campaign: exact over both databases; and what is broken on purpose is found."""

import re
import subprocess
import sys

import pytest

from services.steps import Step
from tests.databases import ROOT

RUNS = 12


def campaign(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Make a campaign in a process of its own, for children are forked from one that has no threads."""
    command = [sys.executable, "-m", "tests.crash", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_twelve_runs_over_the_databases_are_exact(pytestconfig: pytest.Config) -> None:
    databases = pytestconfig.getoption("databases")

    done = campaign("--runs", str(RUNS), "--seed", "20261201", "--databases", databases)

    assert done.returncode == 0, done.stdout + done.stderr
    counts = {
        name.strip(): int(count) for name, count in re.findall(r"^  (\S.+?) +(\d+)$", done.stdout, re.M)
    }
    assert counts["accepted"] > 10 * RUNS
    assert sum(counts.get(f"killed {step}", 0) for step in Step) >= RUNS, counts
    assert counts["killed random"] >= RUNS
    assert sum(count for name, count in counts.items() if name.startswith("fault")) > 3 * RUNS
    assert counts["409"] > 0
    assert counts["stop"] > 0


def test_a_delivery_that_mistakes_an_unknown_answer_for_a_refusal_is_found() -> None:
    done = campaign("--runs", "4", "--seed", "7", "--databases", "sqlite", "--broken")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "new_key: " in done.stdout
    assert "--seed 7 --first" in done.stdout
