from dataclasses import dataclass
from uuid import UUID

from portal.people.membership import Membership


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody named for an item: a membership of either side, and what the person is called."""

    seat_id: UUID
    user_id: UUID
    side: str
    name: str

    @classmethod
    def of(cls, seat: Membership) -> "Hand":
        return cls(seat.id, seat.user_id, seat.side, seat.user.called)

    @property
    def initials(self) -> str:
        words = self.name.replace(".", " ").split()
        return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()
