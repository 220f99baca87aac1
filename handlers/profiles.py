"""The profile: a member lets us know name and birthday month, and takes them back."""

import re

from bot.turns import Said, Turn, Words
from bot.wording import profiles as wording
from handlers import questions
from models.consents import Purpose
from services import consent, profiles, purposes, refusals

CHANGED = "changed"
NAME = re.compile(r"^\s*(?:お名前|name)[\s　:：は]+(?P<name>\S.{0,99}?)(?:です)?\s*$", re.IGNORECASE)
"""「お名前 花子」: the one thing about a profile that is typed."""


def show(turn: Turn) -> Words | Said:
    """Show what is kept; where nothing may be kept, ask, though not again within 90 days."""
    member = turn.member
    if consent.is_given(turn.session, member, Purpose.PROFILE):
        known = profiles.of(turn.session, turn.vault, member)
        return wording.shown(name=known.name, birth_month=known.birth_month, language=turn.language)
    if purposes.may_ask(turn.session, member, Purpose.PROFILE, now=turn.now):
        return ask(turn)
    return wording.about(language=turn.language)


def ask(turn: Turn) -> Said:
    """Put the question; nothing about the profile is asked before its words were shown."""
    question = questions.further(turn, Purpose.PROFILE)
    return Said(wording.asked(question.notice, seal=question.seal, language=turn.language), questions.ASKED)


def choose_month(turn: Turn) -> Words | Said:
    """Offer the months, or keep the one that was tapped."""
    if not consent.is_given(turn.session, turn.member, Purpose.PROFILE):
        return show(turn)
    chosen = turn.params.get("month", "")
    if chosen == "none":
        return wording.month_skipped(language=turn.language)
    if not chosen.isdecimal() or int(chosen) not in profiles.MONTHS:
        return wording.months(language=turn.language)
    profiles.set_birth_month(turn.session, turn.vault, turn.member, int(chosen), now=turn.now)
    return Said(wording.month_kept(int(chosen), language=turn.language), CHANGED)


def take_name(turn: Turn) -> Words | Said:
    """Keep the name that was typed; who has not agreed is asked first, and the name is let go."""
    if not consent.is_given(turn.session, turn.member, Purpose.PROFILE):
        return show(turn)
    typed = NAME.match(turn.text or "")
    name = typed.group("name") if typed else ""
    kept = profiles.set_name(turn.session, turn.vault, turn.member, name, now=turn.now)
    return Said(wording.name_kept(name=kept, language=turn.language), CHANGED)


def forget(turn: Turn) -> Said:
    """Take the consent back; what was kept goes at once."""
    refusals.write(turn.session, turn.member, (Purpose.PROFILE,), evidence=turn.evidence, now=turn.now)
    return Said(wording.forgotten(language=turn.language), CHANGED)
