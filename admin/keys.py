"""Keys: the owner is reminded until the key is on paper."""

from flask_babel import gettext as _

from admin import accounts, door
from models.staff import Role
from services import key_sheets, settings


def reminder() -> str | None:
    """Say to the owner, on whichever page is being drawn, that the key has no sheet yet."""
    who = accounts.who()
    if who is None or who.role != Role.OWNER or not door.is_open():
        return None
    session = door.session()
    choices = settings.read(session)
    if choices.is_sample or not key_sheets.is_missing(session, choices):
        return None
    return _(
        "鍵の控えがまだ紙にありません。機械が壊れて鍵がなくなると、会員の情報はだれにも開けなくなります。"
        "flask --app app keys sheet で印刷し、keys confirm で確かめてください。"
    )
