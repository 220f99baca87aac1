"""The shop's choices, the notices that print them, its branches, topics and staff."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consents import Purpose
from models.notices import Notice
from services import earn_rules, earn_terms, notices, setting_rules, settings, shopkeeping, shops, topics
from tests.clock import NOW
from tests.makers import Make, unlocked


def change(session: Session, **values: str) -> settings.Choices:
    return shopkeeping.change(session, values, trust_url="", now=NOW)


def versions(session: Session) -> list[int]:
    return list(session.scalars(select(Notice.version).order_by(Notice.id)))


def test_choices_begin_with_their_defaults(session: Session) -> None:
    assert settings.read(session) == settings.Choices()


def test_a_choice_is_kept_and_can_be_changed_back(session: Session) -> None:
    assert change(session, quiet_from="22:30").quiet_from == time(22, 30)
    assert change(session, quiet_from="21:00", staff_answer_chats="yes").staff_answer_chats


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("weekly_cap", "often", "number"),
        ("weekly_cap", "-1", "number"),
        ("weekly_cap", "51", "number"),
        ("point_yen", "0", "positive"),
        ("quiet_from", "25:00", "time"),
        ("shop_name", "あ" * 21, "text"),
        ("staff_answer_chats", "maybe", "yes_or_no"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_loses_nothing(
    session: Session, name: str, value: str, kind: str
) -> None:
    with pytest.raises(settings.SettingRefused) as refusal:
        change(session, **{name: value})

    assert (refusal.value.name, refusal.value.kind) == (name, kind)
    assert settings.read(session) == settings.Choices()


def test_a_setting_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(settings.SettingUnknown):
        change(session, nope="1")


@pytest.mark.parametrize("name", setting_rules.RULES)
def test_what_is_written_reads_back_the_same(name: str) -> None:
    default = getattr(settings.Choices(), name)

    if default is not None:
        assert settings.parse(name, settings.as_text(default)) == default


def test_lines_credentials_are_kept_sealed(session: Session) -> None:
    vault = unlocked(session)

    settings.change_secret(session, vault, "line_channel_secret", " abc ", now=NOW)

    assert settings.read_secret(session, vault, "line_channel_secret") == "abc"
    assert settings.read_secret(session, vault, "line_channel_id") is None
    for name, value in (("line_channel_secret", "　"), ("line_channel_secret", "あ")):
        with pytest.raises(settings.SettingRefused):
            settings.change_secret(session, vault, name, value, now=NOW)
    with pytest.raises(settings.SettingUnknown):
        settings.change_secret(session, vault, "shop_name", "x", now=NOW)


def test_the_first_words_are_there_from_the_first_migration_and_are_what_the_templates_say(
    session: Session,
) -> None:
    assert versions(session) == [1] * 8
    assert notices.issue(session, settings.Choices(), trust_url=None, now=NOW) == []


def test_every_notice_hashes_to_what_stands_beside_it(session: Session) -> None:
    change(session, company="株式会社ごえん商店")

    for notice in session.scalars(select(Notice)):
        written = {name: getattr(notice, name) for name in FIELDS}
        assert notices.sha256(written, notice.version) == notice.sha256


FIELDS = (
    "purpose",
    "language",
    "title",
    "body",
    "question",
    "labels",
    "weekly_cap",
    "quiet_from",
    "quiet_until",
    "kinds",
    "facts",
    "asks_again",
)
CHANGED = {
    "company": "会社",
    "representative": "代表",
    "contact": "03",
    "address": "東京都",
    "address_on_request": "yes",
    "data_location": "東京",
    "sleep_months": "12",
    "minimum_age": "13",
    "age_question": "yes",
    "weekly_cap": "2",
}


@pytest.mark.parametrize("name", notices.PRINTED)
def test_a_change_of_what_a_notice_prints_publishes_a_new_version(session: Session, name: str) -> None:
    change(session, **{name: CHANGED.get(name, "10:00")})

    assert max(versions(session)) == 2


def test_a_change_that_no_notice_prints_publishes_nothing(session: Session) -> None:
    change(session, shop_hours="平日 8時〜20時", welcome_points="50")

    assert max(versions(session)) == 1


def test_a_notice_says_the_limits_it_promises(session: Session) -> None:
    change(session, weekly_cap="3", quiet_from="20:30", quiet_until="08:00")

    ja = notices.live(session, Purpose.ANNOUNCEMENTS, "ja", now=NOW)
    en = notices.live(session, Purpose.SERVICE, "en", now=NOW)

    assert "多くても週に3回、8時から20時30分のあいだです。" in ja.body
    assert "3 times a week at most, between 08:00 and 20:30" in en.body
    assert (ja.weekly_cap, ja.quiet_from, ja.quiet_until) == (3, time(20, 30), time(8, 0))


def test_where_there_is_no_limit_a_notice_says_so(session: Session) -> None:
    change(session, weekly_cap="0", quiet_from="00:00", quiet_until="00:00", minimum_age="0")

    body = notices.live(session, Purpose.ANNOUNCEMENTS, "ja", now=NOW).body
    question = notices.live(session, Purpose.MEMBERSHIP, "ja", now=NOW).question

    assert "回数の上限は決めておりません" in body
    assert "時間帯は決めておりません" in body
    assert "歳未満" not in question


def test_words_that_are_not_published_yet_are_not_live(session: Session) -> None:
    settings.change(session, "company", "会社", now=NOW)
    notices.issue(session, settings.read(session), trust_url=None, now=NOW + timedelta(days=1))

    assert notices.live(session, Purpose.MEMBERSHIP, "ja", now=NOW).version == 1
    with pytest.raises(notices.NoticeMissing):
        notices.live(session, Purpose.MEMBERSHIP, "ja", now=NOW - timedelta(days=999))


def test_branches_open_and_close_and_have_names_of_their_own(session: Session) -> None:
    shop = shops.add(session, name=" 駅前店 ", now=NOW)

    for name, why in (("駅前店", "taken"), (" ", "name")):
        with pytest.raises(shops.ShopRefused) as refusal:
            shops.add(session, name=name, now=NOW)
        assert refusal.value.why == why
    shops.close(session, shop)

    assert shop.name == "駅前店"
    assert shops.active(session) == []


def test_topics_are_made_wished_for_and_retired(make: Make) -> None:
    beans = topics.define(make.session, code="beans", name_ja="新しい豆", name_en="New beans", now=NOW)
    member = make.member()

    topics.want(make.session, member, beans.id, is_wanted=False, now=NOW)

    assert (beans, False) in topics.wishes(make.session, member)
    assert beans.name("en") == "New beans"
    assert beans.name("ja") == "新しい豆"
    topics.retire(make.session, beans)
    with pytest.raises(topics.TopicUnknown):
        topics.by_code(make.session, "beans")
    with pytest.raises(topics.TopicUnknown):
        topics.want(make.session, member, beans.id, is_wanted=True, now=NOW)


@pytest.mark.parametrize(
    ("code", "name", "why"), [("Beans", "豆", "code"), ("beans", " ", "name"), ("news", "豆", "taken")]
)
def test_a_topic_that_cannot_be_is_refused(session: Session, code: str, name: str, why: str) -> None:
    with pytest.raises(topics.TopicRefused) as refusal:
        topics.define(session, code=code, name_ja=name, name_en="Beans", now=NOW)

    assert refusal.value.why == why


def test_how_many_yen_give_a_point_may_change_for_the_worse_only_before_there_are_members(make: Make) -> None:
    assert change(make.session, earn_yen="200").earn_yen == 200
    make.member()

    with pytest.raises(earn_rules.RuleTooEarly):
        change(make.session, earn_yen="300")
    assert change(make.session, earn_yen="100").earn_yen == 100


def test_once_there_are_versions_the_setting_decides_nothing_any_more(make: Make) -> None:
    terms, choices = earn_terms.Terms(per_yen=50), settings.Choices()
    earn_rules.publish(make.session, terms, begins_on=None, staff_id=None, choices=choices, now=NOW)

    with pytest.raises(earn_rules.FirstRuleOver):
        change(make.session, earn_yen="10")
