"""Key sheets: the master key printed, checked with a few signs, and typed back when all else is lost."""

import html
import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from cli import key_files
from cli.parts import parts
from parts import MasterKeyMissing, Parts, master_keys
from services import audit, japan, key_sheets, masters, settings
from services.key_sheets import LINES

TITLE = ("{shop}の鍵の控え", "The key of {shop}")
WORDS = (
    (
        "これは、お客さまの情報を開く鍵です。この紙と、データベースのバックアップの両方があれば、"
        "別の機械で店を続けられます。どちらか一方だけでは、どなたのことかは分かりません。",
        "This is the key to what your customers entrusted to you. With this sheet and a backup of the "
        "database the shop can go on with another machine. "
        "Either of them alone does not tell who anybody is.",
    ),
    (
        "金庫など、鍵のかかる場所に、機械とは別にしまってください。"
        "写真に撮ったり、メールで送ったりしないでください。",
        "Keep it locked away, not near the machine. Do not photograph or mail it.",
    ),
    (
        "しまう前に: flask --app app keys confirm を実行し、各行の最後の2文字を入れてください。",
        "Before you put it away: run flask --app app keys confirm and type the last two signs of each line.",
    ),
    (
        "戻すとき: flask --app app keys restore を実行し、4行をそのまま入れてください。"
        "写し間違えた行は、その番号をお知らせします。",
        "To restore: run flask --app app keys restore and type the four lines. "
        "A line with a slip in it is named.",
    ),
)
PAGE = """\
<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 12pt/1.8 sans-serif; margin: 2.5cm; max-width: 16cm }}
pre {{ font: 18pt/2 monospace; border: 1pt solid; padding: 6pt 14pt }}
p[lang=en] {{ font-size: 10pt; margin-top: -8pt }}
</style></head><body><h1>{title}</h1><p>{made}</p><pre>{lines}</pre>
{words}</body></html>
"""


@click.command("sheet")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def sheet(file: Path | None) -> None:
    """Print the key, on the terminal or as an HTML page in a new FILE that only you can read."""
    everything = parts()
    key = master_keys(everything.settings)[0]
    title, made = _heading(everything, key)
    lines = [f"{number}  {line}" for number, line in enumerate(key_sheets.lines(key), start=1)]
    text = "\n".join([title, made, "", *lines, "", *(text for pair in WORDS for text in pair)])
    words = "\n".join(f'<p>{ja}</p><p lang="en">{en}</p>' for ja, en in WORDS)
    page = PAGE.format(title=html.escape(title), made=made, lines="\n".join(lines), words=words)
    with everything.sessions.begin() as session:  # who saw the key is asked when something has leaked
        audit.write(session, "key_sheet_printed", "keys:master", staff_id=None, now=everything.clock())
        if file is not None:
            _write(file, page)
    click.echo(
        text
        if file is None
        else f"{file} を印刷したら、ファイルを消してください。次に keys confirm を実行してください。 / "
        f"Print {file}, then delete it, and run keys confirm."
    )


def _heading(everything: Parts, key: bytes) -> tuple[str, str]:
    with everything.readings.begin() as session:
        shop = settings.read(session).shop_name
    day = japan.day(everything.clock())
    title = " / ".join(words.format(shop=shop) for words in TITLE)
    return title, f"{day:%Y-%m-%d} · {masters.mark_of(key).hex()}"


def _write(file: Path, page: str) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise click.ClickException(
            f"{file} に書けません。まだない名前を選んでください。 / "
            f"cannot write {file}; choose a name that is not there yet. ({error.strerror})"
        ) from error
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write(page)


@click.command("confirm")
@with_appcontext
def confirm() -> None:
    """Have the check signs of the printed sheet typed back, so that it is sure to be readable."""
    everything = parts()
    everything.vault()
    key = master_keys(everything.settings)[0]
    typed = [
        click.prompt(f"{line}行目の最後の2文字 / the last two signs of line {line}")
        for line in range(1, LINES + 1)
    ]
    mark = key_sheets.confirm(key, typed)
    with everything.sessions.begin() as session:
        settings.change(session, "key_sheet", mark, now=everything.clock())
        audit.write(session, "key_sheet_confirmed", "keys:master", staff_id=None, now=everything.clock())
    click.echo("紙の控えを確かめました。 / The sheet is confirmed.")


@click.command("restore")
@with_appcontext
def restore() -> None:
    """Read the key from the printed sheet, as you type it, and put it where the key belongs."""
    everything = parts()
    key = _typed()
    if everything.settings.master_keys:
        click.echo(
            "この値を環境変数 MASTER_KEY に入れてください。 / Put this value into the variable MASTER_KEY.\n"
            + key_files.written(key)
        )
        return
    click.echo(_put(everything, key))


def _typed() -> bytes:
    """Ask for one line after the other; each is checked before the next is asked for."""
    return b"".join(_part(number) for number in range(1, LINES + 1))


def _part(number: int) -> bytes:
    while True:
        typed = click.prompt(f"{number}行目 / line {number}")
        try:
            return key_sheets.part(number, typed)
        except key_sheets.LineMistyped:
            click.echo(
                f"{number}行目に写し間違いがあります。もう一度お願いします。 / "
                f"There is a slip in line {number}; please type it again."
            )


def _put(everything: Parts, key: bytes) -> str:
    """Write the key where there is none, or after the present one, to open what is older."""
    file = everything.settings.master_key_file
    file.parent.mkdir(parents=True, exist_ok=True)
    with key_files.alone(file):
        return _put_alone(everything, file, key)


def _put_alone(everything: Parts, file: Path, key: bytes) -> str:
    try:
        present = master_keys(everything.settings)
    except MasterKeyMissing:
        if file.exists():
            raise
        key_files.make(file, key)
        return f"{file} に鍵を戻しました。 / The key is back in {file}."
    if key in present:
        return "その鍵は、もう入っています。 / That key is there already."
    key_files.replace(file, [*present, key])
    return (
        f"{file} のいまの鍵のあとに、この鍵を加えました。古いバックアップを開けます。"
        "済んだら keys rotate で一つに戻します。 / "
        f"Added to {file}, after the present key: older backups can be opened. "
        "When you are done, keys rotate makes it one again."
    )
