"""The whole way of a link: talk, our page, web shop, LINE's dialog, and back into the talk."""

import html
import re
import urllib.request
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

import app
import config
import parts
from services import api_keys, links, people, settings
from simulator import RunningLine
from tests.api.conftest import Till, slug
from tests.clock import Clock
from tests.databases import Store
from tests.makers import MASTER_KEY, Make, unlocked
from tests.simulator.bots import Bot
from tests.simulator.conftest import bot

__all__ = ["bot"]
WEB_SHOP = "https://shop.example/line?from=goen"


@pytest.fixture
def whole(store: Store, clock: Clock, line: RunningLine, tmp_path: Path) -> parts.Parts:
    """The process's parts, with the stand-in as LINE."""
    given = config.parse(
        {
            "DATABASE_URL": store.url,
            "SECRET_KEY": "s" * 32,
            "MASTER_KEY_FILE": str(tmp_path / "none"),
            "PUBLIC_URL": "http://127.0.0.1:8000",
            "LINE_API_BASE": line.url,
            "LINE_CHANNEL_ID": line.channel_id,
            "LINE_CHANNEL_SECRET": line.channel_secret,
        }
    )
    whole = parts.Parts(replace(given, master_keys=(MASTER_KEY,)), store.sessions, store.readings, clock)
    with store.sessions.begin() as session:
        unlocked(session)
        settings.change(session, "link_url", WEB_SHOP, now=clock())
    return whole


@pytest.fixture
def web(whole: parts.Parts) -> FlaskClient:
    return app.create_app(whole).test_client()


def way_of(whole: parts.Parts, user_id: str) -> str:
    """Make a member of this person, and give the way that the talk would show them."""
    with whole.sessions.begin() as session:
        member = Make(session, whole.vault()).member(line_user_id=user_id)
        return f"/papers/link/{links.way(whole.vault(), member, now=whole.clock())}"


def test_a_customer_is_linked_from_the_talk_and_back(
    web: FlaskClient, whole: parts.Parts, line: RunningLine, bot: Bot
) -> None:
    hanako = line.people("花子")
    hanako.follow()
    way = way_of(whole, hanako.id)
    assert "ネットショップへ進む" in web.get(way).text
    assert not [call for call in line.calls if call.endpoint == "linkToken"]

    page = web.post(way).text
    address = html.unescape(re.findall(r'content="0;url=([^"]+)"', page)[0])
    assert address.startswith(f"{WEB_SHOP}&linkToken=")
    [token] = parse_qs(urlsplit(address).query)["linkToken"]
    with whole.sessions.begin() as session:
        _, key = api_keys.create(session, name="web", scopes=["links:write"], now=whole.clock())
    begun = Till(web, key).sends("/links", {"customer": "C-1001", "link_token": token}).get_json()
    urllib.request.urlopen(begun["redirect"], timeout=5).close()

    line.wait_until(lambda: len(bot.heard) == 2)
    told = bot.heard[1]["link"]
    assert told["result"] == "ok"
    with whole.sessions.begin() as session:
        member = people.meet(session, whole.vault(), hanako.id).member
        assert member is not None
        links.confirm(session, whole.vault(), member, told["nonce"], now=whole.clock())
        assert links.by_token(session, begun["link"]) is member
    ended = [Till(web, key).sends("/links/end", {"customer": "C-1001"}).get_json() for _ in range(2)]
    assert ended == [{"ended": True}, {"ended": False}]


def test_line_is_where_the_customer_is_sent_in_earnest(till: Till) -> None:
    begun = till.sends("/links", {"customer": "C-1001", "link_token": "a+b/c="}).get_json()

    address = urlsplit(begun["redirect"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == (
        "https://access.line.me/dialog/bot/accountLink"
    )
    assert parse_qs(address.query)["linkToken"] == ["a+b/c="]
    assert 40 <= len(parse_qs(address.query)["nonce"][0]) <= 255
    assert slug(till.asks("/members", link=begun["link"])) == "link-unknown"


def test_a_way_that_is_over_says_how_to_go_on(web: FlaskClient, whole: parts.Parts, clock: Clock) -> None:
    way = way_of(whole, "U" + "1" * 32)
    clock.advance(minutes=11)

    for answer in (web.get(way), web.post(way), web.get("/papers/link/x"), web.post("/papers/link/x.y.z")):
        assert answer.status_code == 410
        assert "ネットショップ" in answer.text


def test_when_line_does_not_answer_the_page_stays_good(
    web: FlaskClient, whole: parts.Parts, line: RunningLine
) -> None:
    hanako = line.people("花子")
    hanako.follow()
    way = way_of(whole, hanako.id)
    line.fail("linkToken", "500", times=1)

    assert web.post(way).status_code == 503
    assert web.post(way).status_code == 200


def test_a_token_that_line_refused_is_renewed_once(whole: parts.Parts, line: RunningLine) -> None:
    hanako = line.people("花子")
    hanako.follow()
    line.fail("linkToken", "401", times=1)

    assert whole.wire.link_token(hanako.id)
