"""Erased means gone from disk and backups; and a stolen disk tells nothing to whoever has no key."""

import gzip
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import object_session

import parts
from models.consents import Purpose
from models.inbox import InboxEvent, InboxState
from models.keys import MemberKey
from models.members import Member
from models.profiles import Profile
from models.sendings import Sending
from services import inbox, ledger_faults, letters, masters, profiles, settings, vault
from services.checkpoints import Key
from services.masters import Masters, WrongMasterKey
from tests import scanner
from tests.bot import letters as events
from tests.cli.keyring import Run
from tests.cli.shelving import the_backup
from tests.clock import Clock
from tests.databases import KINDS
from tests.makers import Make

DATABASES = KINDS

USER_ID = "U0123456789abcdef0123456789abcdef"
NAME = "えにし花子"
WORDS = "まもなく切れるポイントがあります"
WRITTEN = "ひみつのご相談です"
SECRET = "channel-secret-0123456789abcdef"


@dataclass(frozen=True)
class Traces:
    """What there was of one member: in clear, and as it lies in the database."""

    card: str
    clear: list[str | bytes]
    kept: list[str | bytes]


@pytest.fixture
def traces(shop: parts.Parts, run: Run) -> Traces:
    """A member with everything that the shop can hold of one."""
    assert run("init").exit_code == 0
    with shop.sessions.begin() as session:
        make = Make(session, shop.vault())
        member = make.member(reachable=True, line_user_id=USER_ID)
        make.agree(member, Purpose.PROFILE)
        profiles.set_name(session, shop.vault(), member, NAME, now=shop.clock())
        sending = letters.letter(
            session,
            shop.vault(),
            member,
            purpose=Purpose.SERVICE,
            messages=[{"type": "text", "text": WORDS}],
            valid_until=shop.clock() + timedelta(days=1),
            choices=make.choices,
            now=shop.clock(),
        )
        event = events.message(WRITTEN, user=USER_ID)
        inbox.record(session, shop.vault(), [event], kinds={"message"}, now=shop.clock())
        session.get_one(InboxEvent, event["webhookEventId"]).state = InboxState.POISONED
        settings.change_secret(session, shop.vault(), "line_channel_secret", SECRET, now=shop.clock())
        return _traces(shop, member, session.get_one(Sending, sending.id), event["webhookEventId"])


def _traces(shop: parts.Parts, member: Member, sending: Sending, event_id: str) -> Traces:
    session = object_session(member)
    assert session is not None
    session.flush()
    wrapped = session.get_one(MemberKey, member.pid).wrapped
    profile = session.get_one(Profile, member.id)
    event = session.get_one(InboxEvent, event_id)
    key = parts.masters(shop.settings).unwrap(wrapped, masters.place_of(member.pid))
    sealed = [member.line_user_id, profile.display_name, sending.letter, event.payload]
    kept = [wrapped, *(value for value in sealed if value)]
    names = [member.person_key, member.card_number]
    return Traces(member.card_number, [USER_ID, NAME, WORDS, WRITTEN, key], [*names, *kept])


def held(shop: parts.Parts, do: Run, tmp_path: Path) -> bytes:
    """Everything that the shop's database holds: SQLite's files, or a dump of PostgreSQL's rows."""
    url = shop.settings.database_url
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return scanner.content(*file.parent.glob(f"{file.name}*"))
    folder = tmp_path / "dumps"  # the key lies beside it, not in it
    folder.mkdir(exist_ok=True)
    dump = folder / f"dump-{len(list(folder.iterdir()))}.sql.gz"
    assert do("backup", str(dump)).exit_code == 0
    return gzip.decompress(dump.read_bytes())


def shelved(shop: parts.Parts) -> bytes:
    files = [file for file in shop.shelf.folder.rglob("*") if file.is_file()]
    return b"\n".join(
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files
    )


def test_who_was_erased_is_gone_from_the_disk_and_from_backups_when_their_days_are_over(
    shop: parts.Parts,
    do: Run,
    traces: Traces,
    clock: Clock,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    everything = traces.clear + traces.kept
    do("backup")
    before = the_backup(shop)
    clock.advance(hours=1)

    assert do("person", "erase", traces.card, "--yes").exit_code == 0
    shop.write_journal()

    assert scanner.found(held(shop, do, tmp_path), everything) == []
    assert sound(shop)

    clock.advance(hours=1)
    assert do("restore", str(before), "--replace").exit_code == 0
    assert scanner.found(held(shop, do, tmp_path), everything) == []
    assert sound(shop)

    clock.advance(timedelta(days=30))
    shop.shelf.clear(days=30, now=clock())
    assert scanner.found(shelved(shop), everything) == []
    said = capfd.readouterr()
    assert scanner.found((said.out + said.err).encode(), everything) == []


def test_before_somebody_is_erased_the_scanner_finds_what_is_kept_of_them(
    shop: parts.Parts, do: Run, traces: Traces, tmp_path: Path
) -> None:
    shop.sessions.scrub()

    there = scanner.found(held(shop, do, tmp_path), traces.kept)

    assert len(there) >= len(traces.kept) - 1  # a dump leaves out the inbox


def sound(shop: parts.Parts) -> bool:
    with shop.readings.begin() as session:
        return list(ledger_faults.find(session, Key(shop.vault().ledger_key()))) == []


def test_a_stolen_disk_tells_nothing_without_the_key(
    shop: parts.Parts, do: Run, traces: Traces, tmp_path: Path, file: Path
) -> None:
    do("backup")
    stolen = held(shop, do, tmp_path) + shelved(shop)

    assert scanner.found(stolen, [*traces.clear, SECRET, *parts.master_keys(shop.settings)]) == []
    with shop.readings.begin() as session, pytest.raises(WrongMasterKey):
        vault.unlock(session, Masters([bytes(32)]))
    file.unlink()
    assert do("person", "export", traces.card).exit_code == 2
