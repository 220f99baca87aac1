"""The page of notices: written from the template, looked at, compared, published; all of it on record."""

import inspect
import re

from sqlalchemy import select

from admin.notice_forms import SENTENCES
from models.audit import AuditEntry
from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import notice_lint, notice_wordings, notices, publishing, settings, shopkeeping
from services.notice_tilts import TILTS
from tests.admin.shop import Parts, Visitor

MEMBERSHIP, ANNOUNCEMENTS = 1, 2
JA = {
    "ja-title": "お知らせについて",
    "ja-opening": "いつもありがとうございます。",
    "ja-question": "お知らせをお受け取りになりますか。",
    "ja-label_yes": "受け取る",
    "ja-label_between": "期限の連絡だけ",
    "ja-label_no": "受け取らない",
}
EN = {
    "en-title": "About announcements",
    "en-opening": "Thank you for coming.",
    "en-question": "Would you like to receive announcements?",
    "en-label_yes": "Receive",
    "en-label_between": "Expiry notices only",
    "en-label_no": "Do not receive",
}
WORDS = JA | EN


def live(parts: Parts, purpose: Purpose = Purpose.ANNOUNCEMENTS, language: str = "ja") -> Notice:
    with parts.readings.begin() as session:
        return notices.live(session, purpose, language, now=parts.clock())


def audited(parts: Parts) -> list[str]:
    with parts.readings.begin() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_form_begins_with_the_template_in_both_languages(owner: Visitor) -> None:
    page = owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write").text

    for words in (
        "お知らせについて",
        "About announcements",
        "受け取らない",
        "Do not receive",
        "直していただくところはありません",
        "前の版から変わるところはありません",
    ):
        assert words in page


def test_a_draft_is_kept_and_nothing_is_published(owner: Visitor, parts: Parts) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")

    answer = owner.post(f"/admin/notices/{ANNOUNCEMENTS}/write", **WORDS)

    assert answer.status_code == 303
    assert live(parts).version == 1
    with parts.readings.begin() as session:
        kept = notice_wordings.draft(session, Purpose.ANNOUNCEMENTS, Language.JA)
    assert kept is not None
    assert (kept.opening, kept.title, kept.labels) == ("いつもありがとうございます。", "", ())
    assert "いつもありがとうございます。" in owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write").text


def test_publishing_makes_a_new_version_in_both_languages_and_an_audit_line(
    owner: Visitor, parts: Parts
) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")

    answer = owner.post(f"/admin/notices/{ANNOUNCEMENTS}/publish", **WORDS)

    assert answer.status_code == 303
    assert live(parts).version == live(parts, language="en").version == 2
    assert "いつもありがとうございます。" in live(parts).body
    assert "Thank you for coming." in live(parts, language="en").body
    assert audited(parts)[-1] == "notice_published"
    assert "第2版" in owner.get("/admin/notices").text


def test_what_must_be_said_is_there_whatever_was_typed(owner: Visitor, parts: Parts) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")

    owner.post(f"/admin/notices/{ANNOUNCEMENTS}/publish", **WORDS)

    for words in ("多くても週に1回、9時から21時", "「停止」と送ると", "お受け取りにならなくても"):
        assert words in live(parts).body


FINDINGS = (
    ({"ja-opening": "今すぐお選びください。"}, "急がせる言葉です"),
    ({"en-closing": "Do not miss it."}, "急がせる言葉です"),
    ({"ja-label_yes": "よろこんで受け取らせていただく"}, "ボタンの長さが違いすぎます"),
    ({"ja-label_no": "あとで"}, "断る言葉になっていません"),
    ({"ja-label_between": ""}, "ボタンの言葉は、すべて入れて"),
    ({"ja-purposes": "アンケートのお願い"}, "もう一方のことばと同じ数だけ"),
)


def test_words_with_findings_come_back_with_the_reason_at_the_field(owner: Visitor, parts: Parts) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")
    for typed, said in FINDINGS:
        answer = owner.post(f"/admin/notices/{ANNOUNCEMENTS}/publish", **WORDS | typed)

        assert answer.status_code == 422
        assert said in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert next(iter(typed.values())) in answer.text
    assert live(parts).version == 1


def test_the_same_words_are_not_published_again(owner: Visitor, parts: Parts) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")
    plain = WORDS | {"ja-opening": "", "en-opening": ""}

    answer = owner.post(f"/admin/notices/{ANNOUNCEMENTS}/publish", **plain)

    assert answer.status_code == 422
    assert "いまの文面と同じです" in answer.text
    assert live(parts).version == 1


def test_the_preview_shows_both_languages_and_who_would_be_asked_again(owner: Visitor, parts: Parts) -> None:
    owner.get(f"/admin/notices/{ANNOUNCEMENTS}/write")
    further = {"ja-purposes": "アンケートのお願い", "en-purposes": "Questions about our shop"}

    seen = owner.post(f"/admin/notices/{ANNOUNCEMENTS}/preview", **WORDS | further).text

    assert seen.count("<line-preview") == 2
    assert "<ins>・アンケートのお願い</ins>" in seen
    assert "あらためて伺います（90日に1度まで）" in seen
    assert live(parts).version == 1


def test_a_version_is_shown_as_it_was_put_to_people(owner: Visitor, parts: Parts) -> None:
    page = owner.get(f"/admin/notices/{MEMBERSHIP}").text

    assert live(parts, Purpose.MEMBERSHIP).sha256 in page
    assert "LINEがお客様ごとに付けている番号" in page
    assert "渡す相手" in page


def test_a_looser_limit_is_named_in_the_comparison(owner: Visitor, parts: Parts) -> None:
    with parts.sessions.begin() as session:
        trust_url = "http://localhost/trust"
        shopkeeping.change(session, {"weekly_cap": "3"}, trust_url=trust_url, now=parts.clock())

    page = owner.get(f"/admin/notices/{live(parts).id}").text

    assert "回数の上限がゆるみます" in page
    assert "あらためて伺うことはありません" in page


def test_the_way_the_age_is_asked_is_kept_and_printed_if_it_fits(owner: Visitor, parts: Parts) -> None:
    owner.get("/admin/notices")

    answer = owner.post("/admin/notices/age", minimum_age="20", age_question="y")

    assert answer.status_code == 303
    with parts.readings.begin() as session:
        choices = settings.read(session)
    assert (choices.minimum_age, choices.age_question) == (20, True)
    assert "年齢についてのお答え" in live(parts, Purpose.MEMBERSHIP).body

    refused = owner.post("/admin/notices/age", minimum_age="300")

    assert refused.status_code == 422
    assert "0から20まで" in refused.text


def test_words_that_nobody_is_asked_have_no_page(owner: Visitor, parts: Parts) -> None:
    assert owner.get(f"/admin/notices/{live(parts, Purpose.ANALYSIS).id}").status_code == 404
    assert owner.get("/admin/notices/999").status_code == 404


def test_every_finding_has_a_sentence() -> None:
    sources = "".join(inspect.getsource(module) for module in (notice_lint, publishing))
    named = set(re.findall(r'Finding\([^,()]+, "(\w+)"', sources)) | set(TILTS)

    assert named | {"reward"} == set(SENTENCES)
