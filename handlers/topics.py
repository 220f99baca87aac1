"""A member's topics: which there are, and which they want to hear about."""

import re

from bot.turns import Said, Turn, Words
from bot.wording import topics as wording
from handlers.fallback import not_understood
from models.consents import Purpose
from models.topics import Topic
from services import consent, topics

CHANGED = "changed"
NAMED = re.compile(
    r"\s*「?(?P<ja>[^「」\n]{1,20}?)」?(?:の(?:話題|お知らせ))?(?:を|は)受け取(?P<no>らない|りません)?る?。?\s*|"
    r"\s*turn (?P<switch>on|off) [\"“]?(?P<en>[^\n\"“”]{1,20}?)[\"”]?\.?\s*",
    re.IGNORECASE,
)
"""The words on a topic's button, typed by hand: 「新しい豆を受け取らない」, “Turn off New beans”."""


def show(turn: Turn) -> Words:
    return wording.offered(_offered(turn), language=turn.member.language)


def switch(turn: Turn) -> Said:
    """Turn one topic on or off, as the tapped button says."""
    topic = topics.by_code(turn.session, turn.params.get("topic", ""))
    return _want(turn, topic, is_wanted=turn.params.get("wanted") == "yes")


def switch_by_name(turn: Turn) -> Words | Said:
    """Take the typed words of a topic's button for the button; what names no topic is like any message."""
    typed = NAMED.fullmatch(turn.text or "")
    if typed is None or turn.person.member is None:
        return not_understood(turn)
    topic = topics.by_name(turn.session, (typed["ja"] or typed["en"]).strip())
    if topic is None:
        return not_understood(turn)
    is_off = typed["no"] is not None or (typed["switch"] or "").lower() == "off"
    return _want(turn, topic, is_wanted=not is_off)


def _want(turn: Turn, topic: Topic, *, is_wanted: bool) -> Said:
    topics.want(turn.session, turn.member, topic.id, is_wanted=is_wanted, now=turn.now)
    is_receiving = consent.is_given(turn.session, turn.member, Purpose.ANNOUNCEMENTS)
    said = wording.Topic(topic.code, topic.name(turn.language), is_wanted)
    return Said(wording.switched(said, is_receiving=is_receiving, language=turn.language), CHANGED)


def _offered(turn: Turn) -> list[wording.Topic]:
    wishes = topics.wishes(turn.session, turn.member)
    return [wording.Topic(topic.code, topic.name(turn.language), wanted) for topic, wanted in wishes]
