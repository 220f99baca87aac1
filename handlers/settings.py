"""The preference centre: all that a member has set, and one tap to change each of it."""

from bot.turns import Turn, Words
from bot.wording import settings as wording
from models.consents import Purpose
from services import consent, japan, links, preferences, topics


def show(turn: Turn) -> Words:
    return wording.menu(_state(turn), language=turn.language)


def _state(turn: Turn) -> wording.State:
    session, member = turn.session, turn.member
    wishes = preferences.of(session, member)
    wanted = [is_wanted for _, is_wanted in topics.wishes(session, member)]
    resting = wishes.paused_until if wishes and wishes.is_paused(turn.now) else None
    return wording.State(
        is_receiving=consent.is_given(session, member, Purpose.ANNOUNCEMENTS),
        is_reminded=consent.is_given(session, member, Purpose.SERVICE),
        topics_wanted=sum(wanted),
        topics_offered=len(wanted),
        rhythm=wishes.rhythm if wishes else None,
        hours=preferences.hours(wishes),
        resting_until=japan.last_day(resting) if resting else None,
        has_profile=consent.is_given(session, member, Purpose.PROFILE),
        has_web_shop=bool(turn.choices.link_url) or links.of(session, member) is not None,
    )
