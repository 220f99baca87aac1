"""Publishing notices: looked over, compared, made public; and whom an old yes still covers."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import consent, notice_changes, notice_wordings, notices, publishing, shopkeeping
from services.notice_lint import Finding
from services.notice_words import Own
from services.settings import Choices
from tests.clock import NOW
from tests.desk import Desk, ids
from tests.makers import Make

JA, EN = Language.JA, Language.EN
SURVEY = {JA: Own(purposes=("アンケートのお願い",)), EN: Own(purposes=("Questions about our shop",))}
FRIENDLY = {JA: Own(opening="いつもありがとうございます。"), EN: Own(opening="Thank you for coming.")}


def publish(
    session: Session, owns: dict[Language, Own], purpose: Purpose = Purpose.ANNOUNCEMENTS
) -> list[Notice]:
    opened = notice_wordings.fingerprint(session, purpose)
    return publishing.publish(
        session, purpose, owns, opened=opened, choices=Choices(), trust_url=None, now=NOW
    )


def keep(session: Session, owns: dict[Language, Own], *, opened: str | None = None) -> None:
    if opened is None:
        opened = notice_wordings.fingerprint(session, Purpose.ANNOUNCEMENTS)
    notice_wordings.keep(session, Purpose.ANNOUNCEMENTS, owns, opened=opened, now=NOW)


def live(session: Session, language: str = "ja", purpose: Purpose = Purpose.ANNOUNCEMENTS) -> Notice:
    return notices.live(session, purpose, language, now=NOW)


def set_limits(session: Session, **values: str) -> None:
    shopkeeping.change(session, values, trust_url="", now=NOW)


def accepted(session: Session, member: object) -> Notice:
    notice_id = consent.standing(session, member)[Purpose.ANNOUNCEMENTS].notice_id  # type: ignore[arg-type]
    return session.get_one(Notice, notice_id)


def test_publishing_makes_a_new_version_in_every_language_and_leaves_the_old_ones_alone(
    session: Session,
) -> None:
    before = {notice.id: notice.sha256 for notice in session.scalars(select(Notice))}

    fresh = publish(session, FRIENDLY)

    assert [(notice.language, notice.version) for notice in fresh] == [(JA, 2), (EN, 2)]
    assert live(session).body.startswith("いつもありがとうございます。\n新商品や催しの")
    assert live(session, "en").body.startswith("Thank you for coming.\nMay we send you")
    old = {notice.id: notice.sha256 for notice in session.scalars(select(Notice)) if notice.id in before}
    assert old == before


def test_words_with_findings_are_not_published_and_nothing_is_lost(session: Session) -> None:
    with pytest.raises(publishing.NoticeRefused) as refusal:
        publish(session, {JA: Own(opening="今すぐお選びください。"), EN: Own()})

    assert refusal.value.findings == {JA: [Finding("opening", "urgency", "今すぐ")]}
    assert live(session).version == 1


def test_what_is_added_in_one_language_is_added_in_all(session: Session) -> None:
    with pytest.raises(publishing.NoticeRefused) as refusal:
        publish(session, {JA: SURVEY[JA], EN: Own()})

    assert refusal.value.findings == {EN: [Finding("purposes", "untranslated")]}


def test_the_same_words_are_not_published_twice(session: Session) -> None:
    publish(session, FRIENDLY)

    with pytest.raises(publishing.NothingNew):
        publish(session, FRIENDLY)


def test_the_shops_own_words_stay_when_a_setting_changes_what_is_printed(session: Session) -> None:
    publish(session, FRIENDLY)

    set_limits(session, weekly_cap="3")

    assert live(session).version == 3
    assert "いつもありがとうございます。" in live(session).body
    assert "週に3回" in live(session).body


def test_a_draft_is_kept_apart_until_it_is_published(session: Session) -> None:
    keep(session, FRIENDLY)

    assert publishing.start(session, Purpose.ANNOUNCEMENTS, JA) == FRIENDLY[JA]
    assert notices.issue(session, Choices(), trust_url=None, now=NOW) == []
    publish(session, FRIENDLY)
    assert publishing.start(session, Purpose.ANNOUNCEMENTS, JA) == FRIENDLY[JA]


def test_a_proof_shows_what_would_change(session: Session) -> None:
    seen = publishing.proof(
        session, Purpose.ANNOUNCEMENTS, JA, SURVEY[JA], choices=Choices(weekly_cap=2), trust_url=None
    )

    assert seen.changes is not None
    assert notice_changes.Line("new", "・アンケートのお願い") in seen.changes.lines
    assert (seen.changes.asks_again, seen.changes.loosened) == (True, ("weekly_cap",))
    assert live(session).version == 1


LIMITS = (
    (Choices(), ()),
    (Choices(weekly_cap=2), ("weekly_cap",)),
    (Choices(weekly_cap=0), ("weekly_cap",)),
    (Choices(quiet_until=time(8, 30)), ("hours",)),
    (Choices(quiet_from=time(22, 0), quiet_until=time(10, 0)), ("hours",)),
    (Choices(quiet_from=time(20, 0), quiet_until=time(10, 0)), ()),
    (Choices(quiet_from=time(0, 0), quiet_until=time(0, 0)), ("hours",)),
)


def test_a_comparison_tells_which_limits_are_wider(session: Session) -> None:
    for choices, loosened in LIMITS:
        written = notices.write(Purpose.ANNOUNCEMENTS, JA, choices, None, Own())

        assert notice_changes.compare(live(session), written).loosened == loosened


@pytest.mark.parametrize(
    ("values", "asks_again"),
    [
        ({"sleep_months": "36"}, True),
        ({"sleep_months": "0"}, True),
        ({"sleep_months": "12"}, False),
        ({"company": "会社", "contact": "03", "address": "東京"}, False),
        ({"age_question": "yes"}, False),
        ({"minimum_age": "18"}, False),
    ],
)
def test_who_agreed_before_is_asked_again_only_where_it_reaches_further(
    session: Session, values: dict[str, str], asks_again: bool
) -> None:
    before = live(session, purpose=Purpose.MEMBERSHIP)

    set_limits(session, **values)

    assert live(session, purpose=Purpose.MEMBERSHIP).asks_again == asks_again
    assert notices.needs_asking(session, before, now=NOW) == asks_again


def test_a_further_purpose_asks_again_and_later_corrections_do_not_hide_it(make: Make) -> None:
    member = make.member(reachable=True)
    publish(make.session, SURVEY)
    set_limits(make.session, contact="03-0000-0000")

    assert notices.needs_asking(make.session, accepted(make.session, member), now=NOW)
    assert not notices.needs_asking(make.session, live(make.session), now=NOW)


def test_what_was_added_and_taken_out_again_is_asked_of_nobody_who_never_agreed_to_less(
    session: Session,
) -> None:
    first = live(session, purpose=Purpose.MEMBERSHIP)
    set_limits(session, sleep_months="12")
    shorter = live(session, purpose=Purpose.MEMBERSHIP)

    set_limits(session, sleep_months="24")

    assert live(session, purpose=Purpose.MEMBERSHIP).body == first.body
    assert not notices.needs_asking(session, first, now=NOW)
    assert notices.needs_asking(session, shorter, now=NOW)


def test_an_old_yes_covers_exactly_the_old_terms_until_they_are_asked(desk: Desk) -> None:
    member = desk.make.member(reachable=True)
    terms = accepted(desk.session, member)

    publish(desk.session, SURVEY)

    assert accepted(desk.session, member).id == terms.id
    assert "アンケート" not in accepted(desk.session, member).body
    assert desk.audience(desk.draft()).reachable == 1


def test_a_loosened_cap_reaches_only_those_who_accepted_it(desk: Desk) -> None:
    early = desk.make.member(reachable=True)
    set_limits(desk.session, weekly_cap="5")
    desk.choose(weekly_cap=5)
    late = desk.make.member(reachable=True, at=NOW)
    desk.announce()
    assert sorted(ids(desk.claim())) == sorted([early.id, late.id])

    second = desk.announce()

    assert desk.report(second).excluded == {"cap": 1}
    assert ids(desk.claim()) == [late.id]


def test_wider_hours_reach_only_those_who_accepted_them(desk: Desk) -> None:
    desk.make.member(reachable=True)
    set_limits(desk.session, quiet_from="00:00", quiet_until="00:00")
    desk.choose(quiet_from=time(0, 0), quiet_until=time(0, 0))
    late = desk.make.member(reachable=True, at=NOW)
    at_night = NOW.replace(hour=14, minute=0)  # 23:00 in Japan
    wait = at_night - desk.now if at_night > desk.now else at_night + timedelta(days=1) - desk.now
    desk.pass_time(wait)

    desk.announce(until=desk.now + timedelta(hours=20))

    assert ids(desk.claim()) == [late.id]


def test_a_further_kind_of_message_reaches_only_those_whose_words_named_it(desk: Desk) -> None:
    early, late = desk.make.member(reachable=True), desk.make.member(reachable=True)
    desk.promise(early, kinds=["expiry"])

    found: Announcement = desk.announce()

    assert desk.report(found).excluded == {"no_consent": 1}
    assert ids(desk.claim()) == [late.id]


def test_a_kind_that_was_agreed_to_no_longer_is_dropped_before_the_call(desk: Desk) -> None:
    early, late = desk.make.member(reachable=True), desk.make.member(reachable=True)
    desk.announce()
    desk.promise(early, kinds=["expiry"])

    assert ids(desk.claim()) == [late.id]
