"""Plans: whole before anything goes out, resumed where they were, made once."""

from models.announcements import AnnouncementState as State
from models.consents import Purpose
from models.sendings import SendingState
from services import consent, plans
from services.plans import Slice
from tests.clock import NOW
from tests.desk import Desk


def test_people_are_grouped_by_language_in_sendings_of_their_own_key(desk: Desk) -> None:
    desk.members(3)
    desk.members(2, language="en")

    desk.announce(people=2)

    planned = [(sending.language, sending.recipients, sending.carried) for sending in desk.sendings()]
    assert planned == [("ja", 2, 2), ("ja", 1, 1), ("en", 2, 2)]
    assert len({sending.retry_key for sending in desk.sendings()}) == 3


def test_every_delivery_names_the_consent_that_covers_it(desk: Desk) -> None:
    (member,) = desk.members(1)

    announcement = desk.announce()

    given = consent.standing(desk.session, member)[Purpose.ANNOUNCEMENTS]
    delivery = desk.delivery(member)
    assert (delivery.consent_entry_id, delivery.announcement_id) == (given.entry_id, announcement.id)


def test_nothing_goes_out_before_the_plan_is_whole(desk: Desk) -> None:
    desk.members(3)
    announcement = desk.schedule()
    plans.plan_slice(desk.session, now=NOW, choices=desk.choices, members=2)
    assert announcement.state == State.PLANNING
    assert desk.nothing_to_call()

    desk.plan()

    assert not desk.nothing_to_call()


def test_a_plan_goes_on_at_its_bookmark(desk: Desk) -> None:
    members = desk.members(5)
    announcement = desk.schedule()

    steps = [plans.plan_slice(desk.session, now=NOW, choices=desk.choices, members=2) for _ in range(4)]

    assert steps == [
        Slice(announcement.id, 2, is_last=False, so_far=2),
        Slice(announcement.id, 2, is_last=False, so_far=4),
        Slice(announcement.id, 1, is_last=True, so_far=5),
        None,
    ]
    assert announcement.bookmark == members[-1].id
    assert announcement.planned == 5


def test_a_sending_is_filled_up_by_the_next_slice(desk: Desk) -> None:
    desk.members(7)
    desk.schedule()

    while plans.plan_slice(desk.session, now=NOW, choices=desk.choices, members=2, people=3):
        pass

    assert [sending.carried for sending in desk.sendings()] == [3, 3, 1]


def test_a_plan_that_ends_with_a_full_slice_looks_once_more(desk: Desk) -> None:
    desk.members(2)
    announcement = desk.schedule()

    desk.plan(members=2)

    assert (announcement.state, announcement.planned) == (State.SENDING, 2)


def test_exclusions_add_up_over_slices(desk: Desk) -> None:
    for _ in range(3):
        desk.make.member()
    announcement = desk.schedule()

    desk.plan(members=1)

    assert announcement.excluded == {"no_consent": 3}


def test_nothing_is_planned_before_its_time(desk: Desk) -> None:
    desk.members(1)
    later = desk.schedule(at=NOW.replace(hour=NOW.hour + 2))

    desk.plan()

    assert later.state == State.SCHEDULED


def test_of_two_that_are_due_the_earlier_takes_the_room_under_the_cap(desk: Desk) -> None:
    desk.members(1)
    first, second = desk.schedule(), desk.schedule()

    desk.plan()

    assert (first.planned, second.planned) == (1, 0)
    assert second.excluded == {"cap": 1}


def test_sendings_wait_from_the_start(desk: Desk) -> None:
    desk.members(1)

    desk.announce()

    (sending,) = desk.sendings()
    assert (sending.state, sending.attempts, sending.first_attempt_at) == (SendingState.WAITING, 0, None)
