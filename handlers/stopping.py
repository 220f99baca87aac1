"""Stop, begin again, leave: at once where it is a stop, with one question where something would be lost."""

from datetime import UTC, datetime, timedelta

from bot.turns import Said, Turn, Words
from bot.wording import consent as wording
from bot.wording import privacy
from handlers import profiles, questions
from models.consents import Purpose
from services import answers, consent, erasing, farewells, people, welcomes

ALL_BUT_SERVICE = "all_but_service"
GOOD_FOR = timedelta(days=1)
"""A button that erases stays in the talk for years; after a day it asks again instead."""


def stop(turn: Turn) -> Words | Said:
    """Stop everything that comes unasked, at once; only the leave button means more, the letter's less."""
    if turn.params.get("purpose") == "all":
        return leave(turn)
    if turn.person.member is None:
        return wording.nothing_to_stop(language=turn.language)
    if turn.params.get("purpose") == Purpose.SERVICE:
        return stop_reminders(turn)
    if turn.params.get("purpose") == ALL_BUT_SERVICE:
        return keep_reminders(turn)
    done = answers.stop(turn.session, turn.member, evidence=turn.evidence, now=turn.now)
    if isinstance(done, answers.NothingSent):
        return wording.nothing_to_stop(language=turn.language)
    words = wording.stopped(one_under_way=done.one_under_way, language=turn.language)
    return Said(words, "stopped")


def stop_or_erase(turn: Turn) -> Words | Said:
    """Hear 「削除」 as the stop that it is, with the way to erasure; who gets nothing is asked at once."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    done = answers.stop(turn.session, turn.member, evidence=turn.evidence, now=turn.now)
    if isinstance(done, answers.NothingSent):
        return ask_to_leave(turn)
    words = wording.stopped_or_erased(one_under_way=done.one_under_way, language=turn.language)
    return Said(words, "stopped")


def stop_and_forget(turn: Turn) -> Words | Said:
    """Meet both wishes of one message, at once: nothing comes any more, and the profile is erased."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    words = [one for said in (stop(turn), profiles.forget(turn)) for one in _words(said)]
    return Said(words, "stopped")


def _words(said: Words | Said) -> Words:
    return said.words if isinstance(said, Said) else said


def stop_reminders(turn: Turn) -> Words | Said:
    """Stop the expiry notices alone, at once."""
    if turn.person.member is None:
        return wording.nothing_to_stop(language=turn.language)
    words = wording.expiry_stopped(one_under_way=_stop(turn, Purpose.SERVICE), language=turn.language)
    return Said(words, "stopped")


def keep_reminders(turn: Turn) -> Words | Said:
    """Stop all but the expiry notices, at once; who gets none of them is asked, for that would be a yes."""
    if not consent.is_given(turn.session, turn.member, Purpose.SERVICE):
        return resume(turn)
    one_under_way = _stop(turn, Purpose.ANNOUNCEMENTS)
    return Said(wording.only_expiry(one_under_way=one_under_way, language=turn.language), "stopped")


def _stop(turn: Turn, purpose: Purpose) -> bool:
    """Stop one purpose, and tell whether a message may be under way."""
    done = answers.stop(turn.session, turn.member, purposes=(purpose,), evidence=turn.evidence, now=turn.now)
    return isinstance(done, answers.Declined) and done.one_under_way


def resume(turn: Turn) -> Said:
    """Ask again; nothing is ever switched on by a word."""
    member = turn.member
    question = questions.announcements(turn)
    words = wording.asked(question.notice, seal=question.seal, language=member.language)
    return Said(words, questions.ASKED)


def ask_to_leave(turn: Turn, *, is_afresh: bool = False) -> Words | Said:
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    lost = people.belongings(turn.session, turn.member, now=turn.now)
    words = privacy.ask_to_leave(
        points=lost.points,
        coupons=lost.coupons,
        asked_at=turn.now,
        is_afresh=is_afresh,
        is_marked=welcomes.is_marked(turn.session, turn.member),
        language=turn.language,
    )
    return Said(words, questions.ASKED)


def leave(turn: Turn) -> Words | Said:
    """Erase the member who confirmed it."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    if _is_old(turn):
        return ask_to_leave(turn, is_afresh=True)
    is_marked = welcomes.is_marked(turn.session, turn.member)
    farewells.note(turn.session, turn.vault, turn.member, now=turn.now)
    erased = erasing.erase(
        turn.session,
        turn.member,
        cause=erasing.Cause.LEFT,
        evidence=turn.evidence,
        backup_days=turn.choices.backup_days,
        now=turn.now,
    )
    words = privacy.left(
        number=erased.number,
        kept_until=erasing.proof_until(turn.now),
        final_at=erased.final_at,
        is_marked=is_marked,
        language=turn.language,
    )
    return Said(words, "left")


def stay(turn: Turn) -> Words:
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    return privacy.stayed(language=turn.language)


def _is_old(turn: Turn) -> bool:
    """Tell whether the question was put long ago; a button that does not say counts as new."""
    asked = turn.params.get("asked", "")
    if not asked.isdecimal() or len(asked) > 10:
        return False
    return turn.now - datetime.fromtimestamp(int(asked), UTC) > GOOD_FOR
