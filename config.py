"""Settings, read once from the environment (and .env), then passed along as values."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

import environment
from environment import Environment, Rule

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Settings:
    """What the operator decides outside the admin page. Secrets stay out of its repr."""

    database_url: str = field(repr=False)
    line_channel_id: str | None
    line_channel_secret: str | None = field(repr=False)
    line_channel_access_token: str | None = field(repr=False)
    line_api_base: str
    line_data_api_base: str
    secret_key: str = field(repr=False)
    master_keys: tuple[bytes, ...] = field(repr=False)
    """What MASTER_KEY holds, 32 bytes each, the newest first; none: it is in master_key_file."""
    master_key_file: Path
    backup_dir: Path
    public_url: str
    port: int

    @property
    def is_production(self) -> bool:
        return self.public_url.startswith("https://")


class ConfigError(Exception):
    """The environment does not allow a start. Names everything that is wrong with it at once."""

    def __init__(self, complaints: Iterable[Rule]) -> None:
        self.complaints = list(complaints)
        lines = [f"  {rule.name}: {rule.ja} / {rule.en}" for rule in self.complaints]
        super().__init__("\n".join(["設定を直してください。 / Please correct these settings.", *lines]))

    @property
    def names(self) -> list[str]:
        return [rule.name for rule in self.complaints]


def keys(text: str) -> tuple[bytes, ...]:
    """Read the master keys of a file or variable, the newest first; raise ValueError."""
    return environment.keys(text)


def read() -> Settings:
    """Read the process's environment and .env, of which the environment wins."""
    return parse(_surroundings())


def database_url() -> str:
    """Say where the database is; migrations need this and no key."""
    values = environment.with_defaults(_surroundings())
    _judge(values, [environment.DATABASE])
    return environment.database(values["DATABASE_URL"])


def parse(given: Environment) -> Settings:
    """Turn variables into settings, or raise the ConfigError that names all that is wrong."""
    values = environment.with_defaults(given)
    _judge(values, environment.RULES)
    return Settings(
        database_url=environment.database(values["DATABASE_URL"]),
        line_channel_id=values.get("LINE_CHANNEL_ID"),
        line_channel_secret=values.get("LINE_CHANNEL_SECRET"),
        line_channel_access_token=values.get("LINE_CHANNEL_ACCESS_TOKEN"),
        line_api_base=values["LINE_API_BASE"].rstrip("/"),
        line_data_api_base=values["LINE_DATA_API_BASE"].rstrip("/"),
        secret_key=values["SECRET_KEY"],
        master_keys=environment.keys(values.get("MASTER_KEY", "")),
        master_key_file=Path(values["MASTER_KEY_FILE"]),
        backup_dir=Path(values["BACKUP_DIR"]),
        public_url=values["PUBLIC_URL"].rstrip("/"),
        port=int(values["PORT"]),
    )


def _surroundings() -> Environment:
    in_file = {name: value or "" for name, value in dotenv_values(ROOT / ".env").items()}
    return {**in_file, **os.environ}


def _judge(values: Environment, rules: Iterable[Rule]) -> None:
    broken = [rule for rule in rules if not rule.holds(values)]
    if broken:
        raise ConfigError(broken)
