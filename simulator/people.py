"""The virtual people who hold the phones."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator import ids, limits
from simulator.answers import Json, Refused


@dataclass(kw_only=True, slots=True)
class Person:
    id: str
    name: str
    language: str = "ja"
    friend: bool = False
    blocked: bool = False
    deleted: bool = False
    unread: int = 0
    """Messages of the bot since the talk was last looked at."""
    wrote_at: float | None = None
    """When they last wrote to the bot: a push reaches strangers for seven days after."""
    loading_until: float = 0.0

    def is_reached_at(self, now: float) -> bool:
        """Whether a push or multicast appears on this person's phone."""
        if self.deleted or self.blocked:
            return False
        return self.friend or (
            self.wrote_at is not None and now - self.wrote_at <= limits.PUSH_AFTER_MESSAGE_SECONDS
        )

    def is_known_to_bot(self) -> bool:
        """Whether the bot may ask for the profile."""
        return not self.deleted and not self.blocked and (self.friend or self.wrote_at is not None)

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "language": self.language,
            "friend": self.friend,
            "blocked": self.blocked,
            "deleted": self.deleted,
            "unread": self.unread,
        }


class People:
    """Everybody, by id; the first few are there from the start and keep their ids over restarts."""

    def __init__(self, *, seed: str) -> None:
        self._seed = seed
        self._by_id: dict[str, Person] = {}
        self._add_the_first()

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def add(
        self, name: str, *, language: str = "ja", friend: bool = False, user_id: str | None = None
    ) -> Person:
        if len(self._by_id) >= limits.KEPT_PEOPLE:
            raise Refused(409, "これ以上は増やせません / No more people can be added")
        person = Person(id=user_id or ids.user_id(), name=name, language=language, friend=friend)
        self._by_id[person.id] = person
        return person

    def get(self, user_id: str) -> Person | None:
        return self._by_id.get(user_id)

    def find(self, name_or_id: str) -> Person:
        """The person of this id or name; a KeyError when there is none."""
        if person := self._by_id.get(name_or_id):
            return person
        for person in self:
            if person.name == name_or_id:
                return person
        raise KeyError(name_or_id)

    def _add_the_first(self) -> None:
        for name, language, friend in (
            ("花子", "ja", False),
            ("太郎", "ja", False),
            ("次郎", "ja", True),
            ("Emma", "en", False),
        ):
            self.add(name, language=language, friend=friend, user_id=ids.user_id(f"{self._seed}/{name}"))
