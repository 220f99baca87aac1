"""A member's wishes: which topics, how often, a rest, which language."""

from bot.turns import Said, Turn, Words
from bot.wording import greeting
from bot.wording import preferences as wording
from handlers import questions
from handlers.fallback import not_understood
from models.consents import Purpose
from models.preferences import Rhythm
from services import consent, japan, people, preferences, topics

CHANGED = "changed"
RHYTHMS = {rhythm.value: rhythm for rhythm in Rhythm}


def show_settings(turn: Turn) -> Words:
    wishes = preferences.of(turn.session, turn.member)
    resting = wishes.paused_until if wishes and wishes.is_paused(turn.now) else None
    return wording.menu(
        is_receiving=consent.is_given(turn.session, turn.member, Purpose.ANNOUNCEMENTS),
        is_reminded=consent.is_given(turn.session, turn.member, Purpose.SERVICE),
        resting_until=japan.last_day(resting) if resting else None,
        rhythm=wishes.rhythm if wishes else None,
        language=turn.language,
    )


def show_topics(turn: Turn) -> Words:
    return wording.topics(_offered(turn), language=turn.language)


def switch_topic(turn: Turn) -> Said:
    """Turn one topic on or off, and show the list for the next press."""
    topic = topics.by_code(turn.session, turn.params.get("topic", ""))
    is_wanted = turn.params.get("wanted") == "yes"
    topics.want(turn.session, turn.member, topic.id, is_wanted=is_wanted, now=turn.now)
    switched = wording.Topic(topic.code, topic.name(turn.language), is_wanted)
    return Said(wording.topic_switched(_offered(turn), switched, language=turn.language), CHANGED)


def choose_rhythm(turn: Turn) -> Words | Said:
    """Offer how often, or keep what was chosen."""
    rhythm = RHYTHMS.get(turn.params.get("rhythm", ""))
    if rhythm is None or turn.person.member is None:
        return _offer_rhythms(turn)
    preferences.set_rhythm(turn.session, turn.member, rhythm, now=turn.now)
    return Said(wording.rhythm_changed(rhythm, language=turn.language), CHANGED)


def offer_rest(turn: Turn) -> Words:
    """Offer how long; only members have anything to rest from."""
    return wording.breaks(language=turn.member.language)


def rest(turn: Turn) -> Words | Said:
    length = turn.params.get("length", "")
    if length not in preferences.BREAKS:
        return not_understood(turn)
    last_day = preferences.rest(turn.session, turn.member, length, now=turn.now)
    return Said(wording.rested(last_day=last_day, language=turn.language), CHANGED)


def end_rest(turn: Turn) -> Said:
    preferences.unpause(turn.session, turn.member, now=turn.now)
    return Said(wording.rest_ended(language=turn.language), CHANGED)


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
    if language not in wording.LANGUAGE_NAMES:
        return not_understood(turn)
    if turn.person.member:
        people.set_language(turn.session, turn.person.member, language)
        return Said(wording.language_changed(language=language), CHANGED)
    question = questions.membership(turn, language=language)
    shop = turn.choices.front(turn.shop.trust_url, language)
    words = greeting.met(shop, question.notice, seal=question.seal, language=language)
    return Said(words, questions.ASKED)


def _offer_rhythms(turn: Turn) -> Words:
    return wording.rhythms(language=turn.member.language)


def _offered(turn: Turn) -> list[wording.Topic]:
    wishes = topics.wishes(turn.session, turn.member)
    return [wording.Topic(topic.code, topic.name(turn.language), wanted) for topic, wanted in wishes]
