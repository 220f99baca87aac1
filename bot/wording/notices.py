"""A notice as it is put to a person: its words printed as they stand, its answers side by side."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.wording import Message, Words, figures
from bot.wording.actions import Action
from bot.wording.languages import Language, Say, lines, paragraphs
from bot.wording.messages import buttons, confirm, postback, text

ALT_MEMBERSHIP = Say(ja="会員登録についてのご案内です", en="About becoming a member")
ALT_ANNOUNCEMENTS = Say(
    ja="お知らせの受け取りについてのご案内です", en="About receiving messages from the shop"
)
ASKED_AFRESH = Say(
    ja="お時間がたちましたので、もう一度うかがいます。",
    en="Some time has passed, so may we ask you once more.",
)
ALT_FURTHER = Say(ja="お預かりするものについてのご案内です", en="About what we keep")
REACHES_FURTHER = Say(
    ja="以前お選びいただいたときから、文面に加わったことがございますので、あらためてうかがいます。\n"
    "お選びになるまでは、これまでの内容のままです。",
    en="Something was added to these words since you chose, so we would like to ask you again.\n"
    "Until you choose, all stays as you agreed before.",
)
MEMBER_ALL_THE_SAME = Say(
    ja="「{no}」をお選びのときも、これまでの内容のまま、会員としてお使いいただけます。",
    en="If you choose “{no}”, you stay a member on the terms you agreed to before.",
)
AGREED_ON = Say(
    ja="{day}に「{label}」をお選びくださったときの文面です。",
    en="These are the words under which you chose “{label}” on {day}.",
)

NOTHING_AGREED = Say(
    ja="こちらについて、お選びいただいた記録はございません。",
    en="There is no record of a choice of yours about this.",
)


class Notice(Protocol):
    """The exact words under which somebody says yes or no, values already filled in."""

    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def labels(self) -> Sequence[str]: ...


def membership(notice: Notice, *, seal: str, before: str | None = None, language: Language) -> Words:
    """Ask about membership; `before` is what the shop says first."""
    yes, no = notice.labels
    answers = [_answer(yes, "membership", "yes", seal), _answer(no, "membership", "no", seal)]
    return [printed(notice, before=before), confirm(ALT_MEMBERSHIP(language), notice.question, answers)]


def announcements(notice: Notice, *, seal: str, before: str | None = None, language: Language) -> Words:
    """Ask about announcements: all of them, only what is about to expire, or none."""
    everything, expiry, nothing = notice.labels
    answers = [
        _answer(everything, "announcements", "yes", seal),
        _answer(expiry, "service", "yes", seal),
        _answer(nothing, "announcements", "no", seal),
    ]
    return [printed(notice, before=before), buttons(ALT_ANNOUNCEMENTS(language), notice.question, answers)]


def further(
    notice: Notice, *, purpose: str, seal: str, before: str | None = None, language: Language
) -> Words:
    """Ask for a purpose that stands by itself: yes or no."""
    yes, no = notice.labels
    answers = [_answer(yes, purpose, "yes", seal), _answer(no, purpose, "no", seal)]
    return [printed(notice, before=before), confirm(ALT_FURTHER(language), notice.question, answers)]


def anew(notice: Notice, *, purpose: str, seal: str, language: Language) -> Words:
    """Ask a member again, since the words reach further than those they agreed to."""
    before = REACHES_FURTHER(language)
    if purpose == "membership":
        same = MEMBER_ALL_THE_SAME(language, no=notice.labels[-1])
        return membership(notice, seal=seal, before=lines(before, same), language=language)
    if purpose == "announcements":
        return announcements(notice, seal=seal, before=before, language=language)
    return further(notice, purpose=purpose, seal=seal, before=before, language=language)


def printed(notice: Notice, *, before: str | None = None) -> Message:
    return text(paragraphs(before, lines(notice.title or None, notice.body)))


def agreed(notice: Notice, *, label: str, at: datetime, language: Language) -> Words:
    """Show the words somebody once said yes to, as they were."""
    first = text(AGREED_ON(language, day=figures.day(at, language), label=label))
    return [first, text(paragraphs(lines(notice.title or None, notice.body), notice.question))]


def nothing_agreed(*, language: Language) -> Words:
    return [text(NOTHING_AGREED(language))]


def _answer(label: str, purpose: str, answer: str, seal: str) -> dict[str, Any]:
    return postback(label, Action.CONSENT, purpose=purpose, answer=answer, seal=seal)
