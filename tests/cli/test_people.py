"""The operator hands out a copy and erases, by the card or by the number that the member reads out."""

import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

import parts
from models.audit import AuditEntry
from models.codes import CodeKind
from models.members import Member
from services import codes
from tests.cli.keyring import PEOPLE, Run
from tests.cli.shelving import alive
from tests.clock import Clock


def card(shop: parts.Parts, member_id: int) -> str:
    with shop.readings.begin() as session:
        return session.get_one(Member, member_id).card_number


def noted(shop: parts.Parts) -> list[tuple[str, str]]:
    with shop.readings.begin() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.subject) for row in rows if row.action.startswith("person")]


def test_a_copy_is_a_new_file_that_nobody_else_can_read(
    shop: parts.Parts, do: Run, members: list[int], tmp_path: Path
) -> None:
    out = tmp_path / "copy.json"

    assert do("person", "export", card(shop, members[0]), "--out", str(out)).exit_code == 0

    assert PEOPLE[0] in out.read_text()
    assert json.loads(out.read_text())
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert do("person", "export", card(shop, members[0]), "--out", str(out)).exit_code == 1
    assert noted(shop) == [("person_exported", f"member:{members[0]}")]


def test_who_reads_out_their_number_is_erased_once(shop: parts.Parts, do: Run, members: list[int]) -> None:
    with shop.sessions.begin() as session:
        member = session.get_one(Member, members[1])
        number = codes.issue(session, shop.vault(), member, CodeKind.SUPPORT, now=shop.clock())

    done = do("person", "erase", number, "--yes")

    assert (done.exit_code, "ポイント100" in done.output) == (0, True)
    assert alive(shop) == [members[0], members[2]]
    assert noted(shop) == [("person_erased", f"member:{members[1]}")]
    assert do("person", "erase", number, "--yes").exit_code == 2


def test_without_a_yes_nobody_is_erased(shop: parts.Parts, do: Run, members: list[int]) -> None:
    assert do("person", "erase", card(shop, members[0])).exit_code == 1

    assert alive(shop) == members


@pytest.mark.parametrize("given", ["000000", "9999-9999", "nobody"])
def test_a_number_that_nobody_has_is_refused_in_a_sentence(
    shop: parts.Parts, do: Run, members: list[int], given: str, clock: Clock
) -> None:
    done = do("person", "export", given)

    assert done.exit_code == 2
    assert "please" in done.output
