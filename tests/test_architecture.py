"""The house's arrows: who may import whom, and what rules must not know."""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.house.sources import Source, nothing, sources, within

OURS = {
    "models": set(),
    "services": {"models"},
    "bot": {"services", "models"},
    "handlers": {"bot", "services", "models"},
    "admin": {"bot", "services", "models"},
    "api": {"bot", "services", "models"},
    "scheduler": {"bot", "services", "models"},
    "cli": {"bot", "services", "models", "parts", "shelf"},
    "simulator": set(),
    "lineview": set(),
    "tools": set(),
    "bench": set(),
    "examples": set(),
    "migrations": set(),
    "environment.py": set(),
    "config.py": {"environment"},
    "logs.py": set(),
    "shelf.py": set(),
    "parts.py": {"config", "shelf", "handlers", "bot", "services", "models"},
    "app.py": {"parts", "logs", "handlers", "admin", "api", "cli", "bot", "services", "models"},
    "gunicorn.conf.py": {"parts"},
}
"""Which rooms each room may import beside itself; what is not here is not allowed."""

OURS_BY_FILE = {
    "bench/announcements.py": {"services", "models"},
    "bench/shops.py": {"services", "models"},
    "bench/deliverer.py": {"bot", "parts", "logs"},
    "bench/watching.py": {"services", "parts"},
    "bench/api.py": {"models"},
    "bench/ledger.py": {"services", "models"},
    "bench/members.py": {"bot", "handlers", "services", "models"},
    "bench/points.py": {"services", "models"},
    "scheduler/__main__.py": {"bot", "services", "models", "parts", "logs"},
    "tools/album/nights.py": {"scheduler", "parts"},
    "migrations/environment/env.py": {"config", "models"},
}
"""The composition roots, which are one file of a room."""

PACKAGES = {
    "models": {"sqlalchemy", "pysqlite3"},
    "services": {"sqlalchemy", "cryptography", "rfc8785", "argon2", "pymerkle"},
    "bot": {
        *("sqlalchemy", "linebot", "urllib3", "flask", "werkzeug", "structlog", "pydantic"),
        *("PIL", "segno", "barcode"),
    },
    "handlers": {"sqlalchemy"},
    "scheduler": {"sqlalchemy", "apscheduler", "structlog"},
    "environment.py": set(),
    "config.py": {"dotenv"},
    "examples": set(),
    "bench": {"flask", "linebot", "pysqlite3", "sqlalchemy", "structlog"},
}
"""Which packages a room may use; a room that is not here may use any but LINE's SDK."""

THE_WORLD = {
    *("asyncio", "http", "os", "requests", "select", "signal", "smtplib", "socket", "ssl"),
    *("subprocess", "sys", "threading", "time", "urllib.request", "flask", "linebot", "urllib3"),
}
"""What a rule must not reach for: the network, the environment, the clock, threads, web frameworks."""

CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "localtime", "gmtime"}
ROOMS = {name.removesuffix(".py") for name in OURS}


def allowed_ours(source: Source) -> set[str]:
    allowed = OURS_BY_FILE.get(source.path, OURS.get(source.room, ROOMS if source.room == "tests" else set()))
    return allowed | {source.room.removesuffix(".py")}


def forbidden_rooms(source: Source) -> Iterator[str]:
    """Our own modules that this one may not import."""
    for name in source.imports:
        first = name.partition(".")[0]
        if first in ROOMS | {"tests"} and first not in allowed_ours(source) | {"tests"} & {source.room}:
            yield f"{source.path} imports {name}"


def forbidden_packages(source: Source) -> Iterator[str]:
    """Other people's modules that this one may not import."""
    allowed = PACKAGES.get(source.room)
    for name in source.imports:
        first = name.partition(".")[0]
        foreign = first not in ROOMS | {"tests"} and first not in sys.stdlib_module_names
        if foreign and (first not in allowed if allowed is not None else first == "linebot"):
            yield f"{source.path} imports {name}"


def reaches_for_the_world(source: Source) -> Iterator[str]:
    """What a rule asks of the world instead of being given it."""
    for name in source.imports:
        if name in THE_WORLD or name.partition(".")[0] in THE_WORLD:
            yield f"{source.path} imports {name}"
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and _is_a_clock(node.value):
            yield f"{source.path}:{node.lineno} asks the clock"


def _is_a_clock(owner: ast.expr) -> bool:
    return ast.unparse(owner).rpartition(".")[2] in ("datetime", "date", "time")


