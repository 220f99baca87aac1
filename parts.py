"""The one composition: what the web process, the command line and the scheduler are made of."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import config
from bot.credentials import Credentials
from bot.line import Wire
from models import base
from services import backups, legal, photos, settings, tombstones, vault
from services.masters import Masters, witness
from services.tombstones import Mark
from shelf import Shelf

FRESH = 30.0
"""Seconds for which credentials that were read stay good; so long a change in the admin page may take."""


class MasterKeyMissing(Exception):
    """There is no master key yet, or its file cannot be read as one."""

    def __init__(self, place: object) -> None:
        super().__init__(
            f"鍵が読めません（{place}）。flask --app app keys init で作ってください。 / "
            f"no master key in {place}; make one with flask --app app keys init."
        )


OR_ELSE = {"address": "   （または / or: settings set address_on_request yes）"}


class LegalFieldsBlank(Exception):
    """A shop in earnest does not say yet who it is (Japan's APPI, article 32)."""

    def __init__(self, names: list[str]) -> None:
        ways = [f"  flask --app app settings set {name} …{OR_ELSE.get(name, '')}" for name in names]
        commands = "\n".join(ways)
        super().__init__(
            "本番で始める前に、法律で求められる項目を入れてください。 / "
            f"Before production, please fill in what the law asks for:\n{commands}"
        )


class KeyWrong(Exception):
    """The master key at hand is not the one that this database's keys were wrapped with."""

    def __init__(self) -> None:
        super().__init__(
            "この鍵ではデータベースを開けません。MASTER_KEY か MASTER_KEY_FILE を確かめてください。"
            "鍵をなくしたときは、紙の控えから flask --app app keys restore で戻せます。 / "
            "This key does not open the database: please check MASTER_KEY or MASTER_KEY_FILE. "
            "If the key is lost, type it back from its sheet with flask --app app keys restore."
        )


class RestoreUnfinished(Exception):
    """The database is a copy that does not know yet who was erased since."""

    def __init__(self) -> None:
        super().__init__(
            "このデータベースは、戻している途中のバックアップです。flask --app app restore を終わりまで"
            "実行してください。消去された方や、取り消された同意が、よみがえらないようにするためです。 / "
            "This database is a backup that is still being restored. Please let flask --app app restore "
            "finish, so that nobody who was erased and no consent that was withdrawn comes back."
        )


def now() -> datetime:
    """Ask the clock; nobody below the doors does."""
    return datetime.now(UTC)


@dataclass
class Parts:
    """Everything that is made once a process and passed along. Safe to share between threads."""

    settings: config.Settings
    sessions: base.Sessions
    readings: base.Sessions
    clock: Callable[[], datetime] = now
    _known: tuple[float, Credentials] | None = field(default=None, repr=False)
    _vault: vault.Vault | None = field(default=None, repr=False)

    def vault(self) -> vault.Vault:
        """Give the opened vault; raise MasterKeyMissing, vault.KeyringMissing or vault.WrongMasterKey."""
        if self._vault is None:
            with self.readings.begin() as session:
                self._vault = vault.unlock(session, masters(self.settings))
        return self._vault

    def credentials(self) -> Credentials:
        """Give LINE's credentials: the environment's, else those entered in the admin page."""
        if self._known is None or time.monotonic() - self._known[0] > FRESH:
            self._known = (time.monotonic(), self._read_credentials())
        return self._known[1]

    def _read_credentials(self) -> Credentials:
        given = self.settings
        with self.readings.begin() as session:
            names = settings.SECRETS
            entered = [settings.read_secret(session, self.vault(), name) for name in names]
        return Credentials(
            given.line_channel_id or entered[0],
            given.line_channel_secret or entered[1],
            given.line_channel_access_token or entered[2],
        )

    @cached_property
    def wire(self) -> Wire:
        """The way to LINE; asked for only after the fork, since sockets must not be shared."""
        given = self.settings
        return Wire(self.credentials, api_base=given.line_api_base, data_base=given.line_data_api_base)

    @property
    def shelf(self) -> Shelf:
        """Where backups lie, and the journal beside them."""
        return Shelf(self.settings.backup_dir)

    def write_journal(self) -> int:
        """Bring the journal up to date, and give how many lines are new; several processes may do so."""
        book, count = self.shelf, 0
        with book.writing():
            mark = Mark.of(book.last_lines()) or Mark.of(reversed(list(book.lines()))) or Mark()
            while lines := self._tombstones(mark):
                book.append(lines)
                mark = Mark.of(reversed(lines)) or mark
                count += len(lines)
        return count

    def _tombstones(self, mark: Mark) -> list[str]:
        with self.readings.begin() as session:
            return tombstones.since(session, mark)

    @property
    def trust_url(self) -> str:
        """Where everybody can read what is kept and why."""
        return f"{self.settings.public_url}/trust"

    @property
    def cards_url(self) -> str | None:
        """Below which pictures of cards lie; None: LINE could not fetch them from there."""
        public_url = self.settings.public_url
        return f"{public_url}/cards" if photos.may_be_sent(public_url) else None

    @property
    def photos_url(self) -> str:
        """Below which pictures lie, for LINE to fetch."""
        return f"{self.settings.public_url}/photos"


REFUSALS = (config.ConfigError, LegalFieldsBlank, MasterKeyMissing, KeyWrong, RestoreUnfinished)
"""Why a start may be refused; each says in one sentence what to do."""


def read() -> config.Settings:
    """Read the settings, once; raise ConfigError, which names all that is wrong with them."""
    return config.read()


def master_keys(given: config.Settings) -> tuple[bytes, ...]:
    """Give the keys that open the keyring, 32 bytes each, the newest first; raise MasterKeyMissing."""
    if given.master_keys:
        return given.master_keys
    try:
        found = config.keys(given.master_key_file.read_text())
    except (OSError, ValueError):
        raise MasterKeyMissing(given.master_key_file) from None
    if not found or any(len(key) != 32 for key in found):
        raise MasterKeyMissing(given.master_key_file)
    return found


def masters(given: config.Settings) -> Masters:
    """Hold the master keys; a rotation that begins later is noticed. Raise MasterKeyMissing."""

    def read_again() -> tuple[bytes, ...]:
        try:
            return master_keys(given)
        except MasterKeyMissing:
            return ()

    return Masters(master_keys(given), read_again=read_again)


def build(given: config.Settings) -> Parts:
    """Put the parts together; nothing is connected yet."""
    return Parts(given, base.writing(given.database_url), base.reading(given.database_url))


def check(given: config.Settings) -> None:
    """Refuse to start on a copy that has not caught up, under a wrong key, or with a blank legal field.

    Raise RestoreUnfinished, MasterKeyMissing, KeyWrong or, in production, LegalFieldsBlank. A database that
    does not answer yet is no reason not to start outside production: events are refused until it does.
    """
    whole = build(given)
    try:
        with whole.readings.begin() as session:
            _check_data(session, given)
            choices = settings.read(session)
    except DBAPIError:
        if given.is_production:
            raise
        return
    finally:
        whole.readings.engine.dispose()
    blank = legal.blank(choices)
    if blank and given.is_production:
        raise LegalFieldsBlank(blank)


def _check_data(session: Session, given: config.Settings) -> None:
    if backups.taken_at(session) is not None:
        raise RestoreUnfinished
    try:
        if witness(session) is not None:
            vault.unlock(session, masters(given))
    except vault.WrongMasterKey:
        raise KeyWrong from None
