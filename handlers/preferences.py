"""A member's wishes: how often, at what hours, a rest, which language."""

from bot.turns import Said, Turn, Words
from bot.wording import greeting
from bot.wording import preferences as wording
from bot.wording.languages import LANGUAGE_NAMES
from handlers import questions
from handlers.fallback import not_understood
from models.consents import Purpose
from models.preferences import Rhythm
from services import consent, hours, people, preferences
from services.hours import Span

CHANGED = "changed"
RHYTHMS: dict[str, Rhythm | None] = {rhythm.value: rhythm for rhythm in Rhythm} | {wording.SHOPS_OWN: None}


def choose_rhythm(turn: Turn) -> Words | Said:
    """Offer how often, or keep what was chosen."""
    chosen = turn.params.get("rhythm", "")
    if chosen not in RHYTHMS or turn.person.member is None:
        return _offer_rhythms(turn)
    return _set_rhythm(turn, RHYTHMS[chosen])


def write_weekly(turn: Turn) -> Said:
    return _set_rhythm(turn, Rhythm.WEEKLY)


def write_twice_a_month(turn: Turn) -> Said:
    return _set_rhythm(turn, Rhythm.TWICE_MONTHLY)


def write_monthly(turn: Turn) -> Said:
    return _set_rhythm(turn, Rhythm.MONTHLY)


def write_what_matters(turn: Turn) -> Said:
    return _set_rhythm(turn, Rhythm.IMPORTANT)


def choose_hours(turn: Turn) -> Words | Said:
    """Offer the parts of the day in which something can arrive at all, or keep the one that was chosen."""
    offered = hours.offered(turn.session, turn.member, choices=turn.choices)
    part = turn.params.get("part", "")
    if part != wording.ANY_TIME and part not in offered:
        spans = {name.value: _pair(span) for name, span in offered.items()}
        return wording.hours(spans, _shops_hours(turn), language=turn.language)
    span = None if part == wording.ANY_TIME else offered[hours.DayPart(part)]
    preferences.set_hours(turn.session, turn.member, span, now=turn.now)
    return Said(wording.hours_changed(part, _pair(span) if span else None, language=turn.language), CHANGED)


def offer_rest(turn: Turn) -> Words:
    """Offer how long; only members have anything to rest from."""
    return wording.breaks(language=turn.member.language)


def rest(turn: Turn) -> Words | Said:
    length = turn.params.get("length", "")
    if length not in preferences.BREAKS:
        return not_understood(turn)
    last_day = preferences.rest(turn.session, turn.member, length, now=turn.now)
    return Said(wording.rested(last_day=last_day, language=turn.language), CHANGED)


def end_rest(turn: Turn) -> Words | Said:
    """End the break; nothing that was stopped begins again by it."""
    wishes = preferences.of(turn.session, turn.member)
    if wishes is None or not wishes.is_paused(turn.now):
        return wording.not_resting(language=turn.language)
    preferences.unpause(turn.session, turn.member, now=turn.now)
    is_stopped = not consent.is_given(turn.session, turn.member, Purpose.ANNOUNCEMENTS)
    return Said(wording.rest_ended(is_stopped=is_stopped, language=turn.language), CHANGED)


def offer_languages(turn: Turn) -> Words:
    return wording.languages(language=turn.language)


def choose_language(turn: Turn) -> Words | Said:
    return speak(turn, turn.params.get("to", ""))


def speak_english(turn: Turn) -> Words | Said:
    return speak(turn, "en")


def speak_japanese(turn: Turn) -> Words | Said:
    return speak(turn, "ja")


def speak(turn: Turn, language: str) -> Words | Said:
    """Keep a member's language; a stranger, of whom nothing is kept, is greeted in theirs."""
    if language not in LANGUAGE_NAMES:
        return not_understood(turn)
    if turn.person.member:
        people.set_language(turn.session, turn.person.member, language)
        return Said(wording.language_changed(language=language), CHANGED)
    question = questions.membership(turn, language=language)
    shop = turn.choices.front(turn.shop.trust_url, language)
    words = greeting.met(shop, question.notice, seal=question.seal, language=language)
    return Said(words, questions.ASKED)


def _offer_rhythms(turn: Turn) -> Words:
    language = turn.member.language
    is_more_frequent = turn.choices.weekly_cap != 1
    return (wording.rhythms_and_none if is_more_frequent else wording.rhythms)(language=language)


def _set_rhythm(turn: Turn, rhythm: Rhythm | None) -> Said:
    preferences.set_rhythm(turn.session, turn.member, rhythm, now=turn.now)
    return Said(wording.rhythm_changed(rhythm, language=turn.language), CHANGED)


def _shops_hours(turn: Turn) -> wording.Hours | None:
    choices = turn.choices
    return (choices.quiet_until, choices.quiet_from) if choices.has_quiet_hours else None


def _pair(span: Span) -> wording.Hours:
    return span.start, span.end
