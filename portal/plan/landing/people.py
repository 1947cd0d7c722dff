"""Names in a file and the people of a project: who is meant, where that is certain. Nobody is ever made from a name."""
from collections import Counter, defaultdict
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.importing import PlanItem
from portal.plan.importing.values.text import folded
from portal.plan.turn import role_acts
from portal.projects.member import ProjectMember
from portal.projects.project import Project


class Crew:
    """The members of a project whose role may act, found by address, by full name, or by a name that only one has."""

    def __init__(self, people: list[tuple[UUID, str, str]]):
        self.names: dict[UUID, str] = {}
        self._called: dict[str, set[UUID]] = defaultdict(set)
        self._part: dict[str, set[UUID]] = defaultdict(set)
        for seat_id, name, email in people:
            self.names[seat_id] = name or email.partition("@")[0]
            words = folded(name).split()
            for called in (email.lower(), " ".join(words), " ".join(words[-1:] + words[:-1])):
                self._called[called].add(seat_id)
            for word in words:
                self._part[word].add(seat_id)

    def found(self, name: str) -> UUID | None:
        """Whom a name means, if it can mean one only."""
        said = name.strip().lower() if "@" in name else folded(name.replace(",", " "))
        seats = self._called.get(said) or self._part.get(said) or () if said else ()
        return next(iter(seats)) if len(seats) == 1 else None

    def hands(self, item: PlanItem) -> list[UUID]:
        """Who is named for an item and was found, each once."""
        return list(dict.fromkeys(seat for name in item.assignees if (seat := self.found(name))))

    def strangers(self, items: list[PlanItem]) -> Counter:
        """The names that mean nobody here for certain, and on how many items each stands."""
        return Counter(name for item in items for name in item.assignees if self.found(name) is None)


def crew_of(project: Project) -> Crew:
    """The people of a project who can be named. One statement."""
    seats = db.session.execute(
        select(Membership, User.name, User.email).join(User, User.id == Membership.user_id)
        .join(ProjectMember, ProjectMember.membership_id == Membership.id)
        .where(ProjectMember.project_id == project.id, Membership.removed_at.is_(None)))
    return Crew([(seat.id, name, email) for seat, name, email in seats if role_acts(seat)])
