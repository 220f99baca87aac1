"""Two browsers at one draft: the later one is told, loses nothing typed, and overwrites only knowingly."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.announcements import Announcement, AnnouncementState
from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import contents, notice_wordings, topics
from tests.admin.shop import Parts, Visitor
from tests.admin.test_notices import ANNOUNCEMENTS, WORDS
from tests.databases import KINDS

DATABASES = KINDS

NOTICE = f"/admin/notices/{ANNOUNCEMENTS}"
WRITE = f"{NOTICE}/write"
TOLD = "このページを開いたあとで、別の画面から書きかえられました"
FIRST, SECOND = ({"ja-opening": words} for words in ("一人めの言葉です。", "二人めの言葉です。"))


@pytest.fixture
def two(signed_in: Callable[[str], Visitor]) -> tuple[Visitor, Visitor]:
    """Both have opened the same notice."""
    both = signed_in("owner"), signed_in("owner")
    for one in both:
        one.get(WRITE)
    return both


def drafted(parts: Parts) -> str:
    with parts.readings.begin() as session:
        kept = notice_wordings.draft(session, Purpose.ANNOUNCEMENTS, Language.JA)
        return kept.opening if kept else ""


def version(parts: Parts) -> int:
    with parts.readings.begin() as session:
        versions = select(Notice.version).where(Notice.purpose == Purpose.ANNOUNCEMENTS)
        return max(session.scalars(versions))


@pytest.mark.parametrize("button", ["write", "publish"])
def test_words_that_somebody_else_kept_meanwhile_are_not_overwritten_unawares(
    two: tuple[Visitor, Visitor], parts: Parts, button: str
) -> None:
    first, second = two
    first.post(WRITE, **WORDS | FIRST)

    answer = second.post(f"{NOTICE}/{button}", **WORDS | SECOND)

    assert answer.status_code == 422
    assert TOLD in answer.text
    assert "二人めの言葉です。" in answer.text
    assert re.search(rf'href="{WRITE}" target="_blank"', answer.text)
    assert (drafted(parts), version(parts)) == ("一人めの言葉です。", 1)


def test_said_again_it_overwrites(two: tuple[Visitor, Visitor], parts: Parts) -> None:
    first, second = two
    first.post(WRITE, **WORDS | FIRST)
    second.post(WRITE, **WORDS | SECOND)

    again = second.post(WRITE, **WORDS | SECOND)

    assert again.status_code == 303
    assert drafted(parts) == "二人めの言葉です。"
    assert first.post(WRITE, **WORDS | FIRST).status_code == 422


def test_said_again_it_is_published(two: tuple[Visitor, Visitor], parts: Parts) -> None:
    first, second = two
    first.post(f"{NOTICE}/publish", **WORDS | FIRST)
    assert second.post(f"{NOTICE}/publish", **WORDS | SECOND).status_code == 422

    assert second.post(f"{NOTICE}/publish", **WORDS | SECOND).status_code == 303

    assert version(parts) == 3


def test_a_finding_does_not_hide_that_somebody_else_wrote(two: tuple[Visitor, Visitor], parts: Parts) -> None:
    first, second = two
    hurried = {"ja-opening": "今すぐお選びください。"}
    assert TOLD not in second.post(f"{NOTICE}/publish", **WORDS | hurried).text
    first.post(WRITE, **WORDS | FIRST)

    assert TOLD in second.post(f"{NOTICE}/publish", **WORDS | SECOND).text
    assert drafted(parts) == "一人めの言葉です。"


def test_a_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(
    two: tuple[Visitor, Visitor], parts: Parts
) -> None:
    assert TOLD in two[0].post(WRITE, **WORDS | FIRST, opened=None).text
    assert drafted(parts) == ""


def test_english_says_the_same(two: tuple[Visitor, Visitor]) -> None:
    first, second = two
    first.post(WRITE, **WORDS | FIRST)
    second.post("/admin/language", language="en")

    answer = second.post(WRITE, **WORDS | SECOND).text

    assert "This was rewritten from another window after you opened the page." in answer
    assert "See what is kept now (opens a new window)" in answer


@pytest.fixture
def typed(parts: Parts) -> dict[str, object]:
    with parts.readings.begin() as session:
        topic = topics.by_code(session, topics.NEWS).id
    return {"title": "回収", "topic": topic, "text1": "はじめの言葉です。", "coupon": "0", "is_safety": "y"}


def only(parts: Parts) -> Announcement:
    with parts.readings.begin() as session:
        return session.scalars(select(Announcement)).one()


def test_an_announcement_is_not_overwritten_unawares_either(
    signed_in: Callable[[str], Visitor], typed: dict[str, object], parts: Parts
) -> None:
    first, second = signed_in("sender"), signed_in("owner")
    first.post("/admin/announcements/new", **typed)
    address = f"/admin/announcements/{only(parts).id}"
    for one in (first, second):
        one.get(address)
    first.post(address, **typed | {"text1": "一人めの言葉です。"})

    answer = second.post(address, **typed | {"text1": "二人めの言葉です。"})

    assert (answer.status_code, TOLD in answer.text) == (422, True)
    assert "二人めの言葉です。" in answer.text
    assert contents.texts(only(parts).content) == ["一人めの言葉です。"]
    assert second.post(address, **typed | {"text1": "二人めの言葉です。"}).status_code == 303
    assert contents.texts(only(parts).content) == ["二人めの言葉です。"]


def test_who_was_told_so_has_not_seen_what_they_would_approve(
    signed_in: Callable[[str], Visitor], typed: dict[str, object], parts: Parts
) -> None:
    sender, owner = signed_in("sender"), signed_in("owner")
    sender.post("/admin/announcements/new", **typed)
    address = f"/admin/announcements/{only(parts).id}"
    for one in (sender, owner):
        one.get(address)
    sender.post(address, **typed | {"text1": "お買い得です。"})

    told = owner.post(address, **typed).text

    assert '<input type="hidden" name="seen" value="">' in told
    assert owner.post(f"{address}/schedule", seen="").status_code == 422
    assert only(parts).state == AnnouncementState.DRAFT
