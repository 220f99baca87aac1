"""An admin site of the test's own: real database, real sign-in, people of every role."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from admin import accounts
from models import base
from services import passwords
from tests import folders
from tests.admin.life import fill
from tests.admin.serving import Signed, Site
from tests.admin.shop import CHEAP, Parts, Visitor, furnish, make_app
from tests.browsers import OpenPage
from tests.clock import Clock
from tests.databases import SQLiteTemplate, Store

OF_NOBODY = CHEAP.hash("nobody has this password")


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real argon2, but not one that takes a tenth of a second for each of hundreds of sign-ins."""
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    monkeypatch.setattr(accounts.Account, "password", OF_NOBODY)


@pytest.fixture
def parts(store: Store, clock: Clock) -> Parts:
    return furnish(store, clock)


@pytest.fixture
def app(parts: Parts) -> Flask:
    return make_app(parts)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Visitor]:
    """Give somebody of a role, signed in with a browser of their own."""

    def give(name: str) -> Visitor:
        visitor = Visitor(app.test_client())
        visitor.sign_in(name)
        return visitor

    return give


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    return signed_in("owner")


@pytest.fixture(scope="session")
def shelf() -> Iterator[SQLiteTemplate]:
    """Pages look the same on either database; their rules are tested on both."""
    shelf = SQLiteTemplate(folders.quick("site"))
    yield shelf
    shelf.close()


@pytest.fixture
def site_parts(shelf: SQLiteTemplate, clock: Clock) -> Parts:
    url = shelf.copy()
    return furnish(Store(url, base.writing(url), base.reading(url)), clock)


@pytest.fixture
def site(site_parts: Parts) -> Iterator[Site]:
    parts = site_parts
    with parts.sessions.begin() as session:
        life = fill(session, parts.vault(), parts.clock())
    server = make_server("127.0.0.1", 0, make_app(parts), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", life)
    server.shutdown()
    thread.join()
    server.server_close()
    parts.sessions.engine.dispose()
    parts.readings.engine.dispose()


@pytest.fixture
def signed(site: Site, open_page: OpenPage) -> Signed:
    def opened(name: str, **options: Any) -> Page:
        page = open_page(**options)
        site.sign_in(page, name)
        return page

    return opened
