"""Further purposes: off until a feature asks, asked rarely, and only by the side that hears people."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.consents import Answer, Purpose
from models.members import Member
from models.profiles import Profile
from services import answers, consent, notices, profiles, purposes
from tests.clock import NOW
from tests.house.sources import sources
from tests.makers import EARLIER, Make

DAY = timedelta(days=1)


def reply(make: Make, purpose: Purpose, *, is_yes: bool = True, member: Member | None = None) -> Member:
    somebody = member or make.member()
    make.answer(make.tap(make.speaker(somebody), purpose, is_yes=is_yes, at=NOW))
    return somebody


@pytest.mark.parametrize("purpose", [Purpose.PROFILE, Purpose.ANALYSIS])
def test_a_further_purpose_is_off_until_it_is_answered_under_its_own_words(
    make: Make, purpose: Purpose
) -> None:
    member = make.member(reachable=True)
    assert not consent.is_given(make.session, member, purpose)

    reply(make, purpose, member=member)

    assert consent.is_given(make.session, member, purpose)
    [entry] = [line for line in consent.receipts(make.session, member) if line.purpose == purpose]
    assert entry.answer == Answer.GIVEN
    assert entry.notice_id == notices.live(make.session, purpose, "ja", now=NOW).id


def test_a_yes_to_one_purpose_opens_no_other(make: Make) -> None:
    member = reply(make, Purpose.PROFILE)

    given = {purpose for purpose in Purpose if consent.is_given(make.session, member, purpose)}
    assert given == {Purpose.MEMBERSHIP, Purpose.PROFILE}


def test_a_no_to_one_purpose_closes_no_other(make: Make) -> None:
    member = make.member(reachable=True)

    outcome = make.answer(make.tap(make.speaker(member), Purpose.ANALYSIS, is_yes=False, at=NOW))

    assert outcome == answers.Refused(Purpose.ANALYSIS)
    assert consent.is_given(make.session, member, Purpose.ANNOUNCEMENTS)


def test_a_third_party_is_asked_for_only_once_words_name_it(make: Make) -> None:
    with pytest.raises(notices.NoticeMissing):
        reply(make, Purpose.THIRD_PARTY)


def test_the_seal_of_one_question_does_not_answer_another(make: Make) -> None:
    member = make.member()
    speaker = make.speaker(member)
    token = make.seal(speaker, Purpose.ANNOUNCEMENTS, at=NOW)

    outcome = make.answer(make.tap(speaker, Purpose.PROFILE, token=token, at=NOW))

    assert isinstance(outcome, answers.AskedAgain)
    assert not consent.is_given(make.session, member, Purpose.PROFILE)


def test_the_word_that_stops_everything_ends_the_look_at_purchases(make: Make) -> None:
    member = reply(make, Purpose.ANALYSIS)

    answers.stop(make.session, member, evidence=make.evidence(NOW + DAY), now=NOW + DAY)

    assert not consent.is_given(make.session, member, Purpose.ANALYSIS)


@pytest.mark.parametrize("how", ["asked", "refused"])
def test_at_most_one_unasked_re_ask_in_90_days(make: Make, how: str) -> None:
    member = make.member()
    assert purposes.may_ask(make.session, member, Purpose.PROFILE, now=NOW)

    if how == "asked":
        purposes.note_asked(make.session, member, Purpose.PROFILE, now=NOW)
    else:
        reply(make, Purpose.PROFILE, is_yes=False, member=member)

    for days, may in ((0, False), (89, False), (90, True), (365, True)):
        asked_at = NOW + timedelta(days=days)
        assert purposes.may_ask(make.session, member, Purpose.PROFILE, now=asked_at) == may


def test_what_is_agreed_to_is_not_asked(make: Make) -> None:
    member = reply(make, Purpose.PROFILE)

    assert not purposes.may_ask(make.session, member, Purpose.PROFILE, now=NOW + timedelta(days=400))


def test_only_the_side_that_hears_people_asks_for_purposes() -> None:
    """Nothing that time, staff or an operator starts can put a question."""
    asking = {source.path for source in sources() if "purposes.may_ask" in source.text}
    asking |= {source.path for source in sources() if "purposes.to_renew" in source.text}

    assert {path for path in asking if not path.startswith("tests/")} == {
        "handlers/profiles.py",
        "handlers/renewing.py",
    }


def test_withdrawing_erases_the_profile_at_once_whichever_way_it_comes(make: Make) -> None:
    member = reply(make, Purpose.PROFILE)
    profiles.set_name(make.session, make.vault, member, " 花子 ", now=NOW)
    profiles.set_birth_month(make.session, make.vault, member, 5, now=NOW)
    assert profiles.of(make.session, make.vault, member) == profiles.Known("花子", 5)

    staff = consent.Evidence(None, NOW + DAY, None, "staff")
    consent.withdraw(
        make.session, member, purposes=(Purpose.PROFILE,), reason="staff", evidence=staff, now=NOW + DAY
    )

    assert profiles.of(make.session, make.vault, member) == profiles.NOTHING
    assert make.session.scalar(select(Profile)) is None
    with pytest.raises(profiles.ProfileNotAllowed):
        profiles.set_birth_month(make.session, make.vault, member, 5, now=NOW + DAY)


def test_a_no_that_comes_in_late_erases_nothing_that_was_agreed_to_since(make: Make) -> None:
    member = reply(make, Purpose.PROFILE)
    profiles.set_name(make.session, make.vault, member, "花子", now=NOW)

    consent.record(
        make.session,
        member,
        Purpose.PROFILE,
        Answer.REFUSED,
        evidence=make.evidence(EARLIER),
        now=NOW + DAY,
    )

    assert profiles.of(make.session, make.vault, member).name == "花子"


def test_a_name_that_does_not_fit_is_refused(make: Make) -> None:
    member = reply(make, Purpose.PROFILE)

    for name in ("", "　", "あ" * 21):
        with pytest.raises(profiles.NameRefused):
            profiles.set_name(make.session, make.vault, member, name, now=NOW)


TOLD = ((Answer.GIVEN, NOW - DAY), (Answer.RECONFIRMED, NOW), (Answer.REFUSED, NOW))


def test_any_order_of_answers_ends_in_the_newest_and_ties_withdraw(make: Make) -> None:
    for order in itertools.permutations(TOLD):
        member = make.member()
        for verdict, at in order:
            consent.record(
                make.session, member, Purpose.ANALYSIS, verdict, evidence=make.evidence(at), now=NOW
            )

        assert not consent.is_given(make.session, member, Purpose.ANALYSIS)
