"""The dry run: everybody is counted once, by the first reason, and nobody of the sample is recognised."""

from dataclasses import fields
from datetime import timedelta

from models.preferences import Rhythm
from services import dry_runs, quotas
from services.audiences import Excluded
from services.dry_runs import Somebody
from tests.clock import NOW
from tests.desk import Desk


def reach(desk: Desk) -> dry_runs.Reach:
    figures = dry_runs.count(desk.session, desk.draft(), choices=desk.choices, now=desk.now)
    return dry_runs.reach(figures, choices=desk.choices)


def test_every_exclusion_is_named_and_counted(desk: Desk) -> None:
    desk.make.member()
    desk.members(2)
    paused, rare, late = desk.members(3)
    desk.prefer(paused, paused_until=NOW + timedelta(days=3))
    desk.prefer(rare, rhythm=Rhythm.IMPORTANT)
    late.blocked_at = NOW

    found = reach(desk)

    assert found.reachable == 2
    assert found.excluded == {
        Excluded.NO_CONSENT: 1,
        Excluded.BLOCKED: 1,
        Excluded.PAUSED: 1,
        Excluded.RHYTHM: 1,
    }
    assert found.counted_at == desk.now


def test_with_too_few_messages_nobody_gets_it_and_quota_says_why(desk: Desk) -> None:
    desk.members(3)
    desk.make.member()
    quotas.note(desk.session, allowed=2, used=0, now=desk.now)

    found = reach(desk)

    assert found.reachable == 0
    assert found.excluded == {Excluded.NO_CONSENT: 1, dry_runs.QUOTA: 3}
    assert found.estimate.is_too_much


def test_the_sample_tells_year_language_and_reason_and_nothing_else(desk: Desk) -> None:
    desk.members(2)
    desk.make.member(language="en")

    found = dry_runs.sample(desk.session, desk.draft(), choices=desk.choices, now=desk.now)

    assert {field.name for field in fields(Somebody)} == {"since", "language", "reason"}
    assert sorted(str(one.reason) for one in found) == ["None", "None", "no_consent"]
    assert {(one.since, one.language) for one in found} == {(2026, "ja"), (2026, "en")}


def test_the_sample_is_a_handful_from_the_first_to_the_last(desk: Desk) -> None:
    desk.members(20)

    assert len(dry_runs.sample(desk.session, desk.draft(), choices=desk.choices, now=desk.now)) == 5


def test_an_empty_shop_has_no_sample(desk: Desk) -> None:
    assert dry_runs.sample(desk.session, desk.draft(), choices=desk.choices, now=desk.now) == []
    assert reach(desk).reachable == 0
