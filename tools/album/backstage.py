"""Behind the talk: the shop's command line, and its database."""

import contextlib
import sqlite3

from tools import demo
from tools.album.shop import Shop
from tools.packages import PYTHON


class Backstage:
    """The hands that nobody sees."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    def operates(self, words: str) -> None:
        """Let the shop do something at its own command line."""
        demo.output([PYTHON, "-m", "flask", "--app", "app", *words.split()], self.shop.environment)

    def damages(self, statement: str) -> None:
        """Spoil a row, so that something goes wrong in earnest."""
        file = self.shop.environment["DATABASE_URL"].removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection, connection:
            connection.execute(statement)
