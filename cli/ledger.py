"""Ledger: checked, handed out for others to check, and asked what covers a message."""

import itertools
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.parts import parts
from cli.speech import Group
from models.ledger import Checkpoint
from services import audit, checkpoints, coverage, ledger_faults, ledger_lines, proofs
from services.checkpoints import Key
from services.ledger_faults import MOST, What

group = Group("ledger", help="同意の台帳を確かめる・渡す。 / Check the ledger of consent, and hand it out.")

FAULTS = {
    What.GAP: ("{where}行目がありません。", "line {where} is missing."),
    What.LEAF: ("{where}行目が書き換えられています。", "line {where} was changed."),
    What.TILE: ("途中の印 {where} が行と合いません。", "tile {where} does not fit the lines."),
    What.ROOT: (
        "{where}行目までの印が、いまの行と合いません。",
        "the signed root over {where} lines does not fit them.",
    ),
    What.SIGNATURE: (
        "{where}行目までの印の署名が正しくありません。",
        "the signature of the root over {where} lines is wrong.",
    ),
    What.CUT: (
        "{where}行目までの印がありますが、台帳はそれより短くなっています。",
        "a signed root covers {where} lines, but the ledger is shorter.",
    ),
    What.PRESENT: (
        "会員 {where} のいまの同意が、台帳と合いません。",
        "the present answer of member {where} is not what the ledger says.",
    ),
}


@group.command("verify")
def verify() -> None:
    """Read the whole ledger and check it; ends with 1 when something is wrong."""
    everything = parts()
    with everything.readings.begin() as session:
        found = list(itertools.islice(ledger_faults.find(session, _key()), MOST))
        open_, newest = (
            checkpoints.window(session, now=everything.clock()),
            checkpoints.newest(session),
        )
    for fault in found:
        ja, en = FAULTS[fault.what]
        click.echo(f"× {ja.format(where=fault.where)} / {en.format(where=fault.where)}")
    if found:
        raise click.exceptions.Exit(1)
    size = newest.size if newest else 0
    click.echo(
        f"台帳に誤りはありません（印の付いた行 {size:,}、まだの行 {open_.lines:,}）。 / "
        f"the ledger is sound ({size:,} lines under a signed root, {open_.lines:,} not yet)."
    )


@group.command("export")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def export(directory: Path) -> None:
    """Write lines, signed roots and the key, to be checked with tools/verify_ledger.py."""
    everything = parts()
    newest = _anchored()
    directory.mkdir(parents=True, exist_ok=True)
    with everything.readings.begin() as session, (directory / "entries.jsonl").open("wb") as file:
        for line in ledger_lines.read(session, upto=newest.size):
            file.write(line.written() + b"\n")
    with everything.readings.begin() as session:
        (directory / "checkpoints.txt").write_text(_notes(session, newest), encoding="utf-8")
    (directory / "key.pub").write_text(f"{_key()}\n", encoding="utf-8")
    with everything.sessions.begin() as session:
        audit.write(
            session, "ledger_exported", f"ledger:{newest.size}", staff_id=None, now=everything.clock()
        )
    click.echo(
        f"{newest.size:,}行を {directory} に書きました。確かめるには: / "
        f"{newest.size:,} lines written to {directory}; to check:\n"
        f"  python3 tools/verify_ledger.py {directory}"
    )


@group.command("prove")
@click.argument("message_id", required=False, metavar="MESSAGE_ID")
@click.option("--all", "is_all", is_flag=True, help="すべての送信を調べる / Look at every message.")
def prove(message_id: str | None, is_all: bool) -> None:  # noqa: FBT001
    """Print what covers a message; with --all, name the messages that nothing covers, and end with 1."""
    if is_all == (message_id is not None):
        raise click.UsageError("MESSAGE_ID か --all のどちらかを。 / give MESSAGE_ID or --all.")
    if message_id is None:
        _prove_all()
        return
    everything = parts()
    with everything.sessions.begin() as session:
        proof = proofs.of_message(session, everything.vault(), message_id, now=everything.clock())
        audit.write(session, "message_proven", f"message:{message_id}", staff_id=None, now=everything.clock())
    click.echo(proofs.as_json(proof).decode(), nl=False)
    if not proof["is_covered"]:
        raise click.exceptions.Exit(1)


def _prove_all() -> None:
    with parts().readings.begin() as session:
        total, bare = coverage.count(session), list(coverage.uncovered(session))
    for message_id in bare[:MOST]:
        click.echo(f"× {message_id}")
    click.echo(
        f"送信 {total:,}件のうち、同意で裏づけられないもの {len(bare):,}件。 / "
        f"{len(bare):,} of {total:,} messages are not covered by a consent."
    )
    if bare:
        raise click.exceptions.Exit(1)


def _anchored() -> Checkpoint:
    """Sign the root of all that is written, tiles in slices; an empty ledger has nothing to hand out."""
    everything = parts()
    while True:
        with everything.sessions.begin() as session:
            made = _signed(session)
            if made is not None:
                return made
            if checkpoints.window(session, now=everything.clock()).lines == 0:
                raise click.ClickException("台帳はまだ空です。 / the ledger is empty still.")


def _signed(session: Session) -> Checkpoint | None:
    everything = parts()
    try:
        return checkpoints.anchor(session, everything.vault(), now=everything.clock())
    except checkpoints.LedgerCut:
        raise click.ClickException(
            "台帳が、署名した行数より短くなっています。ledger verify で確かめてください。 / "
            "the ledger is shorter than what was signed; see ledger verify."
        ) from None


def _notes(session: Session, newest: Checkpoint) -> str:
    """Give all signed roots, and the newest once more as of now: lines may have come to their end since."""
    notes = select(Checkpoint.note).where(Checkpoint.size <= newest.size).order_by(Checkpoint.size)
    everything, root = parts(), bytes.fromhex(newest.root_sha256)
    as_of_now = checkpoints.sign(everything.vault(), newest.size, root, now=everything.clock())
    return "\n".join([*session.scalars(notes), as_of_now])


def _key() -> Key:
    return Key(parts().vault().ledger_key())
