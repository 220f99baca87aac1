"""Purchases: receipts of a till's CSV file become points at the command line."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import click

from cli.parts import parts
from cli.speech import Group
from services import audit, purchase_files, purchase_imports, settings
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
    _tell(counted, is_json=is_json)


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
