"""Two people at one draft: whoever comes second is told, also when both press at the same moment."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.consents import Purpose
from models.members import Language
from services import announcements, approvals, fingerprints, notice_wordings, publishing
from services.fingerprints import Overtaken
from services.notice_words import Own
from services.settings import Choices
from tests.clock import NOW
from tests.databases import Store
from tests.makers import Make, unlocked

EVERY_CASE = True

JA, EN = Language.JA, Language.EN
NEWS = Purpose.ANNOUNCEMENTS
Rewrite = Callable[[Session, str, str], None]
"""Puts these words in place of what was opened."""


def owns(words: str) -> dict[Language, Own]:
    return {JA: Own(opening=f"{words}です。"), EN: Own(opening=f"It is {words}.")}


def keep_notice(session: Session, words: str, opened: str) -> None:
    notice_wordings.keep(session, NEWS, owns(words), opened=opened, now=NOW)


def publish_notice(session: Session, words: str, opened: str) -> None:
    publishing.publish(session, NEWS, owns(words), opened=opened, choices=Choices(), trust_url=None, now=NOW)


def change_announcement(session: Session, words: str, opened: str) -> None:
    found = session.scalars(select(Announcement)).one()
    announcements.change(
        session,
        found,
        title=words,
        topic_id=found.topic_id,
        content={"texts": [words]},
        opened=opened,
        now=NOW,
    )


def opened(session: Session, rewrite: Rewrite) -> str:
    """The fingerprint with which somebody begins now."""
    if rewrite is change_announcement:
        return approvals.fingerprint(session.scalars(select(Announcement)).one())
    return notice_wordings.fingerprint(session, NEWS)


REWRITES = [keep_notice, publish_notice, change_announcement]


@pytest.mark.parametrize("rewrite", REWRITES)
def test_of_two_at_one_moment_the_second_waits_and_is_refused(store: Store, rewrite: Rewrite) -> None:
    with store.sessions.begin() as session:
        Make(session, unlocked(session)).announcement()
        before = opened(session, rewrite)
    refused: list[Overtaken] = []

    def second() -> None:
        with pytest.raises(Overtaken) as told, store.sessions.begin() as session:
            rewrite(session, "二人め", before)
        refused.append(told.value)

    pressing = threading.Thread(target=second)
    with store.sessions.begin() as session:
        rewrite(session, "一人め", before)
        pressing.start()
        pressing.join(0.2)
        assert refused == []
    pressing.join()

    with store.readings.begin() as session:
        assert [one.kept for one in refused] == [opened(session, rewrite)]
        assert opened(session, rewrite) != before


@pytest.mark.parametrize("rewrite", REWRITES)
def test_whoever_was_told_and_says_so_again_overwrites(session: Session, rewrite: Rewrite) -> None:
    Make(session, unlocked(session)).announcement()
    before = opened(session, rewrite)
    rewrite(session, "一人め", before)
    with pytest.raises(Overtaken) as told:
        rewrite(session, "二人め", before)

    rewrite(session, "二人め", told.value.kept)

    assert opened(session, rewrite) not in {before, told.value.kept}


def test_a_notice_published_meanwhile_counts_as_changed_and_the_other_purposes_do_not(
    session: Session,
) -> None:
    before = {purpose: notice_wordings.fingerprint(session, purpose) for purpose in Purpose}

    publish_notice(session, "先の言葉", before[NEWS])

    after = {purpose: notice_wordings.fingerprint(session, purpose) for purpose in Purpose}
    assert {purpose for purpose in Purpose if after[purpose] != before[purpose]} == {NEWS}
    with pytest.raises(Overtaken):
        keep_notice(session, "あとの言葉", before[NEWS])


def test_either_language_counts(session: Session) -> None:
    keep_notice(session, "言葉", opened(session, keep_notice))
    before = opened(session, keep_notice)

    notice_wordings.keep(session, NEWS, {EN: Own(opening="Thank you.")}, opened=before, now=NOW)

    assert opened(session, keep_notice) != before


def test_the_same_words_have_one_fingerprint_in_whatever_order_they_are_kept() -> None:
    assert fingerprints.of([{"a": 1, "b": "縁"}]) == fingerprints.of([{"b": "縁", "a": 1}])
    assert fingerprints.of([]) != fingerprints.of([None])
