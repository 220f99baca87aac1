"""Keys: made once, and changed for new ones."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from cli import key_files, key_sheets
from cli.parts import parts
from cli.speech import Group
from parts import MasterKeyMissing, Parts, master_keys, masters
from services import audit, ciphers, rotation, settings, vault
from services.masters import Masters, witness

group = Group("keys", help="鍵を作る・替える・紙に控える。 / Make, change and print the keys.")
for _command in (key_sheets.sheet, key_sheets.confirm, key_sheets.restore):
    group.add_command(_command)


@group.command("init")
def init() -> None:
    """Make the master key's file and the keyring where they are missing. May run twice."""
    everything = parts()
    held = _held(everything.settings.master_key_file)
    with everything.sessions.begin() as session:
        made = vault.init_keyring(session, held, now=everything.clock())
    opened = everything.vault()
    with everything.sessions.begin() as session:
        opened.open_day(session, now=everything.clock())
    click.echo(f"鍵の用意ができました（新しく{len(made)}個）。 / The keys are ready ({len(made)} new).")


def _held(file: Path) -> Masters:
    try:
        return masters(parts().settings)
    except MasterKeyMissing:
        if file.exists():
            raise
    _refuse_where_one_was_lost()
    key = ciphers.new_key()
    key_files.make(file, key)
    return Masters([key])


def _refuse_where_one_was_lost() -> None:
    """A new key would open nothing of what is there, and stand in the way of the right one."""
    with parts().readings.begin() as session:
        has_keys = witness(session) is not None
    if has_keys:
        raise click.ClickException(
            "このデータベースには、もう鍵があります。鍵のファイルをなくしたときは、"
            "紙の控えから flask --app app keys restore で戻してください。 / "
            "This database has its key already. If the key's file is lost, "
            "type it back from its sheet with flask --app app keys restore."
        )


@group.command("rotate")
def rotate() -> None:
    """Put a new master key in the old one's place, while everything goes on. May be run again any time."""
    everything = parts()
    everything.vault()  # under a wrong key nothing is begun
    given, file = everything.settings.master_keys, everything.settings.master_key_file
    if not given:
        with key_files.alone(file):
            _rotate_file(everything, file)
    elif len(given) == 1:
        _ask_for_two(given[0])
        return
    else:
        _rewrap_all(everything, Masters(given))
    _tell(everything, is_file=not given)


def _rotate_file(everything: Parts, file: Path) -> None:
    keys = master_keys(everything.settings)
    if len(keys) == 1:
        keys = (ciphers.new_key(), *keys)
        key_files.replace(file, keys)
    _rewrap_all(everything, Masters(keys))
    key_files.replace(file, keys[:1])


def _ask_for_two(old: bytes) -> None:
    both = f"{key_files.written(ciphers.new_key())},{key_files.written(old)}"
    click.echo(
        "鍵は環境変数 MASTER_KEY にあります。次の値（新しい鍵,古い鍵）に替え、すべてのプロセスを起動し直して"
        "から、もう一度このコマンドを実行してください。まだ何も変わっていません。 / "
        "The key is in the variable MASTER_KEY. Change it to the value below (new key,old key), restart all "
        "processes, then run this command again. Nothing has changed yet."
    )
    click.echo(both)


def _rewrap_all(everything: Parts, held: Masters) -> None:
    with everything.sessions.begin() as session:
        rotation.begin(session, held)
    is_done = False
    while not is_done:
        after: str | None = ""
        while after is not None:
            with everything.sessions.begin() as session:
                after = rotation.rewrap_slice(session, held, after=after, limit=rotation.SLICE)
        with everything.readings.begin() as session:
            is_done = rotation.is_done(session, held)


def _tell(everything: Parts, *, is_file: bool) -> None:
    with everything.sessions.begin() as session:
        days = settings.read(session).backup_days
        note(session, "key_rotated")
    if not is_file:
        click.echo(
            "MASTER_KEY を新しい鍵（コンマの前）だけにして、すべてのプロセスを起動し直してください。 / "
            "Now let MASTER_KEY hold only the new key (before the comma), and restart all processes."
        )
    click.echo(
        "鍵を替えました。keys sheet で新しい紙を印刷してください。古い紙が要るのは、古いバックアップを戻す"
        f"ときだけです。{days}日後に、裁断して捨ててください。 / "
        "The key is changed. Print its sheet with keys sheet. "
        f"The old sheet is needed for older backups only: shred it in {days} days."
    )


def note(session: Session, action: str) -> None:
    """Write into the audit log what the operator did with the keys."""
    audit.write(session, action, "keys:master", staff_id=None, now=parts().clock())
