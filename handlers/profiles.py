"""The profile: a member lets us know name and birthday month, and takes them back."""

import re

from bot.turns import Said, Turn, Words
from bot.wording import privacy
from bot.wording import profiles as wording
from handlers import questions
from models.consents import Purpose
from services import consent, profiles, purposes, refusals

CHANGED = "changed"
NAME = re.compile(
    r"^\s*(?:お名前(?:は[\s:：]*|[\s:：]+)|name(?:\s+is)?[\s:：]+)(?P<name>\S.{0,99}?)(?:です)?\s*$",
    re.IGNORECASE,
)
"""「お名前 花子」: the one thing about a profile that is typed."""
_NO_NAME = re.compile(
    r"[?？]|ですか|でしょうか|ますか|^(?:何|なに(?:$|か)|なん(?:$|て|と|で)|誰|だれ)|ください|下さい|教え|消[しすせ去]|変更|変え|忘れて|"
    r"^(?:停止|削除|退会)|ません|^(?:delete|erase|remove|forget|of|me|my|a|the|for|to|and|please|your|is|was)\b",
    re.IGNORECASE,
)
"""A question or a wish about names."""


def typed(text: str) -> str | None:
    """Give the name in what was typed; None: it speaks of names and tells none."""
    found = NAME.match(text)
    return None if found is None or _NO_NAME.search(found.group("name")) else found.group("name")


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
    name = typed(turn.text or "") or ""
    kept = profiles.set_name(turn.session, turn.vault, turn.member, name, now=turn.now)
    return Said(wording.name_kept(name=kept, language=turn.language), CHANGED)


def forget(turn: Turn) -> Words | Said:
    """Take the consent back; what was kept goes at once. Who never gave it hears that nothing is kept."""
    if turn.person.member is None:
        return privacy.not_a_member(language=turn.language)
    was_given = consent.is_given(turn.session, turn.member, Purpose.PROFILE)
    refusals.write(turn.session, turn.member, (Purpose.PROFILE,), evidence=turn.evidence, now=turn.now)
    if not was_given:
        return Said(wording.declined(language=turn.language), "declined")
    return Said(wording.forgotten(language=turn.language), CHANGED)