def commits(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback"):
            yield f"{source.path}:{node.lineno} ends a transaction"


def reads_the_environment(source: Source) -> Iterator[str]:
    """Settings are values; whoever reads the environment again may read something else."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and ast.unparse(node) in (
            "os.environ",
            "os.getenv",
            "os.environb",
        ):
            yield f"{source.path}:{node.lineno} reads the environment"
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (f"{source.path} imports {alias.name}" for alias in node.names if "env" in alias.name)


def unlisted_rooms() -> list[str]:
    return sorted({source.room for source in sources()} - OURS.keys() - {"tests"})


def complaints(check: Callable[[Source], Iterator[str]], looked_at: Iterable[Source]) -> list[str]:
    return [complaint for source in looked_at for complaint in check(source)]


def test_imports_run_downwards() -> None:
    nothing(complaints(forbidden_rooms, sources()))


def test_packages_stay_in_their_rooms() -> None:
    nothing(complaints(forbidden_packages, [source for source in sources() if source.room != "tests"]))


def test_rules_are_given_the_world_and_do_not_reach_for_it() -> None:
    found = complaints(reaches_for_the_world, within("services", "models"))

    # Turns of SQLite's writers and the sockets of connections are the ground's business, and no rule's.
    ground = re.compile(r"models/(base|commits)\.py imports (threading|os|select)")
    nothing(one for one in found if not ground.fullmatch(one))


def test_rules_and_handlers_never_end_a_transaction() -> None:
    nothing(complaints(commits, within("services", "handlers")))


def test_the_environment_is_read_once() -> None:
    house = OURS.keys() - {"config.py", "tools", "bench", "examples", "simulator"}

    nothing(complaints(reads_the_environment, within(*house)))


def test_every_room_has_its_arrows() -> None:
    nothing(unlisted_rooms())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("models/coupons.py", "from services import coupons"),
        ("services/points.py", "from bot import wording"),
        ("services/points.py", "import handlers.points"),
        ("bot/webhook.py", "from handlers import routes"),
        ("handlers/points.py", "def late():\n    from admin import pages"),
        ("admin/points.py", "import api"),
        ("scheduler/jobs.py", "import parts"),
        ("cli/keys.py", "import config"),
        ("app.py", "import config"),
        ("simulator/people.py", "from models import members"),
        ("services/points.py", "from tests import clock"),
    ],
)
def test_an_arrow_that_runs_upwards_is_noticed(path: str, text: str) -> None:
    assert len(list(forbidden_rooms(Source(path, text)))) >= 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("parts.py", "import config"),
        ("scheduler/__main__.py", "import parts"),
        ("handlers/points.py", "from services import points\nfrom bot.wording import points as wording"),
        ("services/points.py", "from models.points import Lot\nfrom services import errors"),
        ("tests/services/test_points.py", "from services import points\nfrom tests import clock"),
    ],
)
def test_an_arrow_that_runs_downwards_is_allowed(path: str, text: str) -> None:
    assert list(forbidden_rooms(Source(path, text))) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("services/points.py", "import requests"),
        ("services/points.py", "from flask import g"),
        ("handlers/points.py", "import linebot.v3.messaging"),
        ("admin/preview.py", "from linebot.v3 import messaging"),
        ("simulator/wire.py", "from linebot import v3"),
        ("models/points.py", "import flask"),
    ],
)
def test_a_package_in_the_wrong_room_is_noticed(path: str, text: str) -> None:
    assert len(list(forbidden_packages(Source(path, text)))) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "import os\nkey = os.environ['KEY']",
        "import time",
        "from urllib.request import urlopen",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime as dt\nday = dt.date.today()",
        "import datetime\nnow = datetime.datetime.utcnow()",
    ],
)
def test_a_rule_that_reaches_for_the_world_is_noticed(text: str) -> None:
    assert list(reaches_for_the_world(Source("services/points.py", text)))


def test_a_rule_that_is_given_its_now_is_left_alone() -> None:
    text = "from datetime import datetime\ndef f(turn, *, now: datetime): return turn.now, now.date()"

    assert list(reaches_for_the_world(Source("services/points.py", text))) == []


@pytest.mark.parametrize(
    "text", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"]
)
def test_a_second_reading_of_the_environment_is_noticed(text: str) -> None:
    assert list(reads_the_environment(Source("bot/line.py", text)))


def test_a_commit_in_a_rule_is_noticed() -> None:
    assert list(commits(Source("services/points.py", "def f(session):\n    session.commit()")))
