"""What is asked of each variable of the environment, and what to do where it is not so."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

DEFAULTS = {
    "DATABASE_URL": "sqlite:///var/goen.db",
    "LINE_API_BASE": "https://api.line.me",
    "LINE_DATA_API_BASE": "https://api-data.line.me",
    "MASTER_KEY_FILE": "var/master.key",
    "BACKUP_DIR": "var/backups",
    "PORT": "8000",
    "PERSISTENT_DISK": "no",
}
DEMO = "demo-"
"""How the secrets of `make demo` begin; a shop in earnest must not run on them."""
DEMO_CHANNEL_ID = "1000000001"
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """What must hold for one variable, and what to do where it does not."""

    name: str
    holds: Callable[[Environment], bool]
    ja: str
    en: str


def with_defaults(given: Environment) -> Environment:
    """Fill in what is not given; blank is not given."""
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    return {**DEFAULTS, **values}


def database(url: str) -> str:
    """Name the driver of PostgreSQL, in whichever way a host writes the address."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    return url


def _has_database(environment: Environment) -> bool:
    scheme, _, rest = database(environment["DATABASE_URL"]).partition("://")
    if scheme == "sqlite":
        return rest.startswith("/") and rest not in ("/", "/:memory:")
    return scheme == "postgresql+psycopg" and bool(rest)


def keys(text: str) -> tuple[bytes, ...]:
    """Read keys parted by commas or lines, Base64 in either alphabet; raises ValueError where one is none."""
    written = text.replace("-", "+").replace("_", "/").replace(",", " ").split()
    return tuple(base64.b64decode(one, validate=True) for one in written)


def _has_sound_key(environment: Environment) -> bool:
    try:
        return all(len(key) == 32 for key in keys(environment.get("MASTER_KEY", "")))
    except (binascii.Error, ValueError):
        return False


def _address(text: str) -> SplitResult | None:
    """Take the address apart, or say None where it is not one of a web server."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  # asking for it is what checks it
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _is_site(text: str) -> bool:
    """A site's address: scheme, host and perhaps a port, and nothing after them."""
    parts = _address(text.rstrip("/"))
    return parts is not None and not (parts.path or parts.query or parts.fragment or parts.username)


def _is_private(text: str) -> bool:
    """Whether secrets sent there cannot be read on the way."""
    parts = _address(text)
    return parts is None or parts.scheme == "https" or parts.hostname in LOOPBACK


def _is_one_word(text: str) -> bool:
    return not any(character.isspace() for character in text)


def _in_production(rule: Callable[[Environment], bool]) -> Callable[[Environment], bool]:
    return lambda environment: (
        not environment.get("PUBLIC_URL", "").startswith("https://") or rule(environment)
    )


def _no_demo(name: str, demo: str = DEMO) -> Rule:
    """A secret of `make demo` is known to everybody."""
    return Rule(
        name,
        _in_production(lambda environment: not environment.get(name, "").startswith(demo)),
        "体験用の値です。この店の本当の値に替えてください。",
        "this is the demo's value; put in your shop's own.",
    )


def _one_word(name: str) -> Rule:
    return Rule(
        name,
        lambda environment: _is_one_word(environment.get(name, "")),
        "空白や改行が混じっています。LINE Developers コンソールから写し直してください。",
        "it has blanks inside; copy it again from the LINE Developers console.",
    )


def _line_address(name: str) -> Iterable[Rule]:
    yield Rule(
        name,
        lambda environment: _is_site(environment[name]),
        f"{DEFAULTS[name]} のようなアドレスを入れるか、空のままにしてください。",
        f"give an address like {DEFAULTS[name]}, or leave it blank.",
    )
    yield Rule(
        name,
        _in_production(lambda environment: _is_private(environment[name])),
        "本番では https:// のアドレスにしてください。",
        "in production it has to be an https:// address.",
    )


def _has_key_elsewhere(environment: Environment) -> bool:
    """A copy of the database's folder must not bring the key along."""
    scheme, _, file = environment["DATABASE_URL"].partition(":///")
    if scheme != "sqlite" or "MASTER_KEY" in environment:
        return True
    return Path(file).resolve().parent not in Path(environment["MASTER_KEY_FILE"]).resolve().parents


