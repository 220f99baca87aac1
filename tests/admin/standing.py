"""The site of this worker, put together once: its parts are those of whichever test has it just now."""

from typing import Any, cast

from flask import Flask

from admin import counting
from tests.admin.shop import Parts, make_app


class Lent:
    """Stands where a process's parts stand, and hands on those that were lent."""

    def __init__(self) -> None:
        self.parts: Parts | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.parts, name)


class Standing:
    """Routes and templates are the same in every test, and take longer to put together than most tests do."""

    def __init__(self) -> None:
        self._lent = Lent()
        self._app: Flask | None = None

    def lend(self, parts: Parts) -> Flask:
        """Give the app with these parts, and with nothing remembered of those before."""
        self._lent.parts = parts
        self._app = self._app or make_app(cast(Parts, self._lent))
        self._app.extensions[counting.NAME] = counting.Counting()
        return self._app
