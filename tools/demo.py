"""`make demo`: a sample shop, its bot and a stand-in for LINE, all on this machine."""

import json
import os
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence

from tools.packages import PYTHON
from tools.processes import Household
from tools.shell import ROOT
from tools.speech import Failure, run_as_command, say

Environment = dict[str, str]
CHANNEL = {
    "LINE_CHANNEL_ID": "1000000001",
    "LINE_CHANNEL_SECRET": "demo-secret-known-to-everybody-00",
    "LINE_CHANNEL_ACCESS_TOKEN": "",
    "SECRET_KEY": "demo-key-known-to-everybody-not-for-a-shop",
}
"""Made up, and refused in production."""
PLACE = "var"
"""Where the demo's database and key lie."""
READY = 60.0
"""Seconds until everything has to answer; a slow machine needs a dozen."""


def main() -> None:
    web, line = port("PORT", 8000), port("SIMULATOR_PORT", 8001)
    environment = surroundings(web, line)
    sign_in = prepare(environment)
    with Household() as household:
        household.start("simulator", simulator(web, line), environment)
        household.start("web", gunicorn(web), environment)
        household.start("scheduler", [PYTHON, "-m", "scheduler"], environment)
        household.wait_until(lambda: answers(web, "/healthz") and answers(line, "/"), seconds=READY)
        welcome(web, line, sign_in)
        household.watch()


def port(variable: str, default: int) -> int:
    """The port to listen on, which nobody else may be using."""
    chosen = os.environ.get(variable) or str(default)
    if not chosen.isdecimal() or not 0 < int(chosen) < 65536:
        raise Failure(
            f"{variable} には番号を入れてください。", f"{variable} has to be a number from 1 to 65535."
        )
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(chosen)))
        except OSError as error:
            raise Failure(
                f"ポート {chosen} は使われています。{variable}=8123 make demo のように番号を替えてください。",
                f"port {chosen} is in use; choose another one, as in {variable}=8123 make demo.",
            ) from error
    return int(chosen)


def surroundings(web: int, line: int) -> Environment:
    """The environment of the demo; it uses nothing of a real shop's .env."""
    here = f"http://127.0.0.1:{line}"
    return {
        **os.environ,
        **CHANNEL,
        "DATABASE_URL": f"sqlite:///{PLACE}/demo.db",
        "MASTER_KEY": "",
        "MASTER_KEY_FILE": f"{PLACE}/demo.key",
        "BACKUP_DIR": f"{PLACE}/demo-backups",
        "PUBLIC_URL": f"http://127.0.0.1:{web}",
        "PORT": str(web),
        "LINE_API_BASE": here,
        "LINE_DATA_API_BASE": here,
    }


def prepare(environment: Environment) -> dict[str, str]:
    """Migrate the database, make the keys, fill the sample shop, and say how to sign in to it."""
    say("体験用の店を準備しています…", "preparing the sample shop …")
    flask = [PYTHON, "-m", "flask", "--app", "app"]
    output([PYTHON, "-m", "alembic", "upgrade", "head"], environment)
    output([*flask, "keys", "init"], environment)
    told: dict[str, str] = json.loads(output([*flask, "sample"], environment).splitlines()[-1])
    return told


def output(command: Sequence[str], environment: Environment) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        name = " ".join(command[2:])
        raise Failure(
            f"準備に失敗しました（{name}）。", f"preparing failed at: {name}\n{done.stderr[-2000:]}"
        )
    return done.stdout


def simulator(web: int, line: int) -> list[str]:
    channel = ["--channel-id", CHANNEL["LINE_CHANNEL_ID"], "--channel-secret", CHANNEL["LINE_CHANNEL_SECRET"]]
    webhook = ["--webhook", f"http://127.0.0.1:{web}/callback"]
    return [PYTHON, "-m", "simulator", "--port", str(line), "--name", "珈琲ごえん", *channel, *webhook]


def gunicorn(web: int) -> list[str]:
    return [PYTHON, "-m", "gunicorn", "-c", "gunicorn.conf.py", "-b", f"127.0.0.1:{web}", "app:create_app()"]


def answers(port: int, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def welcome(web: int, line: int, sign_in: dict[str, str]) -> None:
    say("\n体験できます。", "Goen is ready.")
    say(f"  お客さま（LINE の代わり）: http://127.0.0.1:{line}/", "the customer's chat")
    say(f"  お店の管理ページ: http://127.0.0.1:{web}/admin/", "the shop's admin page")
    say(f"  サインイン: {sign_in['email']}  {sign_in['password']}", "sign-in, thrown away with var/demo.db")
    base = f"GOEN_URL=http://127.0.0.1:{web} GOEN_API_KEY={sign_in['api_key']}"
    say(f"  レジの見本: {base} python3 examples/till.py", "an example till; card and yen are asked for")
    say("  止めるには Ctrl-C を押してください。", "press Ctrl-C to stop.\n")


if __name__ == "__main__":
    run_as_command(main)
