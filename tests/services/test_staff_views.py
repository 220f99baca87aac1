"""What staff see of points: statements, what is owed, limits, and a day in figures."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.points import EntryKind
from services import csv_out, day_summaries, grants, liabilities, points, reversals, staff_limits, statements
from services.day_summaries import Deed, Sum
from services.settings import Choices
from services.staff_limits import DailyLimitReached
from tests.clock import NOW, in_japan
from tests.makers import Make
from tests.services.tills import CHOICES, buy, spend

NEXT_DAY = NOW + timedelta(days=1)


def test_a_statement_has_every_line_with_the_balance_after_it(make: Make) -> None:
    member = make.member()
    buy(make, member, 5000)
    spend(make, member, 20)

    found = statements.of(make.session, member, now=NOW)

    assert [(line.entry.amount, line.after) for line in found.lines] == [(-20, 130), (50, 150), (100, 100)]
    assert [(one.granted, one.remaining) for one in found.left] == [(100, 80), (50, 50)]
    assert found.brought_forward == 0


def test_a_long_statement_begins_with_what_was_before(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "MOST", 1)
    member = make.member()
    buy(make, member, 5000)

    found = statements.of(make.session, member, now=NOW)

    assert [line.after for line in found.lines] == [150]
    assert found.brought_forward == 100


def test_what_is_owed_is_told_by_the_month_in_which_it_expires(make: Make, session: Session) -> None:
    for cause in ("a", "b"):
        buy(make, make.member(), 5000, cause=cause)

    report = liabilities.report(session, choices=Choices(point_yen=2), now=NOW)

    assert (report.points, report.worth_yen, report.members) == (300, 600, 2)
    assert [(month.first, month.points) for month in report.months] == [
        (date(2027, 11, 1), 200),
        (date(2027, 12, 1), 100),
    ]
    assert report.moved == {EntryKind.PURCHASE: 100}


def test_what_is_over_is_no_longer_owed(make: Make, session: Session) -> None:
    buy(make, make.member(), 5000)

    report = liabilities.report(session, choices=CHOICES, now=in_japan(2028, 1, 1, 0))

    assert (report.points, report.months) == (0, [])


def give(make: Make, staff_id: int, yen: int, *, cause: str, days: int = 0) -> int:
    entry = points.earn(
        make.session,
        make.member(),
        yen=yen,
        cause=cause,
        choices=CHOICES,
        now=NOW + timedelta(days=days),
        staff_id=staff_id,
    )
    assert entry is not None
    return entry.id


def test_nobody_gives_more_in_a_day_than_the_shop_allows(make: Make, session: Session) -> None:
    clerk, other = make.staff().id, make.staff().id
    choices = Choices(staff_daily_points=100)
    give(make, clerk, 10_000, cause="a")
    staff_limits.check(session, clerk, choices=choices, now=NOW)

    entry = give(make, clerk, 100, cause="b")

    with pytest.raises(DailyLimitReached) as refusal:
        staff_limits.check(session, clerk, choices=choices, now=NOW)
    assert (refusal.value.given, refusal.value.limit) == (101, 100)
    staff_limits.check(session, other, choices=choices, now=NOW)
    staff_limits.check(session, clerk, choices=choices, now=NEXT_DAY)
    staff_limits.check(session, clerk, choices=Choices(), now=NOW)
    reversals.undo(session, entry, staff_id=clerk, reason="打ち間違い", now=NOW)
    staff_limits.check(session, clerk, choices=choices, now=NOW)


def test_points_by_hand_count_towards_the_limit(make: Make, session: Session) -> None:
    clerk, member = make.staff(), make.member()
    told: dict[str, Any] = {"reason": "お詫び", "note": "", "by": clerk, "now": NOW}
    choices = Choices(staff_daily_points=100, grant_limit=1_000)
    grants.give(session, make.vault, member, points_given=100, cause="a", choices=choices, **told)

    with pytest.raises(DailyLimitReached):
        grants.give(session, make.vault, member, points_given=1, cause="b", choices=choices, **told)


def test_a_day_is_summed_up_by_kind_and_by_who_did_it(make: Make, session: Session) -> None:
    clerk = make.staff().id
    give(make, clerk, 10_000, cause="a")
    undone = give(make, clerk, 5_000, cause="b")
    reversals.undo(session, undone, staff_id=clerk, reason="打ち間違い", now=NOW)
    give(make, clerk, 100, cause="c", days=1)

    found = day_summaries.yesterday(session, now=NEXT_DAY)

    assert found.day == date(2026, 12, 1)
    assert found.totals == {EntryKind.PURCHASE: Sum(2, 150), EntryKind.REVERSAL: Sum(1, 50)}
    assert [(deed.kind, deed.sum) for deed in found.deeds] == [
        (EntryKind.PURCHASE, Sum(2, 150)),
        (EntryKind.REVERSAL, Sum(1, 50)),
    ]


def test_what_is_unusual_for_somebody_comes_first(make: Make, session: Session) -> None:
    steady, sudden = make.staff().id, make.staff().id
    for back in (3, 2):
        give(make, steady, 900_000, cause=f"steady{back}", days=-back)
        give(make, sudden, 20_000, cause=f"sudden{back}", days=-back)
    give(make, steady, 900_000, cause="steady")
    give(make, sudden, 100_000, cause="sudden")

    found = day_summaries.of(session, date(2026, 12, 1))

    assert [(deed.staff_id, deed.is_unusual) for deed in found.deeds] == [(sudden, True), (steady, False)]
    assert [deed.usual for deed in found.deeds] == [200, 9_000]


@pytest.mark.parametrize(
    ("kind", "lines", "amount", "usual", "is_unusual"),
    [
        (EntryKind.GRANT, 1, 1_000, 0, True),
        (EntryKind.GRANT, 1, 999, 0, False),
        (EntryKind.PURCHASE, 1, 50_000, 0, False),
        (EntryKind.PURCHASE, 9, 3_000, 1_000, False),
        (EntryKind.PURCHASE, 9, 3_001, 1_000, True),
        (EntryKind.REVERSAL, 2, 500, 0, False),
        (EntryKind.REVERSAL, 3, 3, 0, True),
    ],
)
def test_what_counts_as_unusual(
    kind: EntryKind, lines: int, amount: int, usual: int, *, is_unusual: bool
) -> None:
    assert Deed(1, kind, Sum(lines, amount), usual).is_unusual == is_unusual


@pytest.mark.parametrize("start", csv_out.DANGEROUS)
def test_no_cell_of_a_file_is_a_formula(start: str) -> None:
    assert csv_out.cell(f"{start}HYPERLINK()") == f"'{start}HYPERLINK()"


def test_a_number_stays_a_number_and_nothing_is_empty() -> None:
    content = csv_out.write(["数", "わけ"], [(-5, None), (5, 'a"b')])

    assert content.decode("utf-8-sig") == '"数","わけ"\r\n"-5",""\r\n"5","a""b"\r\n'
