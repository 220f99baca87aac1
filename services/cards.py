"""Cards: the number that earns, as tills read it, and the address of its picture."""

import base64
import hmac
import unicodedata

from sqlalchemy.orm import Session

from models.members import Member
from services import people
from services.settings import Choices
from services.vault import Vault

DIGITS = 8
JAN = 13
MAC_BYTES = 18
"""144 bits: nobody guesses the address of a card."""


def find(session: Session, text: str, *, choices: Choices) -> Member:
    """Find the member by what a reader or a clerk put in: eight digits or the till's thirteen.

    The number stays the same as long as the membership, so an old picture earns too. Raise CardUnknown.
    """
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal())
    is_ours = len(digits) == JAN and digits == jan(digits[4:-1], prefix=choices.card_prefix)
    return people.by_card(session, digits[4:-1] if is_ours else digits)


def till_number(card_number: str, *, choices: Choices) -> str:
    """Give what the barcode says: the number itself, or the JAN code for tills that read nothing else."""
    return jan(card_number, prefix=choices.card_prefix) if choices.card_code == "jan13" else card_number


def jan(card_number: str, *, prefix: str) -> str:
    """Write a card as JAN-13: four digits that the shop keeps for itself, the number, the check digit.

    20 to 29 and 02 are free for use within a shop (GS1 General Specifications, restricted circulation).
    """
    digits = f"{prefix}{card_number}"
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighed % 10}"


def token(vault: Vault, member: Member) -> str:
    """Give the last part of the address of a member's picture: it is theirs as long as they are here."""
    return f"{member.id}-{_mac(vault, member)}"


def by_token(session: Session, vault: Vault, text: str) -> Member | None:
    """Find whose picture it is; None when there is no such address (any more)."""
    number, _, mac = text.partition("-")
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    member = session.get(Member, int(number)) if is_number else None
    if member is None or not hmac.compare_digest(mac.encode(), _mac(vault, member).encode()):
        return None
    return member


def _mac(vault: Vault, member: Member) -> str:
    raw = vault.mac("card-picture", member.pid.encode())[:MAC_BYTES]
    return base64.urlsafe_b64encode(raw).decode()
