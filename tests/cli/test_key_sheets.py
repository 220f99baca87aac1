"""The key on paper: printed for nobody else to read, confirmed, and typed back when it is lost."""

import stat
from pathlib import Path

import parts
from cli import key_files
from services import audit, ciphers, key_sheets, settings
from tests.cli.keyring import PEOPLE, Run, held, readable


def test_the_sheet_is_a_file_of_its_own_that_nobody_else_can_read(
    run: Run, file: Path, members: list[int], tmp_path: Path
) -> None:
    page = tmp_path / "sheet.html"

    assert run("sheet", str(page)).exit_code == 0

    written = page.read_text()
    assert all(line in written for line in key_sheets.lines(held(file)[0]))
    assert "当店の鍵の控え" in written
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert run("sheet", str(page)).exit_code == 1
    assert key_sheets.lines(held(file)[0])[3] in run("sheet").output


def test_that_the_key_was_printed_stays_in_the_audit(
    run: Run, whole: parts.Parts, members: list[int], tmp_path: Path
) -> None:
    run("sheet", str(tmp_path / "sheet.html"))
    run("sheet")
    assert run("sheet", str(tmp_path / "sheet.html")).exit_code == 1  # there is one: nothing is shown

    with whole.readings.begin() as session:
        assert [line.action for line in audit.recent(session)].count("key_sheet_printed") == 2


def test_the_sheet_is_confirmed_by_its_check_signs(
    run: Run, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    right = key_sheets.checks(held(file)[0])

    wrong = run("confirm", typed="\n".join([right[0], "**", *right[2:]]))
    assert (wrong.exit_code, "2行目に写し間違い" in wrong.output) == (2, True)
    assert run("confirm", typed="\n".join(right)).exit_code == 0

    with whole.readings.begin() as session:
        assert not key_sheets.is_missing(session, settings.read(session))
    assert run("rotate").exit_code == 0
    with whole.readings.begin() as session:
        assert key_sheets.is_missing(session, settings.read(session))


def test_a_lost_key_is_typed_back_from_the_sheet(
    run: Run, whole: parts.Parts, file: Path, members: list[int]
) -> None:
    lines = key_sheets.lines(held(file)[0])
    file.unlink()
    slip = lines[1][:-1] + ("0" if lines[1][-1] != "0" else "1")

    done = run("restore", typed="\n".join([lines[0], slip, *lines[1:]]))

    assert "2行目に写し間違いがあります" in done.output
    assert readable(whole, held(file)) == PEOPLE
    assert "もう入っています" in run("restore", typed="\n".join(lines)).output


def test_an_older_key_is_put_behind_the_present_one(run: Run, file: Path, members: list[int]) -> None:
    (present,), older = held(file), ciphers.new_key()

    assert run("restore", typed="\n".join(key_sheets.lines(older))).exit_code == 0

    assert held(file) == (present, older)


def test_no_command_shows_a_key_that_was_not_asked_for(run: Run, file: Path, members: list[int]) -> None:
    said = run("init").output + run("rotate").output + run("confirm", typed="00\n00\n00\n00\n").output

    assert key_files.written(held(file)[0]) not in said