def _has_key_outside_backups(environment: Environment) -> bool:
    """A copy of the backups must not bring the key along either."""
    folder = Path(environment["BACKUP_DIR"]).resolve()
    return "MASTER_KEY" in environment or folder not in Path(environment["MASTER_KEY_FILE"]).resolve().parents


DATABASE = Rule(
    "DATABASE_URL",
    _has_database,
    "sqlite:///var/goen.db か postgresql://利用者:パスワード@ホスト/名前 の形にしてください。",
    "write sqlite:///var/goen.db or postgresql://user:password@host/name.",
)

RULES = (
    DATABASE,
    Rule(
        "DATABASE_URL",
        _in_production(
            lambda environment: (
                not environment["DATABASE_URL"].startswith("sqlite")
                or environment["PERSISTENT_DISK"] == "yes"
            )
        ),
        "SQLite を本番で使うのは、消えないディスクの上だけです。そうであれば PERSISTENT_DISK=yes とし、"
        "そうでなければ PostgreSQL を指定してください。",
        "in production SQLite needs a disk that outlives restarts: if this is one, say PERSISTENT_DISK=yes; "
        "otherwise name a PostgreSQL database.",
    ),
    Rule(
        "PERSISTENT_DISK",
        lambda environment: environment["PERSISTENT_DISK"] in ("yes", "no"),
        "yes か no を入れてください。",
        "say yes or no.",
    ),
    Rule(
        "LINE_CHANNEL_ID",
        lambda environment: environment.get("LINE_CHANNEL_ID", "0").isdecimal(),
        "数字だけのチャネルIDを入れるか、空のままにしてください（管理ページでも登録できます）。",
        "give the channel ID, which is digits only, or leave it blank (the admin page takes it too).",
    ),
    _no_demo("LINE_CHANNEL_ID", DEMO_CHANNEL_ID),
    _one_word("LINE_CHANNEL_SECRET"),
    _no_demo("LINE_CHANNEL_SECRET"),
    _one_word("LINE_CHANNEL_ACCESS_TOKEN"),
    _no_demo("LINE_CHANNEL_ACCESS_TOKEN"),
    *_line_address("LINE_API_BASE"),
    *_line_address("LINE_DATA_API_BASE"),
    Rule(
        "SECRET_KEY",
        lambda environment: len(environment.get("SECRET_KEY", "")) >= 32,
        "32文字以上の秘密の文字列を入れてください。openssl rand -hex 32 で作れます。",
        "give a secret of 32 characters or more; openssl rand -hex 32 makes one.",
    ),
    _no_demo("SECRET_KEY"),
    Rule(
        "MASTER_KEY",
        _has_sound_key,
        "32バイトを Base64 で書いてください。openssl rand -base64 32 で作れます。"
        "鍵を替える間だけは、新しい鍵と古い鍵をコンマでつないで書きます。",
        "write 32 bytes in Base64; openssl rand -base64 32 makes them. Only while the key is being changed, "
        "write the new one and the old one with a comma between.",
    ),
    Rule(
        "MASTER_KEY_FILE",
        _in_production(_has_key_elsewhere),
        "データベースと同じ場所に鍵を置かないでください。別の場所に移すか、MASTER_KEY を使ってください。",
        "do not keep the key beside the database; move it elsewhere, or use MASTER_KEY.",
    ),
    Rule(
        "BACKUP_DIR",
        _in_production(_has_key_outside_backups),
        "鍵のあるフォルダーにバックアップを置かないでください。別のフォルダーにしてください。",
        "do not keep backups in a folder that holds the key; choose another one.",
    ),
    Rule(
        "PUBLIC_URL",
        lambda environment: _is_site(environment.get("PUBLIC_URL", "")),
        "客から見えるアドレスを https://example.jp の形で入れてください（手元で試すなら http://127.0.0.1:8000）。",
        "give the address that customers see, like https://example.jp (to try it out: http://127.0.0.1:8000).",
    ),
    Rule(
        "PORT",
        lambda environment: environment["PORT"].isdecimal() and 0 < int(environment["PORT"]) < 65536,
        "1 から 65535 までの番号を入れてください。",
        "give a number from 1 to 65535.",
    ),
)
"""All that is asked of the environment, in the order of .env.example."""

VARIABLES = tuple(dict.fromkeys(rule.name for rule in RULES))
