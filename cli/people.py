"""People: the copy that somebody asked for, and the erasure, where neither they nor the staff can do it."""

import os
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli.parts import parts
from cli.speech import Group
from models.codes import CodeKind
from models.members import Member
from services import audit, codes, copies, erasing, farewells, japan, people, settings
from services.consent import Evidence
from services.erasing import Cause
from services.vault import Vault

group = Group("person", help="会員の情報を渡す・消す。 / Hand out or erase what is held of a member.")
CODE = 6
"""Digits of a support code; a card number has more."""

whose = click.argument("whose", metavar="CARD|CODE")


@group.command("export")
@whose
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="書き出すファイル / The new file."
)
def export(whose: str, out: Path | None) -> None:
    """Give everything that is held of a member as JSON, into a new file that only you can read."""
    everything = parts()
    now = everything.clock()
    with everything.sessions.begin() as session:
        member = _find(session, everything.vault(), whose)
        choices = settings.read(session)
        made = copies.make(session, everything.vault(), member, choices=choices, language="ja", now=now)
        written = copies.as_json(made).decode()
        audit.write(session, "person_exported", f"member:{member.id}", staff_id=None, now=now)
        if out is not None:
            _write(out, written)
    click.echo(written if out is None else f"{out} に書き出しました。 / Written to {out}.")


def _write(out: Path, written: str) -> None:
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise click.ClickException(
            f"{out} に書けません。まだない名前を選んでください。 / "
            f"cannot write {out}; choose a name that is not there yet. ({error.strerror})"
        ) from error
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write(written)


@group.command("erase")
@whose
@click.option("--yes", "is_sure", is_flag=True, help="確かめずに消す / Do not ask again.")
def erase(whose: str, is_sure: bool) -> None:  # noqa: FBT001
    """Erase a member for good."""
    everything = parts()
    if not is_sure:
        click.confirm(
            "会員の情報・ポイント・クーポンがすべて消え、元に戻せません。消しますか。 / "
            "Everything held of the member goes, points and coupons too, and cannot be brought back. Erase?",
            abort=True,
        )
    now = everything.clock()
    with everything.sessions.begin() as session:
        member = _find(session, everything.vault(), whose)
        number, days = member.id, settings.read(session).backup_days
        evidence = Evidence(None, now, None, "operator")
        farewells.note(session, everything.vault(), member, now=now)
        erased = erasing.erase(
            session, member, cause=Cause.REQUEST, evidence=evidence, backup_days=days, now=now
        )
        audit.write(session, "person_erased", f"member:{number}", staff_id=None, now=now)
    everything.sessions.scrub()
    final_day = japan.day(erased.final_at)
    click.echo(
        f"消しました。失われたもの: ポイント{erased.lost.points}、クーポン{erased.lost.coupons}枚。"
        f"バックアップからも {final_day:%Y-%m-%d} に消えます。 / "
        f"Erased, with {erased.lost.points} points and {erased.lost.coupons} coupons. "
        f"The last backup that holds them goes on {final_day:%Y-%m-%d}."
    )


def _find(session: Session, vault: Vault, whose: str) -> Member:
    """Find the member by card, or by the six digits that they read out (which are used up)."""
    digits = "".join(sign for sign in whose if sign.isdecimal())
    if len(digits) != CODE:
        return people.by_card(session, whose)
    code = codes.use(session, vault, CodeKind.SUPPORT, digits, now=parts().clock())
    return session.scalars(select(Member).where(Member.id == code.member_id)).one()
