"""Scribes: make an announcement's letter ready for its call, once for its key."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.announcements import Announcement
from models.members import Language
from models.sendings import Sending, SendingState
from services import attempts, closings, letters, personal, placeholders
from services.placeholders import Figures
from services.recipients import Recipient
from services.settings import Choices
from services.vault import Spoiled, Vault, WrongMasterKey

Words = Sequence[Mapping[str, Any]]
Fill = Callable[[Words, Figures, Language], Words]
"""Puts a member's figures into the words that all share."""


class Scribe:
    """Makes letters ready: reads the figures, fills them in, seals the words under the member's key."""

    def __init__(self, vault: Vault, fill: Fill) -> None:
        self._vault, self._fill = vault, fill

    def write(
        self,
        session: Session,
        person: Recipient,
        words: Words,
        language: Language,
        *,
        choices: Choices,
        now: datetime,
    ) -> bytes:
        """Give the sealed letter; raise Spoiled or WrongMasterKey."""
        own = placeholders.figures(session, person.member_id, choices=choices, now=now)
        said = json.dumps(list(self._fill(words, own, language)), ensure_ascii=False)
        return self._vault.seal_with(person.wrapped, person.pid, letters.COLUMN, said)


def is_written(
    session: Session,
    sending: Sending,
    announcement: Announcement | None,
    people: Sequence[Recipient],
    scribe: Scribe | None,
    *,
    choices: Choices,
    now: datetime,
) -> bool:
    """Make an announcement's letter ready where it is not; one that cannot be waits or ends here.

    Its words stay with the key: whatever the figures become, a repeat says what was said before.
    """
    if announcement is None or not personal.is_letter(sending) or sending.letter is not None or not people:
        return True
    assert scribe is not None, "letters need a scribe"
    words, (person,) = personal.shared(announcement, sending), people
    try:
        sending.letter = scribe.write(session, person, words, sending.language, choices=choices, now=now)
    except WrongMasterKey:
        sending.answer = "wrong master key"
        attempts.postpone(sending, until=now + attempts.LONGEST_WAIT)
    except Spoiled:
        attempts.end(sending, SendingState.FAILED, now=now)
        closings.finish(session, now=now, announcement_id=announcement.id)
    return sending.letter is not None
