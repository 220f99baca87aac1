"""Two people answer the same question at the same time: one lets it out, the other hears that it is over."""

from concurrent.futures import ThreadPoolExecutor

from models.announcements import AnnouncementState
from models.staff import Staff
from services import announcements, approval_requests
from tests.clock import Clock
from tests.databases import Store
from tests.desk import Desk
from tests.makers import Make, unlocked
from tests.services.test_approval_requests import answer, ask, ordinary


def test_one_approves_and_the_other_hears_that_it_is_over(store: Store) -> None:
    with store.sessions.begin() as session:
        desk = Desk(session, Make(session, unlocked(session)), Clock())
        author, *others = [desk.make.staff() for _ in range(3)]
        found = ordinary(desk, author)
        number, seen = found.id, ask(desk, found, author).sha256
    told: list[str] = []

    def approve(person_id: int) -> None:
        try:
            with store.sessions.begin() as session:
                desk = Desk(session, Make(session, unlocked(session)), Clock())
                found = announcements.find(session, number)
                answer(desk, found, session.get_one(Staff, person_id), seen)
            told.append("approved")
        except approval_requests.ApprovalOver:
            told.append("over")

    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(approve, person.id) for person in others]:
            one.result()

    assert sorted(told) == ["approved", "over"]
    with store.readings.begin() as session:
        assert announcements.find(session, number).state == AnnouncementState.SCHEDULED
