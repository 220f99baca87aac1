"""Publishing a notice: the shop's own words are looked over, compared with those in force, made public."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.consents import Purpose
from models.members import Language
from models.notices import Notice
from services import notice_changes, notice_lint, notice_texts, notice_wordings, notices
from services.errors import RuleError
from services.notice_changes import Changes
from services.notice_lint import Finding
from services.notice_words import NOBODY, Own
from services.settings import Choices


class NoticeRefused(RuleError):
    """The words have findings; they say what and where, by language."""

    def __init__(self, findings: Mapping[Language, list[Finding]]) -> None:
        super().__init__(findings)
        self.findings = findings


class NothingNew(RuleError):
    """These are the words in force already."""


@dataclass(frozen=True)
class Proof:
    """How a notice would look if it were published now, in one language."""

    written: Mapping[str, Any]
    findings: list[Finding]
    changes: Changes | None
    """None: there is no version before."""


def proof(
    session: Session,
    purpose: Purpose,
    language: Language,
    own: Own,
    *,
    choices: Choices,
    trust_url: str | None,
) -> Proof:
    """Look over what is being written; nothing is kept."""
    template = notice_texts.template(purpose, choices, trust_url, language, own)
    written = notices.write(purpose, language, choices, trust_url, own)
    last = notices.newest(session, purpose, language)
    changes = notice_changes.compare(last, written) if last is not None else None
    return Proof(written, notice_lint.check(purpose, template, own), changes)


def start(session: Session, purpose: Purpose, language: Language) -> Own:
    """Give what is being written, or else what was published last."""
    return notice_wordings.draft(session, purpose, language) or notice_wordings.published(
        session, purpose, language
    )


def prefilled(purpose: Purpose, language: Language, own: Own, *, choices: Choices) -> Own:
    """Fill what the shop has not written itself with the template's words, to be edited."""
    template = notice_texts.template(purpose, choices, None, language)
    return Own(
        title=own.title or template.title,
        opening=own.opening or template.opening,
        purposes=own.purposes,
        items=own.items,
        closing=own.closing,
        question=own.question or template.question,
        labels=own.labels or template.labels,
    )


def publish(
    session: Session,
    purpose: Purpose,
    owns: Mapping[Language, Own],
    *,
    opened: str,
    choices: Choices,
    trust_url: str | None,
    now: datetime,
) -> list[Notice]:
    """Publish a new version in every language, and give all new ones.

    Raise NoticeRefused, NothingNew, or Overtaken where other words were kept since `opened`.
    """
    notice_wordings.check_unchanged(session, purpose, opened)
    proofs = {
        language: proof(
            session, purpose, language, owns.get(language, NOBODY), choices=choices, trust_url=trust_url
        )
        for language in Language
    }
    findings = {language: seen.findings for language, seen in proofs.items() if seen.findings}
    if not findings:
        findings = _uneven(owns)
    if findings:
        raise NoticeRefused(findings)
    for language, own in owns.items():
        notice_wordings.make_public(session, purpose, language, own, now=now)
    fresh = notices.issue(session, choices, trust_url=trust_url, now=now)
    if purpose not in {notice.purpose for notice in fresh}:
        raise NothingNew
    return fresh


def _uneven(owns: Mapping[Language, Own]) -> dict[Language, list[Finding]]:
    """What is added is added in every language: nobody agrees to less or more for what they speak."""
    longest = {
        place: max(len(getattr(own, place)) for own in owns.values()) for place in ("purposes", "items")
    }
    found = {
        language: [
            Finding(place, "untranslated")
            for place, most in longest.items()
            if len(getattr(own, place)) < most
        ]
        for language, own in owns.items()
    }
    return {language: findings for language, findings in found.items() if findings}


def own_part(purpose: Purpose, language: Language, own: Own, *, choices: Choices) -> Own:
    """Keep only what differs from the template, so that better templates reach words left as they were."""
    template = notice_texts.template(purpose, choices, None, language)
    return replace(
        own,
        title="" if own.title == template.title else own.title,
        opening="" if own.opening == template.opening else own.opening,
        question="" if own.question == template.question else own.question,
        labels=() if own.labels == template.labels else own.labels,
    )
