"""Made-up members: as many as asked for, by the rules' own rows, and proven like anybody else."""

import pytest
from sqlalchemy import event, func, select

from models.consents import Answer, ConsentEntry, Purpose
from models.members import Member
from models.preferences import Preference
from services import consent, counts, people, synthetic
from tests.clock import NOW
from tests.makers import Make


def crowd(count: int = 200, seed: int = 1) -> list[synthetic.Figure]:
    return list(synthetic.figures(count, 0.7, seed))


def fill(make: Make, figures: list[synthetic.Figure]) -> None:
    synthetic.insert_slice(make.session, make.vault, figures, now=NOW)


def test_the_same_seed_makes_the_same_people() -> None:
    assert crowd() == crowd()
    assert crowd(seed=2) != crowd()


def test_the_crowd_is_in_the_database_as_it_was_made_up(make: Make) -> None:
    figures = crowd()

    fill(make, figures)

    reachable = sum(one.consenting and not one.blocked for one in figures)
    totals = counts.totals(make.session)
    assert (totals.members, totals.reachable) == (200, reachable)
    paused = make.session.scalar(select(func.count()).select_from(Preference))
    assert paused == sum(one.paused for one in figures)


def test_a_made_up_member_is_found_and_opened_like_anybody_else(make: Make) -> None:
    figures = crowd(5)
    fill(make, figures)

    member = people.meet(make.session, make.vault, figures[0].line_user_id).member

    assert member is not None
    assert people.user_id_of(make.session, make.vault, member) == figures[0].line_user_id
    assert people.by_card(make.session, member.card_number) is member


def test_their_consents_say_synthetic_and_every_line_hashes_to_its_leaf(make: Make) -> None:
    fill(make, crowd(20))

    lines = make.session.scalars(select(ConsentEntry)).all()

    assert {line.answer for line in lines} == {Answer.SYNTHETIC}
    for line in lines:
        assert consent.leaf({name: getattr(line, name) for name in consent.PROVEN}) == line.leaf_sha256


def test_a_slice_of_lines_goes_to_the_database_in_few_statements(make: Make) -> None:
    """One for each row made SQLite walk through the whole savepoint each time: half of all the time."""
    sent: list[tuple[str, object]] = []
    connection = make.session.connection()
    event.listen(connection, "before_cursor_execute", lambda *told: sent.append((told[2], told[3])))

    fill(make, crowd())

    lines = [values for statement, values in sent if statement.startswith("INSERT INTO consent_entries")]
    assert len(lines) == 1 + len(consent.UNASKED)
    assert not any(isinstance(values, list) for values in lines)


def test_who_leaves_of_them_leaves_like_anybody_else(make: Make) -> None:
    fill(make, crowd(3))
    member = make.session.scalars(select(Member)).first()
    assert member is not None

    make.erase(member)

    assert consent.receipts(make.session, member)[0].answer == Answer.WITHDRAWN
    assert counts.totals(make.session).members == 2


def test_the_same_people_are_not_made_twice(make: Make) -> None:
    fill(make, crowd(3))

    with pytest.raises(synthetic.PeopleExist):
        fill(make, crowd(3))


def test_nobody_paused_and_nobody_consenting_is_a_crowd_too(make: Make) -> None:
    fill(make, [synthetic.Figure("U1", consenting=False, blocked=False, paused=False)])

    member = people.meet(make.session, make.vault, "U1").member
    assert member is not None
    assert set(consent.standing(make.session, member)) == {Purpose.MEMBERSHIP}
