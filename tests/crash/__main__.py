"""`python -m tests.crash --runs N --seed S`: the crash campaign; ends with 1 where a run was not exact."""

import argparse
import json
import logging
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import logs
from tests import folders
from tests.crash import children, draws
from tests.crash.campaign import Field, Verdict
from tests.databases import KINDS

SHOWN = 12
"""Complaints of one run that are printed."""


def main(arguments: list[str]) -> int:
    """Make the runs, in a few processes at a time; 0 where every one was exact."""
    asked = _asked(arguments)
    begun, counts, failed, done = time.monotonic(), Counter[str](), [], 0
    for verdict in _verdicts(asked):
        done += 1
        counts.update(verdict["counts"])
        if verdict["complaints"]:
            failed.append(verdict)
            _tell_failure(verdict, asked)
        if done % 10 == 0 or done == asked.runs:
            _say(f"{done}/{asked.runs}  {time.monotonic() - begun:.0f} s  ✗ {len(failed)}")
    _tell_counts(counts)
    _tell_end(asked, done=done, failed=len(failed), seconds=time.monotonic() - begun)
    return 0 if done == asked.runs and not failed else 1


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first run")
    parser.add_argument("--databases", default=",".join(KINDS))
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--broken", action="store_true", help="let unknown answers be taken for refusals")
    parser.add_argument("--keep", type=Path, help="where to keep what failed runs left")
    return parser.parse_args(arguments)


def _draws(asked: argparse.Namespace) -> list[draws.Draw]:
    """Draw all runs; run by run another kind of database."""
    kinds = asked.databases.split(",")
    numbers = range(asked.first, asked.first + asked.runs)
    return [draws.draw(asked.seed, number, kinds[number % len(kinds)]) for number in numbers]


def _verdicts(asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Let children make the runs, and give the verdicts as they come."""
    todo, words = _draws(asked), folders.quick("crash")
    told, tell = os.pipe()
    workers = [
        children.fork(partial(_work, asked, todo[job :: asked.jobs], tell), words / f"{job}.log")
        for job in range(min(asked.jobs, len(todo)))
    ]
    os.close(tell)
    try:
        with os.fdopen(told) as lines:
            yield from map(json.loads, lines)
        for worker in workers:
            worker.wait(30)
    finally:
        for worker in workers:
            worker.kill()
        said = "".join(file.read_text() for file in sorted(words.iterdir()))
        sys.stderr.write(said)
        shutil.rmtree(words)


def _work(asked: argparse.Namespace, todo: list[draws.Draw], tell: int) -> int:
    logs.set_up(level=logging.WARNING)
    field = Field(broken=asked.broken)
    try:
        for draw in todo:
            verdict = field.run(draw)
            os.write(tell, f"{json.dumps(_plain(verdict))}\n".encode())
            if verdict.complaints and asked.keep:
                shutil.copytree(verdict.directory, asked.keep / verdict.draw.name, dirs_exist_ok=True)
            field.forget(verdict)
    finally:
        field.close()
    return 0


def _plain(verdict: Verdict) -> dict[str, Any]:
    """Put a verdict down so short that it goes through a pipe in one piece."""
    shown = [complaint[:160] for complaint in verdict.complaints[:SHOWN]]
    return {
        "number": verdict.draw.number,
        "kind": verdict.draw.kind,
        "complaints": shown,
        "counts": verdict.counts,
    }


def _tell_failure(verdict: dict[str, Any], asked: argparse.Namespace) -> None:
    """Say what was wrong, and how to make the run again (chance in the machine's own timing remains)."""
    broken = " --broken" if asked.broken else ""
    number, kind = verdict["number"], verdict["kind"]
    _say(f"✗ {asked.seed}/{number} ({kind})", *(f"    {what}" for what in verdict["complaints"]))
    _say(
        f"  python -m tests.crash --seed {asked.seed} --first {number} --runs 1"
        f" --databases {kind} --keep var/crash{broken}"
    )


def _tell_counts(counts: Counter[str]) -> None:
    for name in sorted(counts):
        _say(f"  {name:22} {counts[name]:>9,}")


def _tell_end(asked: argparse.Namespace, *, done: int, failed: int, seconds: float) -> None:
    _say(
        f"{done} 回のうち {failed} 回に問題がありました（種 {asked.seed}、{seconds:.0f} 秒）。 / "
        f"{failed} of {done} runs were not exact (seed {asked.seed}, {seconds:.0f} s)."
    )


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
