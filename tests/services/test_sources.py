"""Sources: named once, recognised however they are typed, counted up to those who may be reached."""

import pytest
from sqlalchemy.orm import Session

from models.sources import SourceKind
from services import counts, sources
from services.setting_rules import RULES
from tests.clock import NOW
from tests.makers import Make


@pytest.mark.parametrize("typed", ["駅前店 A", "駅前店Ａ", "  駅前店　a。"])
def test_a_name_is_known_however_it_is_typed(session: Session, typed: str) -> None:
    source = sources.define(session, name="駅前店 A", kind=SourceKind.SHOP, now=NOW)

    assert sources.named(session, typed) is source
    assert sources.named(session, "駅前店 B") is None
    assert sources.named(session, "。") is None


def test_a_name_is_given_once_and_must_say_something(session: Session) -> None:
    sources.define(session, name="駅前店", kind=SourceKind.SHOP, now=NOW)

    for name, why in [("駅前 店", "taken"), ("", "name"), ("・・・", "name"), ("長" * 21, "name")]:
        with pytest.raises(sources.SourceRefused) as refused:
            sources.define(session, name=name, kind=SourceKind.EVENT, now=NOW)
        assert refused.value.why == why


def test_what_is_put_away_is_still_recognised_and_can_be_taken_out_again(session: Session) -> None:
    old = sources.define(session, name="夏祭り", kind=SourceKind.EVENT, now=NOW)
    new = sources.define(session, name="冬祭り", kind=SourceKind.EVENT, now=NOW)

    sources.retire(session, old)
    assert sources.everything(session) == [new, old]
    assert sources.named(session, "夏祭り") is old

    sources.resume(session, old)
    assert old.is_active


def test_roads_tell_from_friend_to_reachable_by_source(session: Session, make: Make) -> None:
    shop = sources.define(session, name="駅前店", kind=SourceKind.SHOP, now=NOW)
    make.member().source = shop.code
    make.member(reachable=True).source = shop.code
    make.member(reachable=True)
    session.flush()
    counts.add(session, "followed", now=NOW, by=7)
    counts.add(session, "asked_membership", source=shop.code, now=NOW, by=5)

    roads = {road.code: road for road in sources.roads(session)}

    told = roads[shop.code]
    assert (told.followed, told.asked, told.members, told.reachable) == (0, 5, 2, 1)
    assert (roads["line"].followed, roads["line"].members, roads["line"].reachable) == (7, 1, 1)
    assert [road.code for road in sources.roads(session)] == [shop.code, "line"]


def test_the_link_opens_the_talk_with_the_words_written() -> None:
    link = sources.link("@abc1234d", "会員登録 駅前店")

    assert link.startswith("https://line.me/R/oaMessage/%40abc1234d/?%E4%BC%9A")
    assert " " not in link


@pytest.mark.parametrize(("typed", "kept"), [("@ABC1234d", "@abc1234d"), ("abc1234d", "@abc1234d"), ("", "")])
def test_the_accounts_id_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert RULES["line_basic_id"].read(typed) == kept
    with pytest.raises(ValueError, match="あ"):
        RULES["line_basic_id"].read("@あ")
