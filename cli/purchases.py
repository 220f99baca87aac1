"""Purchases: receipts of a CSV file become points, and the ledger a file, at the command line."""

import csv
import json
import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

from cli.parts import parts
from cli.speech import Group
from models import statistics
from models.points import PointsEntry, PointsLot
from services import audit, csv_out, japan, purchase_exports, purchase_files, purchase_imports, settings
from services.purchase_files import Fault, Line
from services.purchase_imports import Counted

group = Group("purchases", help="お会計の CSV を取り込む。 / Take in purchases from CSV.")
MOST = 2_000_000
"""Lines of one file."""
SHOWN = 20
"""Faults that are told one by one."""
WHY = {
    "card": ("会員番号が8桁ではありません", "the card is not 8 digits"),
    "yen": ("金額が数ではないか、大きすぎます", "the amount is no number, or too large"),
    "receipt": ("レシート番号が使えません", "the receipt's number cannot be used"),
    "shop": ("この番号の店舗はありません", "there is no branch of this number"),
    "twice": ("同じレシート番号がこのファイルに二度あります", "the receipt is in this file twice"),
    "member": ("この会員番号の会員はいません", "no member has this card"),
    "differs": (
        "このレシート番号は、別の金額か別の会員で済んでいます",
        "the receipt counted for another amount or member",
    ),
}


class Day(click.ParamType[date]):
    """A day of Japan in ISO form."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or say how to write it."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail("2026-12-01 のように書いてください。 / write it like 2026-12-01.", param, ctx)


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="確かめるだけ / Only look what would happen.")
@click.option("--json", "is_json", is_flag=True, help="JSON で答える / Answer in JSON.")
def take_in(file: Path, is_dry: bool, is_json: bool) -> None:  # noqa: FBT001
    """Give the points of a file's receipts, each once; exit 1 where a line was wrong."""
    read = purchase_files.read(file.read_bytes(), most=MOST)
    counted = Counted(faults=list(read.faults))
    begun = time.monotonic()
    for number, some in enumerate(purchase_imports.slices(read.lines), start=1):
        counted.add(_slice(some, is_dry=is_dry))
        done = min(number * purchase_imports.SLICE, len(read.lines))
        click.echo(f"\r{done:,} / {len(read.lines):,}", err=True, nl=False)
    click.echo(f"  {time.monotonic() - begun:.1f} s", err=True)
    if not is_dry:
        _note(counted)
        statistics.renew(parts().sessions, counted.new, PointsLot, PointsEntry)
    _tell(counted, is_json=is_json)


@group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", type=Day(), required=True, help="この日から / From this day of Japan, 2026-12-01.")
@click.option("--until", type=Day(), required=True, help="この日まで / Until and with this day.")
def give_out(file: Path, since: date, until: date) -> None:
    """Write the ledger's lines of these days into a new CSV file that only you can read."""
    everything = parts()
    span = {"since": japan.start_of(since), "until": japan.end_of(until)}
    with everything.readings.begin() as session, _new(file) as target:
        lines = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        lines.writerow(purchase_exports.HEADINGS)
        count = 0
        for page in purchase_exports.pages(session, **span):
            lines.writerows([csv_out.cell(value) for value in row] for row in page.rows)
            count += len(page.rows)
    with everything.sessions.begin() as session:
        audit.write(
            session, "entries_exported", "purchases", staff_id=None, now=everything.clock(), rows=count
        )
    click.echo(f"{count:,}行を {file} に書き出しました。 / {count:,} lines written to {file}.")


def _new(file: Path) -> TextIO:
    """Open a file that is not there yet, for its owner only, as spreadsheets in Japan read it."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise click.ClickException(
            f"{file} に書けません。まだない名前を選んでください。 / "
            f"cannot write {file}; choose a name that is not there yet. ({error.strerror})"
        ) from error
    return os.fdopen(handle, "w", encoding="utf-8-sig", newline="")


def _slice(some: Sequence[Line], *, is_dry: bool) -> Counted:
    everything = parts()
    if is_dry:
        with everything.readings.begin() as session:
            choices = settings.read(session)
            return purchase_imports.rehearse(session, some, choices=choices, now=everything.clock())
    with everything.sessions.begin() as session:
        return purchase_imports.take(session, some, choices=settings.read(session), now=everything.clock())


def _note(counted: Counted) -> None:
    everything = parts()
    figures = {"new": counted.new, "known": counted.known, "faults": len(counted.faults)}
    with everything.sessions.begin() as session:
        now = everything.clock()
        audit.write(session, "purchases_imported", "purchases", staff_id=None, now=now, **figures)


def _tell(counted: Counted, *, is_json: bool) -> None:
    faults = sorted(counted.faults, key=lambda fault: fault.number)
    if is_json:
        told = {"new": counted.new, "known": counted.known, "points": counted.points}
        click.echo(json.dumps(told | {"faults": [vars(fault) for fault in faults]}))
    else:
        _tell_people(counted, faults)
    if faults:
        click.get_current_context().exit(1)


def _tell_people(counted: Counted, faults: list[Fault]) -> None:
    click.echo(
        f"新しく{counted.new:,}件・{counted.points:,}ポイント、済んでいたもの{counted.known:,}件、"
        f"直すところ{len(faults):,}件 / {counted.new:,} new with {counted.points:,} points, "
        f"{counted.known:,} counted before, {len(faults):,} to correct"
    )
    for fault in faults[:SHOWN]:
        ja, en = WHY[fault.why]
        click.echo(f"{fault.number}行目: {ja} / line {fault.number}: {en}")
