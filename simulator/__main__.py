"""Starts the simulator from the command line: `python -m simulator --port 8001 --webhook URL`."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

from simulator.server import Simulator
from simulator.settings import UNKNOWN_IDS, Options


def main(arguments: Sequence[str]) -> int:
    """Serve until Ctrl-C or SIGTERM; 2 when the port is taken."""
    options = _options(arguments)
    try:
        simulator = Simulator(options)
    except (OSError, OverflowError):
        _say(
            f"ポート {options.port} は使えません。--port で別の番号を指定してください。",
            f"Port {options.port} cannot be used. Choose another with --port.",
            error=True,
        )
        return 2
    _run(simulator)
    return 0


def _run(simulator: Simulator) -> None:
    ended = threading.Event()
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: ended.set())
    simulator.start()
    _say(f"トーク画面: {simulator.url}/", f"Chat page: {simulator.url}/")
    ended.wait()
    simulator.stop()


def _options(arguments: Sequence[str]) -> Options:
    """What was asked for; LINE_* of the environment where nothing was."""
    like = Options()
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="A stand-in for the LINE platform"
    )
    _add(parser, "--port", 8001, "127.0.0.1 のポート番号 / port on 127.0.0.1", kind=int)
    _add(parser, "--webhook", os.environ.get("LINE_WEBHOOK_URL"), "ボットのアドレス / address of the bot")
    _add(parser, "--channel-id", os.environ.get("LINE_CHANNEL_ID") or like.channel_id, "channel id")
    _add(parser, "--channel-secret", os.environ.get("LINE_CHANNEL_SECRET") or like.channel_secret, "secret")
    _add(parser, "--token", os.environ.get("LINE_CHANNEL_ACCESS_TOKEN") or like.token, "access token")
    _add(parser, "--name", like.name, "アカウントの表示名 / display name of the account")
    _add(parser, "--quota", None, "月間の通数上限 / monthly limit of messages", kind=int)
    _add(parser, "--redelivery-interval", like.redelivery_interval, "再送までの秒数 / seconds", kind=float)
    parser.add_argument("--unknown-ids", choices=UNKNOWN_IDS, default="silent")
    return Options(**vars(parser.parse_args(arguments)))


def _add(
    parser: argparse.ArgumentParser,
    name: str,
    default: str | float | None,
    meaning: str,
    *,
    kind: Callable[[str], object] = str,
) -> None:
    parser.add_argument(name, type=kind, default=default, help=meaning)


def _say(japanese: str, english: str, *, error: bool = False) -> None:
    print(f"{japanese} / {english}", file=sys.stderr if error else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
