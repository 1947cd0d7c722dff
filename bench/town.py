"""What stands in the town: how many of everything, and what each project, item and thread looks like."""
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from portal.base.clock import now
from portal.base.ids import new_id
from portal.plan.outline import STEP, path_below, segment

NOW = now()
ROLES = ("contributor", "viewer", "approver", "sponsor", "contributor")
#: Items of the measured project, and of every other.
MEASURED, USUAL = 50, 100
WORDS = "We have looked at the draft and would like the second version, with a warmer picture on the first page. "


@dataclass(frozen=True)
class Plan:
    items: int
    messages: int

    @property
    def projects(self) -> int:
        return 1 + max(2, -(-(self.items - MEASURED) // USUAL))

    @property
    def clients(self) -> int:
        return max(2, self.projects // 3)

    @property
    def elsewhere(self) -> float:
        """Messages for each item but the first."""
        return (self.messages - 30) / max(1, self.items - 1)


@dataclass(frozen=True)
class House:
    """A project to be."""

    id: UUID
    number: int
    client: int
    stages: tuple = field(default_factory=lambda: tuple(new_id() for _ in range(4)))

    def team(self, staff) -> list:
        """Three of the staff; the manager is on every tenth project.

        The member who is measured is on the first ten too: their home shows as many projects in a small town as in a large one.
        """
        places = {1 + (self.number + step) % (len(staff) - 1) for step in (0, 5, 11)} | ({1} if self.number < 10 else set())
        return [staff[place] for place in sorted(places)] + ([staff[0]] if self.number % 10 == 0 else [])


@dataclass
class Room:
    """A work item to be, with its thread."""

    house: House
    number: int
    parent: "Room | None"
    talk: int
    id: UUID = field(default_factory=new_id)

    @property
    def shared(self) -> bool:
        return self.house.number == 0 or self.number % 5 < 3

    @property
    def state(self) -> int:
        """Which stage it has reached: the first of a project waits for the client."""
        return (self.number + 2) % 4

    def entry(self, workspace_id) -> dict:
        moment = NOW - timedelta(minutes=self.number)
        place = (self.number + 1) * STEP
        return {"id": self.id, "workspace_id": workspace_id, "project_id": self.house.id, "kind": "work_item",
                "title": f"Work item {self.number} of project {self.house.number}",
                "audience": "client" if self.shared else "internal", "parent_id": self.parent and self.parent.id,
                "position": place, "path": path_below(segment((self.parent.number + 1) * STEP) if self.parent else "", place),
                "move": ("staff", "staff", "client", None)[self.state] if self.number % 4 else None,
                "due": (NOW + timedelta(days=self.number % 60 - 10)).date(),
                "promised": (NOW + timedelta(days=self.number % 60 - 5)).date(),
                "done_at": NOW if self.state == 3 else None, "last_activity_at": moment,
                "first_shared_at": NOW if self.shared else None, "last_shared_activity_at": moment if self.shared else None}

    def item(self) -> dict:
        return {"id": self.id, "level": "task" if self.parent else "phase", "description": WORDS * 2,
                "percent": self.number % 101, "stage_id": self.house.stages[self.state]}

    def assignees(self, staff, contacts) -> list[UUID]:
        if self.number % 4:
            return []
        return [(staff, contacts[self.house.client])[self.number % 8 == 0][self.number % 5][1]]

    def messages(self, workspace_id, staff, contacts):
        for number in range(self.talk):
            side, person = self._author(number, staff, contacts)
            moment = NOW - timedelta(hours=self.talk - number)
            lane = "shared" if self.shared and (self.house.number == 0 or number % 4) else "internal"
            yield {"id": new_id(), "workspace_id": workspace_id, "entry_id": self.id, "author_id": person, "side": side,
                   "lane": lane, "body": WORDS, "html": f"<p>{WORDS.strip()}</p>\n", "created_at": moment,
                   "shared_at": moment if lane == "shared" else None}

    def events(self, workspace_id, staff, contacts):
        for number in range(self.talk + 1):
            _, person = self._author(number, staff, contacts)
            yield {"workspace_id": workspace_id, "project_id": self.house.id, "entry_id": self.id, "actor_id": person,
                   "verb": "posted" if number else "item.created", "lane": "shared" if self.shared else "internal",
                   "at": NOW - timedelta(hours=self.talk - number)}

    def _author(self, number: int, staff, contacts) -> tuple[str, UUID]:
        client = contacts[self.house.client]
        if number % 2:
            return "client", client[number // 2 % len(client)][0]
        return "staff", staff[1 + number // 2 % 4][0]


def rooms(house: House, plan: Plan) -> list[Room]:
    """A project's items, a phase before each nine tasks."""
    made: list[Room] = []
    parent = None
    before = MEASURED + (house.number - 1) * USUAL if house.number else -1
    for number in range(MEASURED if house.number == 0 else USUAL):
        first = house.number == 0 and number == 0
        talk = 30 if first else int((before + number + 1) * plan.elsewhere) - int((before + number) * plan.elsewhere)
        room = Room(house, number, None if number % 10 == 0 else parent, talk)
        parent = room if number % 10 == 0 else parent
        made.append(room)
    return made
