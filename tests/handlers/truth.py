"""What must be true of people after all they did: their answers put in order, without the product's help."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.consents import Purpose
from models.notices import Notice
from services.seals import Seal

UNASKED = (Purpose.ANNOUNCEMENTS, Purpose.SERVICE)
BUTTON_LIVES = timedelta(days=90)
LEAVING_LIVES = timedelta(days=1)
PURPOSES = {purpose.value: purpose for purpose in Purpose}


@dataclass(frozen=True)
class Button:
    """A button that once stood in somebody's talk, with what it can prove."""

    owner: str
    data: dict[str, str]
    seal: Seal | None
    """None: it is none of ours."""


@dataclass(frozen=True)
class Said:
    """One answer that counts, as LINE timed it."""

    at: datetime
    is_yes: bool
    notice_id: int | None


@dataclass
class Life:
    """A membership from its yes to its end."""

    answers: dict[Purpose, list[Said]] = field(default_factory=dict)
    blocked_at: datetime | None = None
    friendship_at: datetime | None = None
    rests_until: datetime | None = None
    told: dict[int, datetime] = field(default_factory=dict)
    """Calls that carried a message to them, by number: when the first of each began."""

    def say(self, purpose: Purpose, at: datetime, *, is_yes: bool, notice_id: int | None = None) -> None:
        self.answers.setdefault(purpose, []).append(Said(at, is_yes, notice_id))

    def stands(self, purpose: Purpose) -> Said | None:
        """The newest answer by LINE's time; of two of one time the no, else the one that came in last."""
        said = self.answers.get(purpose)
        if not said:
            return None
        newest = [one for one in said if one.at == max(other.at for other in said)]
        return next((one for one in newest if not one.is_yes), newest[-1])

    def agrees(self, purpose: Purpose) -> bool:
        said = self.stands(purpose)
        return said is not None and said.is_yes

    def last_word(self) -> datetime | None:
        """When they last answered about anything that comes unasked."""
        times = [said.at for one in UNASKED if (said := self.stands(one)) is not None]
        return max(times, default=None)


@dataclass
class Somebody:
    """A person as only they know themselves: a member or not, and with what they said."""

    user_id: str
    life: Life | None = None
    refused_at: datetime | None = None
    """When a no to membership came in that is not a day old."""


@dataclass
class Truth:
    """All people, the notices in force, and the buttons that were good for once."""

    notices: dict[int, Notice] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)

    def follow(self, who: Somebody, at: datetime) -> None:
        life = who.life
        if life is None or (life.friendship_at is not None and at <= life.friendship_at):
            return
        if any(life.agrees(purpose) for purpose in UNASKED):
            self.stop(life, at)
        life.blocked_at, life.friendship_at = None, at

    def unfollow(self, who: Somebody, at: datetime) -> None:
        life = who.life
        if life is None:
            return
        self.stop(life, at)
        if life.friendship_at is None or life.friendship_at <= at:
            life.blocked_at = life.friendship_at = at

    @staticmethod
    def stop(life: Life, at: datetime, purposes: tuple[Purpose, ...] = UNASKED) -> None:
        for purpose in purposes:
            life.say(purpose, at, is_yes=False)

    def tap(self, who: Somebody, button: Button, at: datetime, now: datetime) -> None:
        """Let a button be tapped by anybody; one of somebody else's counts as a forged one."""
        if button.data.get("action") == "stop":
            asked = datetime.fromtimestamp(int(button.data["asked"]), now.tzinfo)
            if who.life and now - asked <= LEAVING_LIVES:
                who.life, who.refused_at = None, None
            return
        purpose, is_yes = PURPOSES[button.data["purpose"]], button.data["answer"] == "yes"
        seal = self._good(who, button, purpose, now)
        if purpose is Purpose.MEMBERSHIP:
            self._membership(who, button, seal, at, now, is_yes=is_yes)
        elif who.life and is_yes:
            self._yes(who.life, purpose, button, seal, at)
        elif who.life:
            self.stop(who.life, at, UNASKED if purpose in UNASKED else (purpose,))

    def _good(self, who: Somebody, button: Button, purpose: Purpose, now: datetime) -> Seal | None:
        seal = button.seal
        if seal is None or button.owner != who.user_id or button.data["seal"] in self.spent:
            return None
        asked = Purpose.ANNOUNCEMENTS if purpose is Purpose.SERVICE else purpose
        is_live = self.live(asked).id == seal.notice_id
        return seal if is_live and seal.asked_at <= now < seal.asked_at + BUTTON_LIVES else None

    def live(self, purpose: Purpose) -> Notice:
        mine = [one for one in self.notices.values() if one.purpose is purpose and one.language == "ja"]
        return max(mine, key=lambda one: one.version)

    def _membership(
        self, who: Somebody, button: Button, seal: Seal | None, at: datetime, now: datetime, *, is_yes: bool
    ) -> None:
        life = who.life
        if life is None and not is_yes:
            who.refused_at = now
        if not is_yes or seal is None:
            return
        if life is None:
            if who.refused_at is not None and who.refused_at >= seal.asked_at:
                return
            life = who.life = Life(friendship_at=seal.followed_at or now)
        elif not self.is_outgrown(life):
            return
        self.spent.add(button.data["seal"])
        life.say(Purpose.MEMBERSHIP, at, is_yes=True, notice_id=seal.notice_id)

    def is_outgrown(self, life: Life) -> bool:
        """The words in force keep what is kept for longer than those of their yes to membership."""
        said = life.stands(Purpose.MEMBERSHIP)
        accepted = self.notices[said.notice_id] if said and said.notice_id else None
        return accepted is not None and _months(self.live(Purpose.MEMBERSHIP)) > _months(accepted)

    def _yes(self, life: Life, purpose: Purpose, button: Button, seal: Seal | None, at: datetime) -> None:
        if seal is None or purpose not in UNASKED:
            return
        last = life.last_word()
        if last is not None and last > seal.asked_at:
            return
        self.spent.add(button.data["seal"])
        wanted = (Purpose.SERVICE,) if purpose is Purpose.SERVICE else UNASKED
        for one in UNASKED:
            life.say(one, at, is_yes=one in wanted, notice_id=seal.notice_id)

    def forget(self, people: list[Somebody], now: datetime) -> None:
        """After a day nothing tells of a refusal."""
        for who in people:
            if who.refused_at is not None and who.refused_at <= now - timedelta(hours=24):
                who.refused_at = None


def _months(notice: Notice) -> float:
    """After how many months a membership that nobody uses ends; all else that a notice could add is not."""
    months: int = notice.facts["retention"]["months"]
    return months or float("inf")
