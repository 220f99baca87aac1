"""What can come of an answer: one class for each, and the words are chosen by it."""

from dataclasses import dataclass

from models.consents import Purpose
from models.members import Member
from services.consent import Question
from services.people import Belongings


@dataclass(frozen=True)
class Joined:
    """Somebody became a member; the next question follows."""

    member: Member
    welcome_points: int
    next: Question
    welcome_coupons: int = 0


@dataclass(frozen=True)
class AlreadyMember:
    """They are a member already."""

    member: Member


@dataclass(frozen=True)
class MembershipRefused:
    """They would rather not; nothing is kept."""


@dataclass(frozen=True)
class AgeAsked:
    """They would join, and the shop asks for the age first; the seal is good until the answer."""

    token: str
    minimum_age: int


@dataclass(frozen=True)
class UnderAge:
    """They are too young, and without a guardian's consent; nothing is kept."""


@dataclass(frozen=True)
class KeptAsBefore:
    """A member would rather not have the new terms: the old yes goes on covering the old ones."""


@dataclass(frozen=True)
class AskedAgain:
    """The button is too old, was used, or is for other words: the same question with a fresh one."""

    question: Question


@dataclass(frozen=True)
class Accepted:
    """They said yes: to everything (`announcements`), expiring points only (`service`), or one purpose."""

    purpose: Purpose
    one_under_way: bool = False
    """An announcement was still open when only expiry was chosen."""


@dataclass(frozen=True)
class AlreadyAccepted:
    """The identical tap again."""

    purpose: Purpose


@dataclass(frozen=True)
class Declined:
    """They would rather not hear; whatever came before is stopped."""

    one_under_way: bool


@dataclass(frozen=True)
class Refused:
    """They would rather not have a further purpose; what it kept is erased."""

    purpose: Purpose


@dataclass(frozen=True)
class NothingSent:
    """Somebody stops what they do not get."""


@dataclass(frozen=True)
class LeaveAsked:
    """A member tapped *do not register*: that is the question of leaving, and erases nothing."""

    belongings: Belongings


Outcome = (
    Joined
    | AlreadyMember
    | MembershipRefused
    | AgeAsked
    | UnderAge
    | KeptAsBefore
    | AskedAgain
    | Accepted
    | AlreadyAccepted
    | Declined
    | Refused
    | NothingSent
    | LeaveAsked
)
