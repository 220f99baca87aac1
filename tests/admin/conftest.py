"""An admin site of the test's own: real database, real sign-in, people of every role."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from admin import accounts
from services import passwords
from tests import folders
from tests.admin.founding import COOKIE, Founding, Foundings, closed, opened
from tests.admin.serving import Signed, Site
from tests.admin.shop import CHEAP, Parts, Visitor
from tests.admin.standing import Standing
from tests.brooms import Broom
from tests.browsers import OpenPage
from tests.clock import Clock
from tests.databases import SQLiteTemplate, Store, Template

OF_NOBODY = CHEAP.hash("nobody has this password")


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real argon2, but not one that takes a tenth of a second for each of hundreds of sign-ins."""
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    monkeypatch.setattr(accounts.Account, "password", OF_NOBODY)


@pytest.fixture(scope="session")
def foundings() -> Foundings:
    return Foundings()


@pytest.fixture
def database_url(template: Template, foundings: Foundings, broom: Broom) -> Iterator[str]:
    """A database with the shop in it."""
    url = template.copy(of=foundings.bare(template).url)
    yield url
    broom.sweep(template.drop, url)


@pytest.fixture
def parts(store: Store, template: Template, foundings: Foundings, clock: Clock) -> Parts:
    badges = foundings.bare(template).badges
    return Parts(store.sessions, store.readings, clock, badges=badges)


@pytest.fixture(scope="session")
def standing() -> Standing:
    return Standing()


@pytest.fixture(scope="session")
def served() -> Standing:
    """One more, for threads that serve it to browsers."""
    return Standing()


@pytest.fixture
def app(parts: Parts, standing: Standing) -> Flask:
    return standing.lend(parts)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def signed_in(app: Flask, parts: Parts) -> Callable[[str], Visitor]:
    """Give somebody of a role, signed in with a browser of their own."""

    def give(name: str) -> Visitor:
        badge = parts.badges[name]
        with parts.sessions.begin() as session:
            cookie = badge.register(session, parts.clock())
        visitor = Visitor(app.test_client(), badge.token)
        visitor.client.set_cookie(COOKIE, cookie)
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
def site_founding(shelf: SQLiteTemplate, foundings: Foundings, request: pytest.FixtureRequest) -> Founding:
    """There is some life in what is looked at; what is only asked for its pages is bare."""
    return foundings.lively(shelf) if "site" in request.fixturenames else foundings.bare(shelf)


@pytest.fixture
def site_parts(shelf: SQLiteTemplate, site_founding: Founding, clock: Clock) -> Iterator[Parts]:
    store = opened(shelf.copy(of=site_founding.url))
    yield Parts(store.sessions, store.readings, clock, badges=site_founding.badges)
    shelf.drop(closed(store))


@pytest.fixture
def site(site_parts: Parts, site_founding: Founding, served: Standing) -> Iterator[Site]:
    assert site_founding.life is not None
    server = make_server("127.0.0.1", 0, served.lend(site_parts), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", site_founding.life, site_parts)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def signed(site: Site, open_page: OpenPage) -> Signed:
    def opened(name: str, **options: Any) -> Page:
        page = open_page(**options)
        site.let_in(page, name)
        return page

    return opened
