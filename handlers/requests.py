"""Correction and stop of use: at once where a tap can do it, else a request with its clock."""

import re
import unicodedata

from bot.turns import Said, Turn, Words
from bot.wording import privacy
from bot.wording import requests as wording
from handlers.fallback import not_understood
from models.consents import Purpose
from models.requests import RequestKind, RequestWay
from services import answers, consent, profiles, requests

FURTHER = (Purpose.PROFILE, Purpose.ANALYSIS, Purpose.THIRD_PARTY)
MOST_WAITING = 5
"""Open requests of one person from the talk; more would not be read sooner."""
TAKEN = "request_taken"
_POLITE = (
    r"(?:(?:を|の)?(?:お願い(?:し|いたし|致し)?ます|請求(?:し|いたし)?ます|請求|依頼|希望)|"
    r"して(?:ください|下さい|ほしい))?"
)
_NOTHING = (
    r"(?:please|お願い(?:(?:し|いたし|致し)?ます)?|"
    r"して(?:ください|下さい|ほしい(?:です)?)|したい(?:です)?)\W*$"
)
"""Politeness, and no word of what it is about."""
_ASKED = re.compile(
    rf"(訂正|利用停止|correction|stop use){_POLITE}[\s:,、。.「]++(?!{_NOTHING})(.{{4,}})",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = {
    "訂正": RequestKind.CORRECTION,
    "correction": RequestKind.CORRECTION,
    "利用停止": RequestKind.STOP_USE,
    "stop use": RequestKind.STOP_USE,
}


def typed(text: str) -> tuple[RequestKind, str] | None:
    """Read a request that was written out: the word, a gap, and what it is about."""
    found = _ASKED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return None if found is None else (_KINDS[found.group(1).lower()], found.group(2))


def offer_correction(turn: Turn) -> Words:
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    has_profile = consent.is_given(turn.session, turn.member, Purpose.PROFILE)
    return wording.about_correction(has_profile=has_profile, waiting=_waiting(turn), language=turn.language)


def offer_stop_use(turn: Turn) -> Words | Said:
    """Say what each way to stop means; the button of one purpose stops that one at once."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    if turn.params.get("purpose") in set(FURTHER):
        return _stop(turn, Purpose(turn.params["purpose"]))
    given = {purpose for purpose in Purpose if consent.is_given(turn.session, turn.member, purpose)}
    return wording.about_stop_use(
        is_receiving=bool(given.intersection(consent.UNASKED)),
        further=[purpose.value for purpose in FURTHER if purpose in given],
        waiting=_waiting(turn),
        language=turn.language,
    )


def _waiting(turn: Turn) -> list[wording.Waiting]:
    """Give what is being looked into: a receipt may have come too late to be read."""
    found = requests.waiting(turn.session, member_pid=turn.member.pid)
    return [wording.Waiting(request.id, request.due_on) for request in found]


def _stop(turn: Turn, purpose: Purpose) -> Said:
    answers.stop(turn.session, turn.member, purposes=(purpose,), evidence=turn.evidence, now=turn.now)
    profiles.forget_unless_allowed(turn.session, turn.member)
    return Said(wording.use_stopped(purpose.value, language=turn.language), "stopped")


def take(turn: Turn) -> Words | Said:
    """Put what was written out into the queue of the person in charge, and give its receipt."""
    asked = typed(turn.text or "")
    if asked is None:
        return not_understood(turn)
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    waiting = requests.waiting(turn.session, member_pid=turn.member.pid)
    if len(waiting) >= MOST_WAITING:
        newest = max(waiting, key=lambda one: one.id)
        return wording.already(turn.shop, number=newest.id, due_on=newest.due_on, language=turn.language)
    return Said(_taken(turn, *asked), TAKEN)


def _taken(turn: Turn, kind: RequestKind, details: str) -> Words:
    request = requests.open(
        turn.session,
        turn.vault,
        member_pid=turn.member.pid,
        kind=kind,
        way=RequestWay.CHAT,
        details=details,
        now=turn.now,
    )
    return wording.taken(
        turn.shop, kind.value, number=request.id, due_on=request.due_on, language=turn.language
    )
