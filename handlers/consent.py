"""A tap on a consent button: the answer is taken, and answered in its own language."""

from dataclasses import replace

from bot.turns import Said, Turn, Words
from bot.wording import consent as wording
from bot.wording import membership, notices, privacy, profiles
from bot.words.normalising import plain
from handlers.fallback import not_understood
from handlers.questions import ASKED
from models.consents import Purpose
from models.notices import Notice
from services import answers, seals
from services.answers import Outcome, Tap
from services.purposes import FURTHER

CHANGED = "changed"
PURPOSES = {purpose.value: purpose for purpose in Purpose}


def answer(turn: Turn) -> Words | Said:
    """Take a yes or no; what is neither is answered like any other message."""
    purpose, verdict = PURPOSES.get(turn.params.get("purpose", "")), turn.params.get("answer")
    if purpose is None or verdict not in {"yes", "no"}:
        return not_understood(turn)
    tap = _tap(turn, purpose, is_yes=verdict == "yes")
    outcome = answers.answer(turn.session, turn.vault, tap, choices=turn.choices)
    return _say(turn, tap, outcome)


def refuse(turn: Turn) -> Words | Said:
    """Take a typed 「登録しない」 for the button of that name: a no needs no seal."""
    tap = replace(_tap(turn, Purpose.MEMBERSHIP, is_yes=False), language=_language_typed(turn))
    return _say(turn, tap, answers.answer(turn.session, turn.vault, tap, choices=turn.choices))


def _tap(turn: Turn, purpose: Purpose, *, is_yes: bool) -> Tap:
    token = turn.params.get("seal", "")
    language = turn.language if turn.person.member else _language_asked(turn, token)
    age = turn.params.get("age", "")
    return Tap(turn.person, purpose, is_yes, token, language, turn.evidence, turn.now, age)


def _language_asked(turn: Turn, token: str) -> str:
    """The language of the words that a stranger was shown: nothing else tells what they read."""
    seal = seals.read(turn.vault, turn.person.person_key, token)
    notice = turn.session.get(Notice, seal.notice_id) if seal else None
    return notice.language if notice else turn.language


def _language_typed(turn: Turn) -> str:
    """The language that a stranger wrote in: nothing else is known of them."""
    is_latin = plain(turn.text or "").isascii()
    return "en" if turn.person.member is None and is_latin else turn.language


def _say(turn: Turn, tap: Tap, outcome: Outcome) -> Words | Said:
    """Choose the words for what came of it."""
    match outcome:
        case answers.Joined():
            return Said(_joined(outcome), "joined")
        case answers.AlreadyMember(member):
            return membership.already(card_number=member.card_number, language=tap.language)
        case answers.AskedAgain():
            return Said(_asked_again(tap, outcome), ASKED)
        case answers.LeaveAsked(lost):
            words = privacy.ask_to_leave(
                points=lost.points, coupons=lost.coupons, asked_at=turn.now, language=tap.language
            )
            return Said(words, ASKED)
        case _:
            return _say_about_joining(tap, outcome)


def _say_about_joining(tap: Tap, outcome: Outcome) -> Words | Said:
    """Answer about the age, and about new terms of membership."""
    match outcome:
        case answers.AgeAsked(token, years):
            return Said(membership.age_asked(years=years, seal=token, language=tap.language), ASKED)
        case answers.UnderAge():
            return Said(membership.under_age(language=tap.language), answers.KEPT_OUT)
        case answers.KeptAsBefore():
            return Said(membership.kept_as_before(language=tap.language), "declined")
        case answers.Accepted(Purpose.MEMBERSHIP):
            return Said(membership.agreed_anew(language=tap.language), CHANGED)
        case _:
            return _say_about_one(tap, outcome)


def _say_about_one(tap: Tap, outcome: Outcome) -> Words | Said:
    """Answer about one further purpose."""
    match outcome:
        case answers.Accepted(Purpose.PROFILE):
            return Said(profiles.agreed(language=tap.language), CHANGED)
        case answers.Refused(Purpose.PROFILE):
            return Said(profiles.declined(language=tap.language), "declined")
        case answers.Accepted(purpose) if purpose in FURTHER:
            return Said(wording.one_agreed(language=tap.language), CHANGED)
        case answers.Refused():
            return Said(wording.one_refused(language=tap.language), "declined")
        case answers.AlreadyAccepted(purpose) if purpose in FURTHER:
            return wording.one_already(language=tap.language)
        case _:
            return _say_about_announcements(tap, outcome)


def _say_about_announcements(tap: Tap, outcome: Outcome) -> Words | Said:
    match outcome:
        case answers.Accepted():
            return Said(_agreed(outcome, tap.language), "agreed")
        case answers.AlreadyAccepted(Purpose.SERVICE):
            return wording.only_expiry(language=tap.language)
        case answers.AlreadyAccepted():
            return wording.already(language=tap.language)
        case answers.MembershipRefused():
            return Said(membership.declined(language=tap.language), answers.KEPT_OUT)
        case answers.Declined(one_under_way):
            return Said(wording.declined(one_under_way=one_under_way, language=tap.language), "declined")
        case _:
            return wording.nothing_to_stop(language=tap.language)


def _agreed(accepted: answers.Accepted, language: str) -> Words:
    if accepted.purpose == Purpose.SERVICE:
        return wording.only_expiry(one_under_way=accepted.one_under_way, language=language)
    return wording.agreed(language=language)


def _joined(outcome: answers.Joined) -> Words:
    """Thank, and put the second question in the same reply."""
    member, question = outcome.member, outcome.next
    thanks = membership.joined(
        card_number=member.card_number,
        welcome_points=outcome.welcome_points,
        welcome_coupons=outcome.welcome_coupons,
        language=member.language,
    )
    return thanks + wording.asked(question.notice, seal=question.seal, language=member.language)


def _asked_again(tap: Tap, outcome: answers.AskedAgain) -> Words:
    notice, seal = outcome.question.notice, outcome.question.seal
    if notice.purpose == Purpose.MEMBERSHIP:
        if tap.person.member:
            return notices.anew(notice, purpose=notice.purpose, seal=seal, language=tap.language)
        return membership.asked_afresh(notice, seal=seal, language=tap.language)
    if notice.purpose in FURTHER:
        return wording.one_afresh(notice, purpose=notice.purpose, seal=seal, language=tap.language)
    return wording.asked_afresh(notice, seal=seal, language=tap.language)
