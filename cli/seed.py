"""Seed: a crowd of made-up members, to try out sizes. Not in production."""

import csv
import gc
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from cli.parts import parts
from models import statistics
from models.consents import Consent, ConsentEntry
from models.keys import MemberKey
from models.members import Member
from models.preferences import Preference
from parts import Parts
from services import synthetic

SLICE = 500
"""People in one transaction; each stays well under 200 ms."""
PUT_IN = (Member, MemberKey, ConsentEntry, Consent, Preference)


@click.command("seed")
@click.option("--members", type=click.IntRange(1, 50_000_000), required=True, help="人数 / How many.")
@click.option(
    "--consenting", type=click.FloatRange(0, 1), default=0.9, help="お知らせに同意した割合 / Share of yes."
)
@click.option(
    "--seed", type=int, default=1, help="同じ数なら同じ人々 / The same number makes the same people."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="CSV")
@with_appcontext
def command(members: int, consenting: float, seed: int, out: Path) -> None:
    """Make up members, insert them in bulk, and write who they are to a CSV file."""
    everything = parts()
    if everything.settings.is_production:
        raise click.ClickException("本番では使えません。 / This is not for a shop in earnest.")
    crowd = synthetic.figures(members, consenting, seed)
    gc.freeze()  # what the program itself is made of need not be looked through again and again
    began = time.monotonic()
    with out.open("w", newline="", encoding="utf-8") as file, click.progressbar(length=members) as bar:
        writer = csv.writer(file)
        writer.writerow(["line_user_id", "consenting", "blocked", "paused"])
        for people in _slices(crowd):
            _insert(everything, people)
            writer.writerows(synthetic.FIELDS(one) for one in people)
            bar.update(len(people))
    statistics.renew(everything.sessions, members, *PUT_IN)
    seconds = time.monotonic() - began
    click.echo(f"{members:,}人を{seconds:.1f}秒で作りました。 / {members:,} people in {seconds:.1f} s.")


def _insert(everything: Parts, people: Sequence[synthetic.Figure]) -> None:
    try:
        with everything.sessions.begin() as session:
            synthetic.insert_slice(session, everything.vault(), people, now=everything.clock())
    except synthetic.PeopleExist:
        raise click.ClickException(
            "この人々はもう登録されています。--seed の数を変えてください。 / "
            "These people are there already; choose another --seed."
        ) from None


def _slices(crowd: Iterator[synthetic.Figure]) -> Iterator[list[synthetic.Figure]]:
    while people := list(itertools.islice(crowd, SLICE)):
        yield people
